import type { ListeningSocket } from '../model/observation';

/** TCP_LISTEN of include/net/tcp_states.h. */
const listen = '0A';

/** Docker's own name server listens in every container: https://docs.docker.com/engine/network/#dns-services */
const nameServer = '127.0.0.11';

/**
 * The listening sockets in the text of /proc/net/tcp, /proc/net/tcp6 or both behind each other, by port, once each. They are those
 * of a whole network namespace, so that child processes are among them; the name server of Docker is left out. What is no line of
 * such a table is left out too.
 * Source: https://docs.kernel.org/networking/proc_net_tcp.html and tcp6_seq_show of the kernel's net/ipv6/tcp_ipv6.c: an address is
 * one or four words of 32 bits in hexadecimal, each in the order of the machine's bytes, taken as little-endian here (x86, arm64).
 */
export function listeningSockets(text: string): readonly ListeningSocket[] {
  const found = new Map<string, ListeningSocket>();
  for (const line of text.split('\n')) {
    const [, local = '', , state] = line.trim().split(/\s+/);
    const [, hex = '', portHex = ''] = /^((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})$/.exec(local) ?? [];
    if (state !== listen || hex === '') continue;
    const address = addressOf(hex);
    const port = Number.parseInt(portHex, 16);
    if (address && address !== nameServer) found.set(`${address} ${port}`, { address, port });
  }
  return [...found.values()].sort((a, b) => a.port - b.port || (a.address < b.address ? -1 : 1));
}

function addressOf(hex: string): string | undefined {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
  );
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return undefined;
  // ::ffff:127.0.0.1 is IPv4 through a socket of IPv6: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255)
    return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  return compressed(groups);
}

/** The longest run of zero groups as '::' (RFC 5952). */
function compressed(groups: readonly string[]): string {
  const runs = groups.map((_, from) => {
    const end = groups.findIndex((group, index) => index >= from && group !== '0');
    return { from, length: (end < 0 ? groups.length : end) - from };
  });
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), { from: 0, length: 0 });
  if (longest.length < 2) return groups.join(':');
  return `${groups.slice(0, longest.from).join(':')}::${groups.slice(longest.from + longest.length).join(':')}`;
}
