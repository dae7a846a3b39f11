// npm run bench: what a user waits for, on this machine, side by side with the alternative. Medians; nothing is asserted.
// Needs a container engine for all but detection and sizes. Makes and removes a project called ddtest-bench.
//   npm run bench -- engine      without the parsing of malformed files
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, root } from '../scripts/install.mjs';
import { ask, until } from './ask.mjs';
import { malformed } from './malformed.mjs';
import { reloads } from './reload.mjs';

install();
execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]);
const cli = join(root, 'dist/cli.js');
const folderName = 'ddtest-bench';
const base = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
const copy = join(base, folderName);
let slug = folderName;
const env = { ...process.env, XDG_STATE_HOME: join(base, 'state') };
const row = (name, value) => console.log(`${name.padEnd(62)} ${value}`);

for (const file of ['extension.js', 'logs.js', 'cli.js'])
  row(`dist/${file}`, `${Math.round(statSync(join(root, 'dist', file)).size / 1024)} KiB`);
row(
  'drydock detect examples/portal, whole process',
  summary(repeat(7, () => run(process.execPath, cli, 'detect', join(root, 'examples/portal'), '--json'))),
);
for (const { what, path, text } of process.argv.includes('engine') ? [] : malformed) {
  const folder = join(base, 'malformed');
  mkdirSync(folder);
  writeFileSync(join(folder, 'requirements.txt'), 'flask\n');
  writeFileSync(join(folder, 'package.json'), '{"name": "x", "main": "server.js", "dependencies": {"express": "5"}}');
  writeFileSync(join(folder, path), text);
  row(`drydock detect, ${path}: ${what}`, summary(repeat(3, () => run(process.execPath, cli, 'detect', folder))));
  rmSync(folder, { recursive: true });
}
row(
  'lines of a log through the log view, a second',
  run(process.execPath, '--import', 'tsx', join(root, 'bench/logs.ts')).trim(),
);
row('node -e 0, the least that a process costs', summary(repeat(7, () => run(process.execPath, '-e', '0'))));

if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0) {
  console.log('The rest needs a container engine.');
} else {
  cpSync(join(root, 'examples/portal'), copy, { recursive: true });
  if (process.getuid?.() === 0) give(base);
  try {
    row('up, first time (image and caches as they are)', seconds(time(() => drydock('up'))));
    // Another folder of this name may have the slug.
    slug = JSON.parse(run(process.execPath, cli, 'ps', copy, '--json')).data.slug;
    const host = `${slug}.localhost`;
    time(() => drydock('down'));
    row('up after down', seconds(time(() => drydock('up'))));
    const pairs = Array.from({ length: 7 }, () => ({
      ours: time(() => drydock('up')),
      bare: time(() => run('docker', 'compose', 'up', '-d', '--wait')),
    }));
    row('up when all is up', summary(pairs.map((pair) => pair.ours)));
    row('docker compose up -d --wait, the same', summary(pairs.map((pair) => pair.bare)));
    row('ratio, pair by pair', middle(pairs.map((pair) => pair.ours / pair.bare)).toFixed(2));
    const seen = await reloads(copy, host, 7);
    row('a changed template, until the router serves it', summary(seen.template));
    row('a changed view, the same', summary(seen.view));
    row('a changed task, until a result shows it', summary(seen.task));
    const on = [];
    const off = [];
    for (let round = 0; round < 20; round++) {
      on.push(await toggle('ops/maintenance-on.sh', host, 503));
      off.push(await toggle('ops/maintenance-off.sh', host, 200));
    }
    row('maintenance on, until the first 503', percentiles(on));
    row('maintenance off, until the first 200', percentiles(off));
    const colds = Array.from({ length: 3 }, () => ({
      ours: cold(() => drydock('up')),
      bare: cold(() => run('docker', 'compose', 'up', '-d', '--build', '--wait')),
    }));
    row('up with no image, no build cache of it, no volume', summary(colds.map((pair) => pair.ours)));
    row('docker compose up -d --build --wait, the same', summary(colds.map((pair) => pair.bare)));
    row('ratio, pair by pair', middle(colds.map((pair) => pair.ours / pair.bare)).toFixed(2));
    row('base image without build cache, once on a machine', seconds(time(buildBase)));
  } finally {
    drydock('down', true);
    removeImage();
    removeVolumes();
    rmSync(base, { recursive: true, force: true });
  }
}
rmSync(base, { recursive: true, force: true });

/** From the start of the script to the first answer with the status, asked every 10 ms; ms. */
async function toggle(script, host, status) {
  const since = performance.now();
  const done = new Promise((resolve) =>
    spawn('bash', [script], { cwd: copy, env, stdio: 'ignore' }).once('close', resolve),
  );
  await until(`${status}`, async () => (await ask(host, '/healthz')).status === status);
  const took = performance.now() - since;
  await done;
  return took;
}
/** Milliseconds of a start for which only the base image, downloaded packages and official images are there. */
function cold(start) {
  drydock('down');
  removeVolumes();
  removeImage();
  // Another instruction in front of all others makes the build cache of the rest useless, without emptying it for everybody else.
  const path = join(copy, 'Dockerfile');
  const line = `ENV DRYDOCK_BENCH=${performance.now()}\n`;
  const text = readFileSync(path, 'utf8').replace(/^ENV DRYDOCK_BENCH=.*\n/m, '');
  writeFileSync(path, text.replace(/^ARG DRYDOCK_UID/m, `${line}ARG DRYDOCK_UID`));
  return time(start);
}
function buildBase() {
  const folder = join(env.DRYDOCK_INFRA || join(homedir(), 'docker-infra'), 'base/python');
  run('docker', 'build', '--quiet', '--no-cache', '--tag', `${slug}-base`, folder);
}
function removeImage() {
  run('docker', 'image', 'rm', '--force', `${slug}-dev`, `${slug}-base`, true);
}
function removeVolumes() {
  const filter = ['--filter', `label=com.docker.compose.project=${slug}`];
  const names = execFileSync('docker', ['volume', 'ls', '--quiet', ...filter], { encoding: 'utf8' }).split('\n');
  const volumes = names.filter(Boolean);
  if (volumes.length > 0) execFileSync('docker', ['volume', 'rm', ...volumes], { stdio: 'ignore' });
}
function drydock(verb, mayFail = false) {
  run(process.execPath, cli, verb, copy, mayFail);
}
function run(command, ...words) {
  const mayFail = words.at(-1) === true;
  const args = words.filter((word) => typeof word === 'string');
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: existsSync(copy) ? copy : root,
    env,
    encoding: 'utf8',
  });
  if (status !== 0 && !mayFail) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
function time(work) {
  const since = performance.now();
  work();
  return performance.now() - since;
}
function repeat(count, work) {
  return Array.from({ length: count }, () => time(work));
}
function at(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
function middle(values) {
  return at(values, 0.5);
}
function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}
function summary(values) {
  return `${seconds(middle(values))} (${seconds(Math.min(...values))} to ${seconds(Math.max(...values))}, ${values.length} runs)`;
}
function percentiles(values) {
  return `p50 ${Math.round(at(values, 0.5))} ms, p95 ${Math.round(at(values, 0.95))} ms (${values.length} runs)`;
}
function give(path) {
  chownSync(path, 1000, 1000);
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name));
}
