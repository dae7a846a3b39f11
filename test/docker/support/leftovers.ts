import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Every project that these tests bring up has this in its name. */
const mark = 'ddtest-';
const project = 'com.docker.compose.project';

/** What an interrupted run left holds names and volumes that this run's answers depend on. */
export const mochaHooks = {
  beforeAll: removeAll,
  afterAll: removeAll,
};

function removeAll(): void {
  remove(['ps', '--all'], ['rm', '--force']);
  remove(['volume', 'ls'], ['volume', 'rm']);
  remove(['network', 'ls'], ['network', 'rm']);
  forget(join(process.env['DRYDOCK_INFRA'] ?? join(homedir(), 'docker-infra'), 'projects.json'));
}

/** Takes the slugs of these tests out of the register, where a folder that an interrupted run left would keep one. */
function forget(register: string): void {
  if (!existsSync(register)) return;
  const { projects, ...rest } = JSON.parse(readFileSync(register, 'utf8')) as { projects: Record<string, unknown> };
  const kept = Object.fromEntries(Object.entries(projects).filter(([slug]) => !slug.includes(mark)));
  writeFileSync(register, `${JSON.stringify({ ...rest, projects: kept }, undefined, 2)}\n`);
}

function remove(list: readonly string[], removal: readonly string[]): void {
  // A name for volumes, an id for the others; volumes know no .ID.
  const key = list[0] === 'volume' ? '{{.Name}}' : '{{.ID}}';
  const rows = execFileSync(
    'docker',
    [...list, '--filter', `label=${project}`, '--format', `${key} {{.Label "${project}"}}`],
    {
      encoding: 'utf8',
    },
  );
  const left = rows
    .split('\n')
    .map((row) => row.split(' '))
    .filter(([, name]) => name?.includes(mark))
    .flatMap(([id]) => id ?? []);
  if (left.length > 0) execFileSync('docker', [...removal, ...left], { stdio: 'pipe' });
}
