import { access, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Result } from '../core/model/failure';
import { readRegister } from '../host/infra';
import { readProject } from './project';
import type { FoundProjects, Project } from './tree/rows';

/**
 * Reads which of the folders are dockerized, and which others of the register are. `infra`: absolute folder of the shared infra. A
 * register that cannot be read is a failure of its own and hides nothing of the workspace.
 */
export async function findProjects(folders: readonly string[], infra: string): Promise<FoundProjects> {
  const results = await Promise.all(folders.map((folder) => findProject(folder, infra)));
  const known = results.filter((result) => result !== undefined);
  const projects = known.flatMap((result) => (result.ok ? [result.value] : []));
  const register = await readRegister(infra);
  const here = new Set(projects.map(({ realFolder }) => realFolder));
  const paths = register.ok ? Object.values(register.value.projects).map(({ path }) => path) : [];
  const others = await Promise.all(paths.filter((path) => !here.has(path)).map((path) => findProject(path, infra)));
  return {
    projects,
    // A folder elsewhere that cannot be read is nothing that the user of this workspace has to hear of.
    elsewhere: others.flatMap((result) => (result?.ok ? [result.value] : [])),
    failures: [
      ...known.flatMap((result) => (result.ok ? [] : [result.failure])),
      ...(register.ok ? [] : [register.failure]),
    ],
    infra,
    hasFolder: folders.length > 0,
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
