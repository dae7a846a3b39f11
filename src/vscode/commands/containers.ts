import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import { taskType } from '../../contrib/tasks';
import { failed, ok, type Result } from '../../core/model/failure';
import type { Container, ContainerDetail } from '../../docker/container';
import type { Engine } from '../../docker/engine';
import { buildRows, type FoundProjects } from '../tree/rows';
import type { ContainerDocuments } from './containerDocuments';
import { cancelled, done, failedWith, registerCommand, type Outcome } from './outcome';
import { rowOf } from './target';

interface Sources {
  readonly find: () => Promise<FoundProjects>;
  readonly engine: () => Promise<Engine>;
  readonly documents: ContainerDocuments;
}

/** bash where the image has it, else sh. */
const shell = ['sh', '-c', 'command -v bash >/dev/null && exec bash || exec sh'];

/** Logs and a shell, each in a terminal of its own; start, stop, restart; what the engine knows of a container. */
export function registerContainerCommands(sources: Sources): readonly vscode.Disposable[] {
  const inTerminal =
    (word: string, icon: string, args: (id: string) => string[]) =>
    async (argument: unknown): Promise<Outcome> => {
      const targets = await targetContainers(argument, undefined, sources);
      if (!targets.ok) return failedWith(targets.failure);
      const { id, name } = targets.value[0];
      const options = {
        name: `${name} ${word}`,
        shellPath: 'docker',
        shellArgs: args(id),
        iconPath: new vscode.ThemeIcon(icon),
        isTransient: true,
      };
      vscode.window.createTerminal(options).show();
      return done;
    };
  const change =
    (action: 'start' | 'stop' | 'restart') =>
    async (argument: unknown, selection: unknown): Promise<Outcome> => {
      const targets = await targetContainers(argument, selection, sources);
      if (!targets.ok) return failedWith(targets.failure);
      const engine = await sources.engine();
      const changed = await Promise.all(targets.value.map(({ id }) => engine.change(id, action)));
      const [failure] = changed.flatMap((each) => (each.ok ? [] : [each.failure]));
      return failure ? failedWith(failure) : done;
    };
  const look =
    (show: (container: Container, detail: ContainerDetail) => Promise<void>) =>
    async (argument: unknown): Promise<Outcome> => {
      const targets = await targetContainers(argument, undefined, sources);
      if (!targets.ok) return failedWith(targets.failure);
      const [container] = targets.value;
      const detail = await (await sources.engine()).inspect(container.id, new AbortController().signal);
      if (!detail.ok) return failedWith(detail.failure);
      await show(container, detail.value);
      return done;
    };
  return [
    registerCommand(commands.containerRun.id, async (argument) => {
      const targets = await targetContainers(argument, undefined, sources);
      if (!targets.ok) return failedWith(targets.failure);
      return runOnce(targets.value[0]);
    }),
    registerCommand(commands.containerStart.id, change('start')),
    registerCommand(commands.containerStop.id, change('stop')),
    registerCommand(commands.containerRestart.id, change('restart')),
    registerCommand(
      commands.containerInspect.id,
      look((container, detail) => sources.documents.inspect(container, detail)),
    ),
    registerCommand(
      commands.containerEnvironment.id,
      look((container, detail) => sources.documents.environment(container, detail)),
    ),
    registerCommand(commands.copyContainerId.id, async (argument, selection) => {
      const targets = await targetContainers(argument, selection, sources);
      if (!targets.ok) return failedWith(targets.failure);
      await vscode.env.clipboard.writeText(targets.value.map(({ id }) => id).join('\n'));
      return done;
    }),
    registerCommand(
      commands.containerLogs.id,
      inTerminal('logs', 'output', (id) => ['logs', '--follow', '--tail', '1000', id]),
    ),
    registerCommand(
      commands.containerShell.id,
      inTerminal('shell', 'terminal', (id) => ['exec', '--interactive', '--tty', id, ...shell]),
    ),
  ];
}

/** One command in a container, in a task's terminal: its output stays. */
async function runOnce({ id, name }: Container): Promise<Outcome> {
  const command = await vscode.window.showInputBox({
    title: name,
    prompt: 'What runs in it, by sh',
    placeHolder: 'pip list',
  });
  if (!command) return cancelled;
  const words = ['exec', '--interactive', '--tty', id, 'sh', '-c', command];
  const quoting = vscode.ShellQuoting.Strong;
  const execution = new vscode.ShellExecution(
    'docker',
    words.map((value) => ({ value, quoting })),
  );
  const definition = { type: taskType, script: 'run', command, service: name };
  const task = new vscode.Task(definition, vscode.TaskScope.Workspace, `${name}: ${command}`, 'Drydock', execution, []);
  await vscode.tasks.executeTask(task);
  return done;
}

/** The containers of the selected rows, else the one that the user picks; at least one. */
async function targetContainers(
  argument: unknown,
  selection: unknown,
  { find, engine }: Sources,
): Promise<Result<readonly [Container, ...Container[]]>> {
  const rows = Array.isArray(selection) && selection.length > 0 ? selection : [argument];
  const [given, ...others] = rows.flatMap((each) => rowOf(each)?.container ?? []);
  if (given) return ok([given, ...others]);
  const listed = await (await engine()).containers(new AbortController().signal);
  if (!listed.ok) return listed;
  const found = await find();
  const shown = buildRows({ ...found, elsewhere: [] }, { kind: 'ready', containers: listed.value });
  const items = shown
    .filter(({ project }) => project)
    .flatMap(({ children }) => children)
    .flatMap(({ label, description, container }) =>
      container ? [{ label, description, detail: container.name, container }] : [],
    );
  if (items.length === 0)
    return failed({
      code: 'not-dockerized',
      message: 'No project of this workspace has a container.',
      next: 'run "Drydock: Up"',
    });
  const picked = await vscode.window.showQuickPick(items, { title: 'Drydock', placeHolder: 'Which container?' });
  return picked ? ok([picked.container]) : failed({ code: 'cancelled', message: 'Cancelled.' });
}
