import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A port of this machine that leads into a container. */
export interface Tunnel {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Ends it and every connection through it. */
  close(): void;
}

/**
 * Listens on a free port of 127.0.0.1 and leads each connection to `port` on 127.0.0.1 inside of a container, through
 * `docker exec` and the socat of Drydock's base images: nothing is published, and an engine on another machine is reached as well.
 * A connection that the container does not take is closed. Rejects when this machine gives no port.
 */
export async function openTunnel(container: string, port: number): Promise<Tunnel> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const inside = spawn('docker', ['exec', '--interactive', container, 'socat', '-', `TCP:127.0.0.1:${port}`], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    open.add(socket);
    // Either end goes when the other does; what is then still written to it is lost, which is no error.
    for (const stream of [socket, inside.stdin, inside.stdout]) stream.on('error', () => socket.destroy());
    inside.once('error', () => socket.destroy());
    inside.once('close', () => socket.end());
    socket.once('close', () => {
      open.delete(socket);
      // socat ends with its input; the program here would otherwise stay for as long as the other end says nothing.
      inside.stdin.end();
      inside.kill();
    });
    socket.pipe(inside.stdin);
    inside.stdout.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the tunnel has no port');
  return {
    port: address.port,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
