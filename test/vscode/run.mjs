// Runs the editor suite in a real VS Code and counts its statements.
//   node test/vscode/run.mjs [PART ...]   host, view, logs, dockerize, life, debug, installed; all of them
//   DRYDOCK_EDITOR_TEST   a runner with the options --workspace, --extension | --vsix, --tests | --ui, --screenshots and
//                         --timeout; without it,
//                         @vscode/test-electron downloads an editor, and what needs the workbench's page is skipped
//   DRYDOCK_TEST_COUNTS   file that receives {passed, failed, skipped, reasons} as JSON
// Screenshots stay in test-results/screenshots. Exit code 0 or 1.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { findEngine, removeProject, removeStack, startLogStack, startStack } from './stack.mjs';
import {
  copiedWorkspace,
  dockerizedWorkspace,
  emptyInfra,
  loggingWorkspace,
  removeWorkspaces,
  serverWorkspace,
  temporary,
} from './workspaces.mjs';

const counts = { passed: 0, failed: 0, skipped: 0, reasons: [] };
const runner = process.env.DRYDOCK_EDITOR_TEST;
const slug = 'editor-suite';
const asked = process.argv.slice(2);
const suite = 'test-results/editor/suite.cjs';
const debugSuite = 'test-results/editor/debugSuite.cjs';

/** Runs a command, shows what it prints and counts the marks at the beginning of its lines. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
        process.stdout.write(chunk);
      });
    child.on('close', (code) =>
      resolve({ code, passed: text.match(/^✔ /gm)?.length ?? 0, failed: text.match(/^✖ /gm)?.length ?? 0 }),
    );
  });
}

function count(name, { code, passed, failed }) {
  counts.passed += passed;
  counts.failed += failed;
  // An editor that did not start, or stopped before a statement was made, is a failure of its own.
  if (code !== 0 && failed === 0) {
    counts.failed += 1;
    console.log(`✖ ${name} ended with exit code ${code}`);
  }
}

function skip(reason) {
  counts.skipped += 1;
  counts.reasons.push(reason);
  console.log(`- skipped: ${reason}`);
}

/** Runs one part of the suite in the editor. `how`: --tests or --ui; `loaded`: the extension, else this folder as one in development. */
async function inEditor(name, workspace, how, file, env, loaded = ['--extension', '.']) {
  if (asked.length > 0 && !asked.includes(name)) return;
  console.log(`\n${name}`);
  if (runner) {
    const args = [
      runner,
      '--workspace',
      workspace,
      ...loaded,
      how,
      file,
      '--screenshots',
      `test-results/screenshots/${name}`,
      '--timeout',
      '600',
    ];
    return count(name, await run(process.execPath, args, env));
  }
  if (how === '--ui') return skip(`${name}: drives the workbench's page, which DRYDOCK_EDITOR_TEST gives`);
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  let editor;
  try {
    editor = await downloadAndUnzipVSCode();
  } catch (error) {
    return skip(`${name}: no editor can be downloaded (${error.message})`);
  }
  const args = [
    workspace,
    '--no-sandbox',
    '--disable-workspace-trust',
    '--disable-extensions',
    `--extensionDevelopmentPath=${process.cwd()}`,
    `--extensionTestsPath=${join(process.cwd(), file)}`,
  ];
  return count(name, await run(editor, args, env));
}

/** A small repository that the editor brings up and down on the real engine, with the machine's own shared infra. */
async function throughLife(project) {
  removeProject(project);
  try {
    await inEditor(
      'life',
      copiedWorkspace('test/fixtures/flask-single/repo', project),
      '--ui',
      'test/vscode/ui/life.mjs',
      {
        DRYDOCK_TEST_SLUG: project,
        DRYDOCK_INFRA: process.env.DRYDOCK_INFRA || join(homedir(), 'docker-infra'),
        XDG_STATE_HOME: temporary(),
      },
    );
  } finally {
    removeProject(project);
  }
}

