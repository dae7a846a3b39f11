import assert from 'node:assert/strict';
import { request } from 'node:http';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { debugType } from '../../../src/contrib/debugging';
import { runChecks, until } from './check';

declare const screenshot: ((name: string) => Promise<void>) | undefined;

/** A page of the project through the router. */
const ask = (slug: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: 80, headers: { Host: `${slug}.localhost` } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve(body));
    });
    call.on('error', reject);
    call.end();
  });

/** Runs inside the extension host, in a Node.js project that is up. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const slug = process.env['DRYDOCK_TEST_SLUG'] ?? '';
  const server = vscode.Uri.file(join(folder.uri.fsPath, 'server.js'));
  const stopped = () =>
    vscode.debug.activeStackItem instanceof vscode.DebugStackFrame ? vscode.debug.activeStackItem : undefined;

  await runChecks([
    {
      name: 'a service in its container stops at a breakpoint of the editor, and goes on',
      run: async () => {
        await vscode.window.showTextDocument(server);
        const line = new vscode.Location(server, new vscode.Position(2, 0));
        vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(line)]);
        const wanted = { type: debugType, request: 'attach', name: 'Attach web', service: 'web' };
        assert.ok(await vscode.debug.startDebugging(folder, wanted));
        await until('a session', () => vscode.debug.activeDebugSession);
        let answer: string | undefined;
        // The breakpoint is set when the session has found the file.
        await new Promise((resolve) => setTimeout(resolve, 3000));
        void ask(slug).then((body) => (answer = body));
        await until('the breakpoint', stopped, 20_000);
        assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, server.fsPath);
        assert.equal(answer, undefined);
        if (typeof screenshot === 'function') await screenshot('stopped');
        await vscode.commands.executeCommand('workbench.action.debug.continue');
        assert.match(await until('the answer', () => answer), /Notice board/);
      },
    },
    {
      name: 'it comes back after a reload',
      run: async () => {
        const text = await vscode.workspace.fs.readFile(server);
        await vscode.workspace.fs.writeFile(
          server,
          new TextEncoder().encode(new TextDecoder().decode(text).replace('Notice board', 'New board')),
        );
        const end = Date.now() + 60_000;
        while (!stopped() && Date.now() < end) {
          void ask(slug).catch(() => undefined);
          await new Promise((resolve) => setTimeout(resolve, 1000));
        }
        assert.ok(stopped(), 'the breakpoint holds in the new process');
        // Several were asking: each would stop there.
        vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
        await until('a server that runs', () => {
          if (stopped()) void vscode.commands.executeCommand('workbench.action.debug.continue');
          return !stopped();
        });
        assert.match(await ask(slug), /New board/);
      },
    },
    {
      name: 'the debugger ends without the server',
      run: async () => {
        await vscode.debug.stopDebugging();
        await until('the end of the session', () => vscode.debug.activeDebugSession === undefined);
        assert.match(await ask(slug), /board/);
      },
    },
  ]);
}
