import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commands } from '../../../src/contrib/commands';
import { settings } from '../../../src/contrib/settings';
import { taskType } from '../../../src/contrib/tasks';
import type { DrydockApi } from '../../../src/vscode/activate';
import type { Row } from '../../../src/vscode/tree/rows';
import { runChecks, until, type Check } from './check';
import { startEngineProxy } from './engineProxy';

declare const screenshot: ((name: string) => Promise<void>) | undefined;
const shoot = async (name: string): Promise<void> => (typeof screenshot === 'function' ? screenshot(name) : undefined);

/** Rows are known before they are on screen. */
const paint = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1200));

/** Runs inside the extension host, in the workspace that run.mjs prepared, with the stack that it started. */
export async function run(): Promise<void> {
  const engine = process.env['DRYDOCK_TEST_SOCKET'] ?? '';
  const proxy = await startEngineProxy(engine);
  process.env['DOCKER_HOST'] = proxy.host;
  const extension = vscode.extensions.all.find(({ id }) => id.startsWith('drydock.'));
  assert.ok(extension, 'the extension is installed');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  let api: DrydockApi | undefined;
  const project = (): Row | undefined => api?.rows().find(({ context }) => context.startsWith('project.'));
  const container = (name: string): Row | undefined => project()?.children.find(({ label }) => label === name);
  const show = () => vscode.commands.executeCommand('drydock.projects.focus');
  const follow = (wanted: boolean | undefined) =>
    vscode.workspace.getConfiguration().update(settings.statusBar.id, wanted, vscode.ConfigurationTarget.Global);
  const hide = () => vscode.commands.executeCommand('workbench.view.explorer');

  const without: readonly Check[] = [
    {
      name: 'activation is fast and makes no engine call',
      run: async () => {
        const start = performance.now();
        api = (await extension.activate()) as DrydockApi;
        console.log(`  activated in ${Math.round(performance.now() - start)} ms`);
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.equal(proxy.total(), 0);
      },
    },
    {
      name: 'every command of package.json is registered',
      run: async () => {
        const known = await vscode.commands.getCommands(true);
        for (const { id } of Object.values(commands)) assert.ok(known.includes(id), id);
      },
    },
    {
      name: 'Down runs ops/down.sh in a task and waits for its end',
      run: async () => {
        assert.equal(await vscode.commands.executeCommand(commands.down.id), 'done');
        assert.ok(existsSync(join(folder, 'down-ran')));
      },
    },
    {
      name: 'the scripts of a project are tasks, and end as the script does',
      run: async () => {
        const tasks = await vscode.tasks.fetchTasks({ type: taskType });
        assert.deepEqual(tasks.map(({ name }) => name).sort(), ['down editor-suite', 'up editor-suite']);
        const codes = new Map<string, number | undefined>();
        const ended = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) =>
          codes.set(execution.task.name, exitCode),
        );
        for (const task of tasks) {
          await vscode.tasks.executeTask(task);
          await until(`the end of ${task.name}`, () => codes.has(task.name));
        }
        ended.dispose();
        assert.deepEqual([codes.get('down editor-suite'), codes.get('up editor-suite')], [0, 75]);
      },
    },
    {
      name: 'Up fails with the sentence and the next step of ops/up.sh',
      run: async () => {
        assert.equal(await vscode.commands.executeCommand(commands.up.id), 'failed');
        await paint();
        await shoot('up-failed');
        await vscode.commands.executeCommand('notifications.clearAll');
      },
    },
    {
      name: 'Maintenance On runs its script without taking the focus',
      run: async () => {
        assert.equal(await vscode.commands.executeCommand(commands.maintenanceOn.id), 'done');
        assert.ok(existsSync(join(folder, 'maintenance-ran')));
      },
    },
    {
      name: 'without an engine a row says so and what to do',
      run: async () => {
        // The status bar would have found the engine before.
        await follow(false);
        process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock';
        await show();
        const row = await until('the row', () => api?.rows().find(({ context }) => context === 'message'));
        assert.match(row.label, /Docker engine does not answer|not installed/);
        assert.ok(row.children[0]?.label);
        await paint();
        await shoot('no-engine');
        await hide();
        process.env['DOCKER_HOST'] = proxy.host;
      },
    },
  ];

  const withEngine: readonly Check[] = [
    {
      name: 'the view shows the running stack with state and health',
      run: async () => {
        await show();
        await until('the stack', () => container('redis')?.icon.id === 'pass-filled' && container('web'));
        assert.equal(container('web')?.context, 'container.running');
        assert.equal(container('deps')?.icon.id, 'pass');
        assert.equal(project()?.context, 'project.running.open');
        assert.match(project()?.description ?? '', /2 running/);
        await paint();
        await shoot('stack');
      },
    },
    {
      name: 'an engine event is in the rows at once',
      run: async () => {
        const times: number[] = [];
        for (const [verb, state] of [
          ['pause', 'debug-pause'],
          ['unpause', 'circle-filled'],
          ['pause', 'debug-pause'],
          ['unpause', 'circle-filled'],
        ] as const) {
          execFileSync('docker', [verb, 'drydock-test-web'], {
            env: { ...process.env, DOCKER_HOST: `unix://${engine}` },
          });
          const start = performance.now();
          await until(verb, () => container('web')?.icon.id === state, 3000);
          times.push(Math.round(performance.now() - start));
        }
        console.log(`  rows follow after ${times.join(', ')} ms`);
      },
    },
    {
      name: 'maintenance shows on the project, live',
      run: async () => {
        writeFileSync(join(process.env['DRYDOCK_INFRA'] ?? '', 'traefik/dynamic/maintenance-editor-suite.yml'), '');
        await until('maintenance', () => project()?.context === 'project.running.maintenance');
        await paint();
        await shoot('maintenance');
      },
    },
    {
      name: 'a second clone’s name in .env is followed',
      run: async () => {
        writeFileSync(join(folder, '.env'), 'COMPOSE_PROJECT_NAME=editor-suite-2\n');
        await until('the name', () => project()?.label === 'editor-suite-2');
      },
    },
    {
      name: 'logs and shell open a terminal in the container',
      run: async () => {
        const row = container('redis');
        assert.equal(await vscode.commands.executeCommand(commands.containerLogs.id, row), 'done');
        assert.equal(await vscode.commands.executeCommand(commands.containerShell.id, row), 'done');
        const names = vscode.window.terminals.map(({ name }) => name);
        assert.ok(
          names.includes('drydock-test-redis logs') && names.includes('drydock-test-redis shell'),
          names.join(),
        );
        await paint();
        await shoot('shell');
        for (const terminal of vscode.window.terminals) terminal.dispose();
      },
    },
    {
      name: 'a container is stopped and started, and what the engine knows of it is shown without its secrets',
      run: async () => {
        assert.equal(await vscode.commands.executeCommand(commands.containerStop.id, container('web')), 'done');
        await until('stopped', () => container('web')?.context === 'container.stopped');
        assert.equal(await vscode.commands.executeCommand(commands.containerStart.id, container('web')), 'done');
        await until('running', () => container('web')?.context === 'container.running');
        assert.equal(await vscode.commands.executeCommand(commands.containerEnvironment.id, container('web')), 'done');
        const text = vscode.window.activeTextEditor?.document.getText() ?? '';
        assert.match(text, /^EDITOR_SUITE_TOKEN=\*\*\*$/m);
        await paint();
        await shoot('environment');
        assert.equal(await vscode.commands.executeCommand(commands.containerInspect.id, container('web')), 'done');
        const inspected = vscode.window.activeTextEditor?.document.getText() ?? '';
        assert.equal((JSON.parse(inspected) as { readonly Name: string }).Name, '/drydock-test-web');
        assert.doesNotMatch(inspected, /nobody-may-read-this/);
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      },
    },
    {
      name: 'the shared infra and what else runs on this machine have rows of their own',
      run: async () => {
        const row = api?.rows().find(({ context }) => context.startsWith('infra.'));
        assert.ok(row?.folded);
      },
    },
    {
      name: 'nothing runs while the view is hidden and the status bar is off',
      run: async () => {
        assert.ok(proxy.open() > 0);
        await hide();
        // Node.js keeps a connection that is done for five seconds.
        await until('closed sockets', () => proxy.open() === 0, 8000);
        const before = proxy.total();
        for (const verb of ['pause', 'unpause']) {
          execFileSync('docker', [verb, 'drydock-test-web'], {
            env: { ...process.env, DOCKER_HOST: `unix://${engine}` },
          });
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.equal(proxy.total(), before);
      },
    },
    {
      name: 'an engine that goes away and comes back is found again',
      run: async () => {
        await show();
        await until('the stack', () => container('web'));
        proxy.close();
        await until('the row', () => api?.rows().find(({ context }) => context === 'message'));
        process.env['DOCKER_HOST'] = `unix://${engine}`;
        await until('the stack again', () => container('web'));
        assert.equal(
          api?.rows().some(({ context }) => context === 'message'),
          false,
        );
      },
    },
  ];
  try {
    await runChecks(engine === '' ? without : [...without, ...withEngine]);
  } finally {
    await follow(undefined);
    proxy.close();
  }
}
