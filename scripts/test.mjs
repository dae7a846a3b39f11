// npm test: every suite that this machine can run. Last line: N passed, N failed, N skipped.
//   npm test -- unit docker      only these
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, root } from './install.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };
const notes = [];

// .mocharc.json holds what every run of mocha needs.
const mocha = (...words) => [
  'node_modules/mocha/bin/mocha.js',
  '--forbid-only',
  '--reporter',
  'scripts/reporter.cjs',
  ...words,
];
const suites = [
  { name: 'unit', args: mocha('test/unit/**/*.test.ts') },
  { name: 'golden', args: mocha('test/golden/**/*.test.ts') },
  {
    name: 'scaffold',
    args: mocha('--timeout', '150000', '--slow', '20000', 'test/scaffold/**/*.test.ts'),
    missing: registryMissing,
  },
  {
    name: 'docker',
    args: mocha(
      ...['--timeout', '600000', '--slow', '20000'],
      ...['--require', './test/docker/support/leftovers.ts', 'test/docker/**/*.test.ts'],
    ),
    missing: engineMissing,
  },
  { name: 'editor', args: ['test/vscode/run.mjs'], folder: 'test/vscode/run.mjs', missing: editorMissing },
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}: ${suites.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

install();
// The suites run what a user would: the bundles.
const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
if (built.status === 0) runSuites();
else {
  total.failed++;
  notes.push('failed: the bundles could not be built, so that no suite ran');
}
for (const note of notes) console.log(note);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

function runSuites() {
  for (const suite of suites) {
    if (asked.length > 0 && !asked.includes(suite.name)) continue;
    if (!existsSync(join(root, suite.folder ?? `test/${suite.name}`))) continue;
    const reason = suite.missing?.();
    if (reason) {
      total.skipped++;
      notes.push(`skipped: the ${suite.name} suite, ${reason}`);
      continue;
    }
    console.log(`\n${suite.name}`);
    add(suite, run(suite.args));
  }
}

function run(args) {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-counts-'));
  const file = join(folder, 'counts.json');
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DRYDOCK_TEST_COUNTS: file },
  });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(folder, { recursive: true });
  return { status, counts };
}

function add(suite, { status, counts }) {
  if (!counts) {
    total.failed++;
    notes.push(`failed: the ${suite.name} suite ended with exit code ${status} before it counted its tests`);
    return;
  }
  for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key];
  for (const reason of counts.reasons) notes.push(`skipped: ${reason}`);
  if (status !== 0 && counts.failed === 0) {
    total.failed++;
    notes.push(`failed: the ${suite.name} suite ended with exit code ${status}`);
  }
}

/** Asks as the suite itself does, so that proxies and mirrors count. */
function registryMissing() {
  const asked = spawnSync('npm', ['view', '--prefer-online', '--fetch-retries=0', 'express-generator', 'version'], {
    stdio: 'ignore',
    timeout: 20_000,
    shell: process.platform === 'win32',
  });
  return asked.status === 0 ? undefined : 'since the npm registry does not answer';
}

function engineMissing() {
  const info = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' });
  if (info.error || info.status !== 0) return 'since Docker with Compose is not installed';
  return spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0
    ? undefined
    : 'since the Docker engine does not answer';
}

/** An editor: a program named by DRYDOCK_EDITOR_TEST (CONTRIBUTING.md), or one that @vscode/test-electron has downloaded or may download. */
function editorMissing() {
  if (process.env.DRYDOCK_EDITOR_TEST || process.env.DRYDOCK_EDITOR_DOWNLOAD) return undefined;
  const cache = join(root, '.vscode-test');
  if (existsSync(cache) && readdirSync(cache).length > 0) return undefined;
  return 'since there is no editor: set DRYDOCK_EDITOR_DOWNLOAD=1 to download one';
}
