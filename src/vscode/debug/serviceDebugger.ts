import * as vscode from 'vscode';
import { debugType } from '../../contrib/debugging';
import { attachConfiguration, debuggerPorts } from '../../core/debug/attach';
import { failed, ok, type Result } from '../../core/model/failure';
import type { Debugger } from '../../core/model/plan';
import type { Container } from '../../docker/container';
import type { Engine } from '../../docker/engine';
import { openTunnel, type Tunnel } from '../../docker/tunnel';
import { runScript } from '../../host/scripts';
import { failedWith, showOutcome } from '../commands/outcome';
import { runProjectScript } from '../commands/runScript';
import type { FoundProjects, Project } from '../tree/rows';

/** A configuration of this type, as launch.json has it. */
export interface ServiceConfiguration extends vscode.DebugConfiguration {
  /** Service of the compose file; absent: the user picks. */
  readonly service?: string;
  /** Absolute path of the project; absent: the only one of the workspace. */
  readonly folder?: string;
  /** The service starts anew and waits for the debugger before its first line. */
  readonly wait?: boolean;
}

interface Sources {
  readonly find: () => Promise<FoundProjects>;
  readonly engine: () => Promise<Engine>;
}

/** The editor's name of the extension that debugs Python; Node.js has one that is built in. */
const pythonExtension = 'ms-python.debugpy';

/**
 * Debugs a service in its container: lets its debugger listen (ops/debug.sh), leads a port of this machine to it through `docker exec`,
 * and hands the editor's own debugger a configuration for that port.
 */
export class ServiceDebugger implements vscode.DebugConfigurationProvider, vscode.Disposable {
  /** By their port, until the session ends that uses it. */
  private readonly tunnels = new Map<number, Tunnel>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly sources: Sources) {
    const { Dynamic, Initial } = vscode.DebugConfigurationProviderTriggerKind;
    this.subscriptions = [
      vscode.debug.registerDebugConfigurationProvider(debugType, this, Initial),
      vscode.debug.registerDebugConfigurationProvider(debugType, this, Dynamic),
      vscode.debug.onDidTerminateDebugSession((session) => {
        // Sessions of child processes and of reloads come and go through the same tunnel.
        if (!session.parentSession) this.close(portOf(session.configuration));
      }),
    ];
  }

  /** One for each service of the workspace's projects that has a debugger. */
  async provideDebugConfigurations(folder: vscode.WorkspaceFolder | undefined): Promise<ServiceConfiguration[]> {
    const { projects } = await this.sources.find();
    const inFolder = projects.filter((project) => !folder || project.folder === folder.uri.fsPath);
    const offered = await Promise.all(
      inFolder.map(async (project) =>
        (await debuggable(project)).map((service) => configurationOf(project, service, projects.length > 1)),
      ),
    );
    return offered.flat();
  }

  async resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: ServiceConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const attached = await this.attach(configuration);
    if (attached.ok) return attached.value;
    showOutcome(failedWith(attached.failure));
    return undefined;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const port of this.tunnels.keys()) this.close(port);
  }

  private async attach(wanted: ServiceConfiguration): Promise<Result<vscode.DebugConfiguration>> {
    const project = await this.projectOf(wanted);
    if (!project.ok) return project;
    const service = wanted.service ?? (await pick(project.value));
    if (!service) return failed({ code: 'cancelled', message: 'Cancelled.' });
    const container = await this.listening(project.value, service, wanted.wait ?? false);
    if (!container.ok) return container;
    const { id, debugger: kind } = container.value;
    if (kind === 'python' && !vscode.extensions.getExtension(pythonExtension)) {
      void vscode.commands.executeCommand('workbench.extensions.search', pythonExtension);
      return failed({
        code: 'not-found',
        message: 'Python is debugged by an extension that is not installed here.',
        next: `install ${pythonExtension}`,
      });
    }
    const tunnel = await openTunnel(id, debuggerPorts[kind]);
    this.tunnels.set(tunnel.port, tunnel);
    const name = wanted.name || service;
    return ok(attachConfiguration({ name, debugger: kind, port: tunnel.port, folder: project.value.folder }));
  }

  private async projectOf({ folder }: ServiceConfiguration): Promise<Result<Project>> {
    const { projects } = await this.sources.find();
    const project = folder === undefined ? projects[0] : projects.find((each) => each.folder === folder);
    if (project && (folder !== undefined || projects.length === 1)) return ok(project);
    return failed({
      code: 'not-dockerized',
      message: projects.length > 1 ? 'Several folders are dockerized here.' : 'No folder here is dockerized.',
      next:
        projects.length > 1
          ? 'give the configuration a "folder": the path of one of them'
          : 'run "Drydock: Dockerize This Repo"',
    });
  }

  /** The container of a service, with its debugger listening; it starts anew when it was without one, or has to wait. */
  private async listening(
    project: Project,
    service: string,
    wait: boolean,
  ): Promise<Result<Container & { readonly debugger: Debugger }>> {
    const before = await this.containerOf(project, service);
    if (!before.ok) return before;
    if (!wait && before.value?.debugger) return ok({ ...before.value, debugger: before.value.debugger });
    const started = await runProjectScript(project, 'debug', [service, ...(wait ? ['--wait'] : [])]);
    if (started.kind === 'failed') return failed(started.failure);
    if (started.kind === 'cancelled') return failed({ code: 'cancelled', message: 'Cancelled.' });
    const after = await this.containerOf(project, service);
    if (!after.ok) return after;
    if (after.value?.debugger) return ok({ ...after.value, debugger: after.value.debugger });
    return failed({
      code: 'start-failed',
      message: `${service} of ${project.slug} has no debugger.`,
      next: `./ops/logs.sh ${service}`,
    });
  }

  private async containerOf({ slug }: Project, service: string): Promise<Result<Container | undefined>> {
    const engine = await this.sources.engine();
    const listed = await engine.containers(new AbortController().signal);
    if (!listed.ok) return listed;
    const isMeant = (each: Container) =>
      each.project === slug && each.service === service && each.state === 'running' && !each.oneOff;
    return ok(listed.value.find(isMeant));
  }

  private close(port: number | undefined): void {
    if (port === undefined) return;
    this.tunnels.get(port)?.close();
    this.tunnels.delete(port);
  }
}

/** What the row of a container and launch.json ask for. */
export function configurationOf({ folder, slug }: Project, service: string, several: boolean): ServiceConfiguration {
  return {
    type: debugType,
    request: 'attach',
    name: `${service} (${slug})`,
    service,
    ...(several && { folder }),
  };
}

/** The services that ops/debug.sh knows; none where the project has no such script. */
async function debuggable({ folder }: Project): Promise<readonly string[]> {
  const listed = await runScript(folder, 'ops/debug.sh', ['--list']);
  return listed.ok ? listed.value.split('\n').filter(Boolean) : [];
}

async function pick(project: Project): Promise<string | undefined> {
  const services = await debuggable(project);
  if (services.length < 2) return services[0];
  return vscode.window.showQuickPick([...services], { title: project.slug, placeHolder: 'Which service?' });
}

/** The tunnel's port in a configuration of a debugger of the editor's. */
function portOf({ port, connect }: vscode.DebugConfiguration): number | undefined {
  const found: unknown = port ?? (connect as { readonly port?: unknown } | undefined)?.port;
  return typeof found === 'number' ? found : undefined;
}
