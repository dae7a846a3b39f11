import { access, constants } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type Dockerode from 'dockerode';
import { failed, ok, type Result } from '../core/model/failure';
import { findEndpoint } from './endpoint';
import { engineFailure } from './engineFailure';

/** One use of the engine's API. An error becomes a failure in words; 'cancelled' when the signal was aborted. */
export type Call = <T>(signal: AbortSignal, use: (docker: Dockerode) => Promise<T>) => Promise<Result<T>>;

/** Calls to the endpoint that the docker command line would use; looked up anew for each, so that contexts are followed. */
export const createCall =
  (env: NodeJS.ProcessEnv): Call =>
  async (signal, use) => {
    const endpoint = await findEndpoint(env, homedir());
    if (!endpoint.ok) return endpoint;
    try {
      const { default: Docker } = await import('dockerode');
      const { value } = endpoint;
      return ok(
        await use(new Docker(value.kind === 'socket' ? { socketPath: value.path } : { ...value, protocol: 'http' })),
      );
    } catch (error) {
      if (signal.aborted) return failed({ code: 'cancelled', message: 'Cancelled.', cause: error });
      return failed(engineFailure(error, await hasDocker(env), userInfo().username));
    }
  };

async function hasDocker(env: NodeJS.ProcessEnv): Promise<boolean> {
  const name = process.platform === 'win32' ? 'docker.exe' : 'docker';
  const folders = (env['PATH'] ?? '').split(delimiter);
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