/** A server that is up, in the debugger of the editor. */
async function debugged(project) {
  if (asked.length > 0 && !asked.includes('debug')) return;
  removeProject(project);
  const workspace = serverWorkspace(project);
  const env = {
    DRYDOCK_TEST_SLUG: project,
    DRYDOCK_INFRA: process.env.DRYDOCK_INFRA || join(homedir(), 'docker-infra'),
    XDG_STATE_HOME: temporary(),
  };
  try {
    const up = await run(process.execPath, ['dist/cli.js', 'up', workspace], env);
    if (up.code !== 0) throw new Error('the server to be debugged did not start');
    await inEditor('debug', workspace, '--tests', debugSuite, env);
  } finally {
    removeProject(project);
  }
}

/** A stack that writes logs, in the log view. */
async function logs(project) {
  if (asked.length > 0 && !asked.includes('logs')) return;
  const workspace = loggingWorkspace(project);
  startLogStack(workspace, project);
  await inEditor('logs', workspace, '--ui', 'test/vscode/ui/logs.mjs', {
    DRYDOCK_TEST_FOLDER: workspace,
    DRYDOCK_INFRA: emptyInfra(),
  });
}

/** The package that users install, in an editor that has nothing else of this folder. */
async function installed() {
  if (asked.length > 0 && !asked.includes('installed')) return;
  const packed = await run(process.execPath, ['scripts/package.mjs']);
  if (packed.code !== 0) throw new Error('the package could not be made');
  const workspace = copiedWorkspace('test/fixtures/flask-single/repo', 'board');
  const env = { DRYDOCK_TEST_FOLDER: workspace, DRYDOCK_INFRA: emptyInfra(), XDG_STATE_HOME: temporary() };
  await inEditor('installed', workspace, '--ui', 'test/vscode/ui/installed.mjs', env, ['--vsix', 'dist/drydock.vsix']);
}

async function buildAll() {
  const built = existsSync('scripts/build.mjs')
    ? await run(process.execPath, ['scripts/build.mjs'])
    : await run('npx', [
        'esbuild',
        'src/vscode/activate.ts',
        '--bundle',
        '--platform=node',
        '--format=cjs',
        '--outfile=dist/extension.js',
        '--external:vscode',
        '--external:cpu-features',
        '--loader:.node=empty',
        '--main-fields=module,main',
        '--log-level=warning',
      ]);
  if (built.code !== 0) throw new Error('the extension could not be built');
  for (const [entry, outfile] of [
    ['index', suite],
    ['debug', debugSuite],
  ])
    await build({
      entryPoints: [`test/vscode/suite/${entry}.ts`],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
    });
}

process.once('exit', removeWorkspaces);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
mkdirSync('test-results/screenshots', { recursive: true });
const engine = findEngine();
try {
  await buildAll();
  const workspace = dockerizedWorkspace(slug);
  const infra = emptyInfra();
  const env = { DRYDOCK_TEST_SOCKET: engine.socket ?? '', DRYDOCK_INFRA: infra, DRYDOCK_TEST_TEMPORARY: temporary() };
  if (engine.socket) startStack(workspace, slug);
  else skip(`the view on a running stack: ${engine.reason}`);
  await inEditor('host', workspace, '--tests', suite, env);
  if (engine.socket)
    await inEditor('view', workspace, '--ui', 'test/vscode/ui/view.mjs', { DRYDOCK_INFRA: emptyInfra() });
  if (engine.socket) await logs('editor-logs');
  const portal = copiedWorkspace('examples/portal', 'portal');
  await inEditor('dockerize', portal, '--ui', 'test/vscode/ui/dockerize.mjs', {
    DRYDOCK_TEST_FOLDER: portal,
    DRYDOCK_INFRA: emptyInfra(),
  });
  if (engine.socket) await throughLife('ddtest-editor');
  if (engine.socket) await debugged('ddtest-debugger');
  await installed();
} catch (error) {
  counts.failed += 1;
  console.log(`✖ ${error.stack}`);
} finally {
  if (engine.socket) removeStack();
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
if (process.env.DRYDOCK_TEST_COUNTS) writeFileSync(process.env.DRYDOCK_TEST_COUNTS, JSON.stringify(counts));
process.exit(counts.failed === 0 ? 0 : 1);
