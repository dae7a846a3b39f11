import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import { failed, ok, type Result } from '../../core/model/failure';
import type { Container } from '../../docker/container';
import type { Engine } from '../../docker/engine';
import { buildRows, type FoundProjects } from '../tree/rows';
import { done, failedWith, registerCommand, type Outcome } from './outcome';
import { rowOf } from './target';

interface Sources {
  readonly find: () => Promise<FoundProjects>;
  readonly engine: () => Promise<Engine>;
}

/** bash where the image has it, else sh. */
const shell = ['sh', '-c', 'command -v bash >/dev/null && exec bash || exec sh'];

/** Container Logs and Container Shell, each in a terminal of its own. */
export function registerContainerCommands(sources: Sources): readonly vscode.Disposable[] {
  const inTerminal =
    (word: string, icon: string, args: (id: string) => string[]) =>
    async (argument: unknown): Promise<Outcome> => {
      const container = await targetContainer(argument, sources);
      if (!container.ok) return failedWith(container.failure);
      const { id, name } = container.value;
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
  return [
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

async function targetContainer(argument: unknown, { find, engine }: Sources): Promise<Result<Container>> {
  const given = rowOf(argument)?.container;
  if (given) return ok(given);
  const listed = await (await engine()).containers(new AbortController().signal);
  if (!listed.ok) return listed;
  const rows = buildRows(await find(), { kind: 'ready', containers: listed.value }).flatMap((row) => row.children);
  const items = rows.flatMap(({ label, description, container }) =>
    container ? [{ label, description, detail: container.name, container }] : [],
  );
  if (items.length === 0)
    return failed({
      code: 'not-dockerized',
      message: 'No project of this workspace has a container.',
      next: 'run "Drydock: Up"',
    });
  const picked = await vscode.window.showQuickPick(items, { title: 'Drydock', placeHolder: 'Which container?' });
  return picked ? ok(picked.container) : failed({ code: 'cancelled', message: 'Cancelled.' });
}
