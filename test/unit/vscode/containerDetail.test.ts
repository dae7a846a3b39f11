import assert from 'node:assert/strict';
import { readContainer, readDetail, type InspectedContainer, type MemoryStats } from '../../../src/docker/container';
import { bytes, detailLines } from '../../../src/vscode/tree/containerDetail';

const lines = (state: string, status: string, inspected: InspectedContainer, stats?: MemoryStats) =>
  detailLines(
    readContainer({ Id: 'x', Names: ['/portal-web'], Image: 'portal-dev', Labels: {}, State: state, Status: status }),
    readDetail(inspected, stats),
  );

describe('the tooltip of a container', () => {
  it('says since when it runs, how often it was started again, and its memory against the limit', () => {
    const stats = { memory_stats: { usage: 200 * 1024 ** 2, stats: { inactive_file: 18 * 1024 ** 2 } } };
    assert.deepEqual(
      lines('running', 'Up 3 minutes (healthy)', { RestartCount: 4, HostConfig: { Memory: 1024 ** 3 } }, stats),
      ['portal-web', 'portal-dev', 'Up 3 minutes (healthy)', 'Started again 4 times', 'Memory 182 MiB of 1.0 GiB'],
    );
  });

  it('says why it ended', () => {
    const ended = (ExitCode: number, OOMKilled = false) =>
      lines('exited', `Exited (${ExitCode}) 1 second ago`, { State: { ExitCode, OOMKilled } })[3];
    assert.equal(ended(137, true), 'Exit code 137: ended by the kernel: it needs more memory than its limit');
    assert.equal(ended(127), 'Exit code 127: its command was not found in the image');
    // Only the program knows what its own 3 means.
    assert.equal(ended(3), undefined);
  });

  it('has what the last healthcheck of an unhealthy one printed, without the secrets of its environment', () => {
    const shown = lines('running', 'Up 3 minutes (unhealthy)', {
      State: { Health: { Log: [{ ExitCode: 1, Output: 'refused for hunter2hunter2\n' }] } },
      Config: { Env: ['POSTGRES_PASSWORD=hunter2hunter2'] },
    });
    assert.deepEqual(shown.slice(3), ['', 'Last healthcheck, exit code 1:', 'refused for ***']);
  });

  it('counts bytes in the units of docker stats', () => {
    assert.deepEqual([0, 1023, 1024, 10 * 1024 ** 2, 1.5 * 1024 ** 3].map(bytes), [
      '0 B',
      '1023 B',
      '1.0 KiB',
      '10 MiB',
      '1.5 GiB',
    ]);
  });
});
