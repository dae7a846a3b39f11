import { createServer, connect, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A socket in front of the real engine that counts who calls. */
export interface EngineProxy {
  readonly host: string;
  /** Connections ever made, and those open now. */
  total(): number;
  open(): number;
  close(): void;
}

export async function startEngineProxy(real: string): Promise<EngineProxy> {
  // The one who started the editor removes its folder, whatever becomes of the editor.
  const path = join(
    mkdtempSync(join(process.env['DRYDOCK_TEST_TEMPORARY'] ?? tmpdir(), 'drydock-proxy-')),
    'docker.sock',
  );
  const sockets = new Set<Socket>();
  let total = 0;
  const server = createServer((incoming) => {
    total += 1;
    sockets.add(incoming);
    const outgoing = connect(real);
    const end = (): void => {
      sockets.delete(incoming);
      incoming.destroy();
      outgoing.destroy();
    };
    for (const socket of [incoming, outgoing]) socket.on('error', end).on('close', end);
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    host: `unix://${path}`,
    total: () => total,
    open: () => sockets.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(dirname(path), { recursive: true, force: true });
    },
  };
}
