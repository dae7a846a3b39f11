// npm start: the main job on the example portal, or on the folders that are given.
//   npm start                 a copy of examples/portal, in a fixed folder
//   npm start -- --down       stops it; its data stays
//   npm start -- PATH ...     your own repositories
import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { install, root } from './install.mjs';

const words = process.argv.slice(2);
const down = words.includes('--down');
const paths = words.filter((word) => word !== '--down');

install();
if (isStale()) run(join(root, 'scripts/build.mjs'), []);

if (paths.length === 0) {
  const copy = join(homedir(), 'drydock-example', 'portal');
  if (!existsSync(copy) && !down) {
    cpSync(join(root, 'examples/portal'), copy, { recursive: true });
    // Containers run as 1000:1000 where root owns the folder; they have to be able to write.
    if (process.getuid?.() === 0) give(join(homedir(), 'drydock-example'), 1000);
  }
  console.log(`The example portal: ${copy} (a copy of examples/portal)`);
  paths.push(copy);
}
const code = run(join(root, 'dist/cli.js'), [down ? 'down' : 'up', ...paths], true);
if (down && code === 0) console.log('Its volumes are kept. ./ops/reset.sh in that folder removes them, after asking.');
process.exit(code);

function run(script, args, mayFail = false) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
  if (status !== 0 && !mayFail) process.exit(status ?? 1);
  return status ?? 1;
}

function give(path, id) {
  chownSync(path, id, id);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name), id);
}

/** Whether a source is newer than the bundle. */
function isStale() {
  const bundle = join(root, 'dist/cli.js');
  if (!existsSync(bundle)) return true;
  const built = statSync(bundle).mtimeMs;
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).some(
    (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > built,
  );
}
