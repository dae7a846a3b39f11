// Asks the router on this machine for a host, as often as it takes.
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Status and body; status 0 when nothing answers. */
export function ask(host, path, { method = 'GET', body } = {}) {
  return new Promise((resolve) => {
    const headers = { Host: host, ...(body && { 'Content-Type': 'application/json' }) };
    const call = request({ host: '127.0.0.1', port: 80, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode, body: text }));
      response.once('error', () => resolve({ status: 0, body: '' }));
    });
    call.once('error', () => resolve({ status: 0, body: '' }));
    call.end(body);
  });
}

/** Milliseconds until `holds` gives true, asked every 10 ms; fails after two minutes. */
export async function until(what, holds) {
  const since = performance.now();
  while (!(await holds())) {
    if (performance.now() - since > 120_000) throw new Error(`waited two minutes for ${what}`);
    await delay(10);
  }
  return performance.now() - since;
}
