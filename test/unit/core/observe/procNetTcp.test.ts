import assert from 'node:assert/strict';
import { listeningSockets } from '../../../../src/core/observe/procNetTcp';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     ';
const line = (local: string, state = '0A') =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 172344 1 0000000000000000 100 0 0 10 0`;
const read = (...lines: readonly string[]) =>
  listeningSockets([head, ...lines, ''].join('\n')).map(({ address, port }) => `${address} ${port}`);

describe('the kernel’s tables of sockets', () => {
  it('give address and port of what listens', () => {
    assert.deepEqual(read(line('00000000:1388'), line('0100007F:0BB8'), line('020012AC:11D7')), [
      '127.0.0.1 3000',
      '172.18.0.2 4567',
      '0.0.0.0 5000',
    ]);
  });

  it('give the addresses of IPv6 as a person writes them', () => {
    assert.deepEqual(
      read(
        line('00000000000000000000000000000000:1F90'),
        line('00000000000000000000000001000000:1F91'),
        line('0000000000000000FFFF00000100007F:1F92'),
        line('B80D0120000000000000000001000000:1F93'),
      ),
      [':: 8080', '::1 8081', '127.0.0.1 8082', '2001:db8::1 8083'],
    );
  });

  it('leave out connections and Docker’s own name server', () => {
    assert.deepEqual(read(line('0100007F:1388', '01'), line('0B00007F:9C4D'), line('0100007F:1389', '06')), []);
  });

  it('may be cut off, or be something else', () => {
    assert.deepEqual(read('   0: 0100007F:13', 'cat: /proc/net/tcp6: No such file or directory', '{"a": 1}'), []);
  });
});
