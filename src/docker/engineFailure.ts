import type { Failure } from '../core/model/failure';

/**
 * Says what an error of the engine's socket means and what to do about it.
 * `hasDocker`: whether a docker command is on the PATH; `user` is put into the advice.
 */
export function engineFailure(error: unknown, hasDocker: boolean, user: string): Failure {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (error instanceof Error && typeof status === 'number') {
    return status === 404
      ? { code: 'not-found', message: 'That container is not there any more.', detail: error.message, cause: error }
      : { code: 'start-failed', message: `The engine refused: ${error.message}`, cause: error };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      code: 'engine-denied',
      message: 'You have no permission to talk to the Docker engine.',
      next: `sudo usermod -aG docker ${user}, then log out and in again`,
      cause: error,
    };
  }
  if (code === 'ENOENT' && !hasDocker) {
    return {
      code: 'engine-missing',
      message: 'Docker is not installed.',
      next: 'install Docker Engine: https://docs.docker.com/engine/install/',
      cause: error,
    };
  }
  return {
    code: 'engine-down',
    message: 'The Docker engine does not answer.',
    next: process.platform === 'linux' ? 'sudo systemctl start docker' : 'start Docker Desktop',
    ...(error instanceof Error && { detail: error.message }),
    cause: error,
  };
}
