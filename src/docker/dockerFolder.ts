import { join } from 'node:path';

/** Folder of the docker command line's settings, config.json among them. `home`: the user's home folder. */
export const dockerFolder = (env: NodeJS.ProcessEnv, home: string): string =>
  env['DOCKER_CONFIG'] ?? join(home, '.docker');
