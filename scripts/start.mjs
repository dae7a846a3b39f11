// npm start: the main job on the example portal, or on the folders that are given.
//   npm start                 a copy of examples/portal, in a fixed folder
//   npm start -- --down       stops it; its data stays
//   npm start -- PATH ...     your own repositories, or URLs of them
//   npm start -- OPTION ...   options of `drydock up`, on either
import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { install, root } from './install.mjs';

const words = process.argv.slice(2);
const down = words.includes('--down');
const args = words.filter((word) => word !== '--down');
// --slug is the one option of `drydock up` that takes a value.
const ownFolders = args.some((word, index) => !word.startsWith('-') && args[index - 1] !== '--slug');

install();
if (isStale()) {
  const code = run(join(root, 'scripts/build.mjs'), []);
  if (code !== 0) process.exit(code);
}

if (!ownFolders) {
  const copy = join(homedir(), 'drydock-example', 'portal');
  if (!existsSync(copy)) {
    if (down) {
      console.log(`Nothing to stop: there is no ${copy}. npm start makes it.`);
      process.exit(0);
    }
    copyExample(copy);
  }
  // Standard output is data with --json.
  (args.includes('--json') ? console.error : console.log)(`The example portal: ${copy} (a copy of examples/portal)`);
  args.push(copy);
}
const code = run(join(root, 'dist/cli.js'), [down ? 'down' : 'up', ...args]);
if (down && code === 0 && !args.includes('--json'))
  console.log('Its volumes are kept. ./ops/reset.sh in that folder removes them, after asking.');
process.exitCode = code;

/** Runs a script where npm was called, so that relative paths mean what they say there. */
function run(script, argv) {
  const { status } = spawnSync(process.execPath, [script, ...argv], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: 'inherit',
  });
  return status ?? 1;
}

/** The copy appears whole or not at all: one that was interrupted would be taken for the user's own edits. */
function copyExample(copy) {
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(join(root, 'examples/portal'), unfinished, { recursive: true });
  if (process.getuid?.() === 0) {
    // Containers run as 1000:1000 where root owns the folder; they have to be able to write.
    chownSync(join(copy, '..'), 1000, 1000);
    for (const path of ['', ...readdirSync(unfinished, { recursive: true })])
      chownSync(join(unfinished, path), 1000, 1000);
  }
  renameSync(unfinished, copy);
}

/** Whether a source is newer than the bundle. */
function isStale() {
  const bundle = join(root, 'dist/cli.js');
  if (!existsSync(bundle)) return true;
  const built = statSync(bundle).mtimeMs;
  return ['src', 'scripts', 'package-lock.json'].some((name) => newest(join(root, name)) > built);
}

/** The latest modification under a path, milliseconds since 1970. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
