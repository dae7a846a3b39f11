import { watch, type FSWatcher } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { dockerFolder } from '../../docker/dockerFolder';
import type { Engine } from '../../docker/engine';
import type { EngineView } from '../../docker/watchContainers';
import { buildRows, type FoundProjects, type Row } from './rows';

/** What is needed from outside. Nothing of it is called while nobody looks. */
export interface ProjectsSources {
  readonly engine: () => Promise<Engine>;
  readonly projects: () => Promise<FoundProjects>;
  readonly infra: () => string;
}

/**
 * The projects and their containers, live as long as somebody looks: the view while it is on screen, the status bar while the window
 * has the focus. One stream of events for all of them.
 */
export class ProjectsModel implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly lookers = new Set<symbol>();
  private session: AbortController | undefined;
  private engineView: EngineView = { kind: 'connecting' };
  /** As they are; when nobody looks, as they were. */
  rows: readonly Row[] = [];
  found: FoundProjects = { projects: [], elsewhere: [], failures: [], infra: '', hasFolder: false };
  /** Resolves when the projects have been read for the first time since somebody looks. */
  firstFound: Promise<void> = Promise.resolve();

  constructor(private readonly sources: ProjectsSources) {}

  /** Follows projects and engine until the returned one is disposed of. */
  look(): vscode.Disposable {
    const looker = Symbol('looker');
    this.lookers.add(looker);
    this.start();
    return new vscode.Disposable(() => {
      this.lookers.delete(looker);
      if (this.lookers.size === 0) this.stop();
    });
  }

  /** Reads everything again. */
  refresh(): void {
    if (!this.session) return;
    this.stop();
    this.start();
  }

  dispose(): void {
    this.stop();
    this.changed.dispose();
  }

  private stop(): void {
    this.session?.abort();
    this.session = undefined;
  }

  private start(): void {
    if (this.session) return;
    const session = new AbortController();
    this.session = session;
    this.firstFound = this.find(session.signal);
    this.watchFiles(session.signal);
    void this.firstFound.then(() => this.watchEngine(session.signal));
  }

  private async find(signal: AbortSignal): Promise<void> {
    const found = await this.sources.projects();
    if (signal.aborted) return;
    this.found = found;
    this.build();
  }

  private async watchEngine(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const [{ watchContainers }, engine] = await Promise.all([
      import('../../docker/watchContainers'),
      this.sources.engine(),
    ]);
    const onView = (engineView: EngineView): void => {
      this.engineView = engineView;
      this.build();
    };
    await watchContainers(engine, onView, signal);
  }

  private watchFiles(signal: AbortSignal): void {
    // A folder that appears with its files in it may be told as a folder alone.
    const locks = vscode.workspace.createFileSystemWatcher('**/{.drydock,.drydock/lock.json}');
    const env = vscode.workspace.createFileSystemWatcher('**/.env');
    const again = (): void => this.refresh();
    const look = (): void => void this.find(signal);
    const subscriptions = [
      locks,
      env,
      locks.onDidCreate(again),
      locks.onDidDelete(again),
      locks.onDidChange(again),
      env.onDidCreate(look),
      env.onDidChange(look),
      env.onDidDelete(look),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
    ];
    const infra = this.sources.infra();
    // Maintenance is a file in the one, the register in the other.
    const folders = [
      ...[join(infra, 'traefik', 'dynamic'), infra].map((folder) => watchFolder(folder, look)),
      // `docker context use` writes there which engine it is.
      watchFolder(dockerFolder(process.env, homedir()), (name) => name === 'config.json' && again()),
    ];
    signal.addEventListener('abort', () => {
      for (const folder of folders) folder?.close();
      for (const subscription of subscriptions) subscription.dispose();
    });
  }

  private build(): void {
    this.rows = buildRows(this.found, this.engineView);
    this.changed.fire();
  }
}

/** undefined while the folder is not there: then nothing can change in it that one has to follow. */
function watchFolder(folder: string, onChange: (name: string | null) => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, (_, name) => onChange(name)).on('error', () => undefined);
  } catch {
    return undefined;
  }
}
