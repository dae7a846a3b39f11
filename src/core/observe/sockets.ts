import type { Expected, ListeningSocket, Loopback } from '../model/observation';

/**
 * Ports that answer HTTP beside the server that is meant: Node's inspector (https://nodejs.org/en/learn/getting-started/debugging),
 * debugpy (https://github.com/microsoft/debugpy), Vite's socket where it is not the server's own (server.hmr, 24678).
 */
const tools = [9229, 5678, 24678];

/** The sockets that may be the app's server: not those of a debugger, nor of `with-localhost` for what the app calls. */
export function serverSockets(
  { forwards }: Pick<Expected, 'forwards'>,
  planned: number | undefined,
  sockets: readonly ListeningSocket[],
): readonly ListeningSocket[] {
  return sockets.filter(({ port }) => port === planned || (!tools.includes(port) && !forwards.includes(port)));
}

/** The loopback address that stands for all of its family; undefined for an address that others reach. */
export function loopbackOf(address: string): Loopback | undefined {
  if (address.startsWith('127.')) return '127.0.0.1';
  return address === '::1' ? '::1' : undefined;
}

/** '[::1]:5173' */
export const socketText = ({ address, port }: ListeningSocket): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
