import * as vscode from 'vscode';
import { commands } from '../contrib/commands';
import type { Engine } from '../docker/engine';
import { Alerts } from './alerts';
import { ContainerDocuments } from './commands/containerDocuments';
import { registerContainerCommands } from './commands/containers';
import { registerDebugCommands } from './commands/debugging';
import { registerFolderCommands } from './commands/folder';
import { registerLogCommand } from './commands/logs';
import { done, registerCommand } from './commands/outcome';
import { registerProjectCommands } from './commands/project';
import { infraFolder } from './configuration';
import { ServiceDebugger } from './debug/serviceDebugger';
import { LogPanels } from './logs/logPanels';
import { ProposedDocuments } from './review/proposedDocuments';
import { Review } from './review/review';
import { StatusBar } from './statusBar';
import { registerTasks } from './taskProvider';
import { registerUriHandler } from './uriHandler';
import { ProjectsModel } from './tree/projectsModel';
import { ProjectsTree } from './tree/projectsTree';
import type { FoundProjects, Row } from './tree/rows';

/** What other extensions, and the tests, may ask this one. */
export interface DrydockApi {
  /** The rows of the Projects view as they are on screen. */
  rows(): readonly Row[];
}

/** The composition root: every part is made here, once. Reads no file and calls no engine. */
export function activate(context: vscode.ExtensionContext): DrydockApi {
  let engine: Promise<Engine> | undefined;
  const sources = {
    engine: () => (engine ??= import('../docker/engine').then(({ createEngine }) => createEngine())),
    projects: async (): Promise<FoundProjects> => {
      const { findProjects } = await import('./findProjects');
      const folders = vscode.workspace.workspaceFolders ?? [];
      return findProjects(
        folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath),
        infraFolder(),
      );
    },
    infra: infraFolder,
  };
  const templates = context.asAbsolutePath('templates');
  const documents = new ProposedDocuments();
  const review = new Review(documents);
  const containerDocuments = new ContainerDocuments();
  const logs = new LogPanels(sources.engine, context.extensionUri);
  const model = new ProjectsModel(sources);
  const projects = new ProjectsTree(model, sources.engine);
  context.subscriptions.push(
    documents,
    review,
    model,
    projects,
    new StatusBar(model),
    new Alerts(model),
    registerCommand(commands.refresh.id, async () => (model.refresh(), done)),
    ...registerFolderCommands(review, templates, () => model.refresh()),
    ...registerProjectCommands(sources.projects, templates),
    containerDocuments,
    registerTasks(sources.projects),
    new ServiceDebugger({ find: sources.projects, engine: sources.engine }),
    ...registerDebugCommands(),
    registerUriHandler(),
    logs,
    registerLogCommand(logs, sources.projects),
    registerCommand(commands.infraUp.id, async () => (await import('./commands/infra')).bringUpInfra(templates)),
    ...registerContainerCommands({ find: sources.projects, engine: sources.engine, documents: containerDocuments }),
  );
  return { rows: () => projects.rows };
}
