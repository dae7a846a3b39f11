import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Scaffolder } from './scaffolders';

/** Runs a scaffolder's lines in a new folder; what npm and pip fetch for it stays in their own caches. */
export function scaffold({ package: name, registry, lines }: Scaffolder, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, CI: '1', NO_COLOR: '1', NO_UPDATE_NOTIFIER: '1', NG_CLI_ANALYTICS: 'false' };
  const run = (command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    execFileSync(command, args, { cwd: folder, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  const script = lines.join(' && ');
  if (registry === 'npm') {
    run('npm', ['exec', '--yes', '--prefer-offline', `--package=${name}`, '--call', script]);
  } else {
    const packages = join(folder, '.packages');
    run('python3', ['-m', 'pip', 'install', '--quiet', '--root-user-action=ignore', '--target', packages, name]);
    const path = [join(packages, 'bin'), process.env['PATH']].join(delimiter);
    run('sh', ['-c', script], { PYTHONPATH: packages, PATH: path });
  }
}

/** Whether scaffolders can be fetched; asked as they are, so that proxies and mirrors count. */
export const registryAnswers = (): boolean =>
  spawnSync('npm', ['view', '--prefer-online', '--fetch-retries=0', 'express-generator', 'version'], {
    stdio: 'ignore',
    timeout: 20_000,
  }).status === 0;
