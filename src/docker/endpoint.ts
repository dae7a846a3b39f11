import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { failed, ok, type Result } from '../core/model/failure';
import { dockerFolder } from './dockerFolder';

/** Where the engine listens. */
export type Endpoint =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

const config = z.object({ currentContext: z.optional(z.string()) });
const meta = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) });

/**
 * The engine that the docker command line would call: DOCKER_HOST, else the context named by DOCKER_CONTEXT or by
 * config.json, else the default socket. Source: https://docs.docker.com/engine/manage-resources/contexts/.
 * `home` is the user's home folder. Fails with 'engine-down' for a context that is broken or of a kind not supported (ssh, TLS).
 */
export async function findEndpoint(env: NodeJS.ProcessEnv, home: string): Promise<Result<Endpoint>> {
  if (env['DOCKER_HOST']) return parseHost(env['DOCKER_HOST']);
  const folder = dockerFolder(env, home);
  const name =
    env['DOCKER_CONTEXT'] ?? (await readJson(join(folder, 'config.json'), config))?.currentContext ?? 'default';
  if (name === 'default')
    return parseHost(process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock');
  const hash = createHash('sha256').update(name).digest('hex');
  const context = await readJson(join(folder, 'contexts', 'meta', hash, 'meta.json'), meta);
  if (context) return parseHost(context.Endpoints.docker.Host);
  return failed({
    code: 'engine-down',
    message: `The docker context ${name} cannot be read.`,
    next: 'docker context use default',
  });
}

/** Parses DOCKER_HOST or the host of a context. */
export function parseHost(host: string): Result<Endpoint> {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(host)?.[1];
  if (socket) return ok({ kind: 'socket', path: socket });
  const tcp = /^(?:tcp|http):\/\/([^:/]+):(\d+)\/?$/.exec(host);
  if (tcp?.[1] && tcp[2]) return ok({ kind: 'tcp', host: tcp[1], port: Number(tcp[2]) });
  return failed({
    code: 'engine-down',
    message: `The engine at ${host} cannot be watched from here yet: only unix sockets and plain tcp can.`,
    next: 'docker context use default',
  });
}

async function readJson<T>(file: string, schema: z.ZodMiniType<T>): Promise<T | undefined> {
  try {
    return schema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch (error) {
    // No such file is the usual case; half a file is what `docker context` itself then complains about.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}
