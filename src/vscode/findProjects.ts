import { access, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Result } from '../core/model/failure';
import { readProject } from './project';
import type { FoundProjects, Project } from './tree/rows';

/** Reads which of the folders are dockerized. `infra`: absolute folder of the shared infra. */
export async function findProjects(folders: readonly string[], infra: string): Promise<FoundProjects> {
  const results = await Promise.all(folders.map((folder) => findProject(folder, infra)));
  const known = results.filter((result) => result !== undefined);
  return {
    projects: known.flatMap((result) => (result.ok ? [result.value] : [])),
    failures: known.flatMap((result) => (result.ok ? [] : [result.failure])),
  };
}

async function findProject(folder: string, infra: string): Promise<Result<Project> | undefined> {
  try {
    const lock = await readIfThere(join(folder, '.drydock', 'lock.json'));
    if (lock === undefined) return undefined;
    const [env, infraEnv] = await Promise.all([
      readIfThere(join(folder, '.env')),
      readIfThere(join(infra, 'traefik', '.env')),
    ]);
    const read = readProject(folder, { lock, env, infraEnv });
    if (!read.ok) return read;
    const switched = join(infra, 'traefik', 'dynamic', `maintenance-${read.value.slug}.yml`);
    const maintenance = await access(switched).then(
      () => true,
      () => false,
    );
    return ok({ folder, realFolder: await realpath(folder), ...read.value, maintenance });
  } catch (cause) {
    return failed({
      code: 'not-found',
      message: `${folder} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      next: 'check the permissions of the folder',
      cause,
    });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
}
