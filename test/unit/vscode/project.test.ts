import assert from 'node:assert/strict';
import { readProject, valueOf } from '../../../src/vscode/project';

const lock = JSON.stringify({ version: 1, slug: 'portal', files: {} });

describe('a project of the workspace', () => {
  it('has the slug of its lock, and the address that the router serves', () => {
    const read = readProject('/w', { lock, env: undefined, infraEnv: undefined });
    assert.deepEqual(read, { ok: true, value: { slug: 'portal', url: 'http://portal.localhost' } });
  });

  it('has the name that .env gives to a second clone, and the port of the infra', () => {
    const read = readProject('/w', {
      lock,
      env: 'A=1\nCOMPOSE_PROJECT_NAME=portal-2\n',
      infraEnv: 'INFRA_PORT=8080\n',
    });
    assert.deepEqual(read, { ok: true, value: { slug: 'portal-2', url: 'http://portal-2.localhost:8080' } });
  });

  it('fails with the next step when its lock is broken', () => {
    for (const broken of ['', '{', '[]', '{"version":2,"slug":"x"}']) {
      const read = readProject('/w', { lock: broken, env: undefined, infraEnv: undefined });
      assert.ok(!read.ok && read.failure.code === 'manifest-malformed' && read.failure.next, broken);
    }
  });

  it('takes the last value of a variable, without quotes', () => {
    assert.equal(valueOf('X=1\r\nX="a b"\r\n', 'X'), 'a b');
    assert.equal(valueOf('X=\n#X=1', 'X'), undefined);
  });
});
