// Makes sure that node_modules is what package-lock.json says. Node only, since nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Installs unless node_modules is already what the lock file says, whoever installed it. */
export function install() {
  if (isInstalled()) return;
  console.error('Installing the development dependencies (npm ci) …');
  // npm is a shell script on Windows, which only a shell starts; no argument comes from outside.
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error('npm ci failed: the lines above say why. Is the npm registry reachable?');
    process.exit(done.status ?? 1);
  }
}

/** Compares the lock file with node_modules/.package-lock.json, npm's own record of what it has put there. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packagesOf(record);
  const locked = packagesOf(join(root, 'package-lock.json'));
  // The project itself, which npm does not record.
  delete locked[''];
  return (
    Object.keys(installed).every((path) => path in locked) &&
    // Optional packages for other platforms are locked and never installed.
    Object.entries(locked).every(([path, { version, integrity, optional }]) =>
      path in installed
        ? installed[path].version === version && installed[path].integrity === integrity
        : optional === true,
    )
  );
}
