import type { Templates } from '../core/dockerize';
import { ok, type Result } from '../core/model/failure';
import { ensureInfraFiles, infraFolder } from '../host/infra';

/** The folder of the shared infra, its files written where they are missing or old. */
export async function ensureInfra(env: NodeJS.ProcessEnv, templates: Templates): Promise<Result<string>> {
  const folder = infraFolder(env);
  const done = await ensureInfraFiles(folder, templates);
  return done.ok ? ok(folder) : done;
}
