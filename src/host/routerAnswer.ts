import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { RouterAnswer } from '../core/model/observation';

/** Milliseconds: a page that is compiled for its first visitor takes that long. */
const patience = 30_000;

/** The port on which the shared router is reached: INFRA_PORT of the environment, of traefik/.env in `infra`, else 80. */
export async function routerPort(env: NodeJS.ProcessEnv, infra: string): Promise<number> {
  const text = await readFile(join(infra, 'traefik', '.env'), 'utf8').catch(() => '');
  const line = text.split('\n').findLast((each) => each.startsWith('INFRA_PORT='));
  return Number(env['INFRA_PORT'] || line?.slice('INFRA_PORT='.length).trim()) || 80;
}

/** What the router gives for a URL of its own. *.localhost is not resolved everywhere, so that the machine itself is asked. Never rejects. */
export function routerAnswer(url: string, signal: AbortSignal): Promise<RouterAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const call = request(
      { host: '127.0.0.1', port: port || 80, path: '/', headers: { Host: hostname }, timeout: patience, signal },
      (response) => {
        const page = response.headers['x-drydock-page'];
        response.destroy();
        resolve(
          typeof page === 'string'
            ? { kind: 'page', page }
            : { kind: 'answer', status: response.statusCode ?? 0, text: response.statusMessage ?? '' },
        );
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve({ kind: 'none' }));
    call.on('close', () => resolve({ kind: 'none' }));
    call.end();
  });
}
