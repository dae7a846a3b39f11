import assert from 'node:assert/strict';
import { parseLock, lockText } from '../../../../src/core/change/lockFile';
import { dockerize, type Proposal } from '../../../../src/core/dockerize';
import type { Lock } from '../../../../src/core/model/change';
import type { ObservedAddress } from '../../../../src/core/model/observation';
import { loadTemplates } from '../../../../src/host/templates';
import { memoryRepo } from '../../support/memoryRepo';

const flask = { 'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n', 'requirements.txt': 'flask==3.0.0\n' };
const image = { Dockerfile: 'FROM nginx:1\nEXPOSE 8000\n' };

async function proposed(
  files: Readonly<Record<string, string>>,
  given: { readonly observed?: Readonly<Record<string, ObservedAddress>>; readonly lock?: Lock },
): Promise<Proposal> {
  const done = await dockerize({
    reader: memoryRepo(files),
    disk: { stat: async () => undefined },
    templates: await loadTemplates('templates'),
    lock: undefined,
    flags: {},
    ...given,
  });
  assert.ok(done.ok, JSON.stringify(done));
  return done.value;
}
const fileOf = ({ files }: Proposal, path: string) => files.find((file) => file.path === path)?.content ?? '';

describe('what was seen of a running container', () => {
  const elsewhere = { web: { port: 4567, instead: '5000' } };

  it('is the port of label, healthcheck and command, which no line of .env undoes', async () => {
    const seen = await proposed(flask, { observed: elsewhere });
    const compose = fileOf(seen, 'docker-compose.yml');
    assert.match(compose, /loadbalancer\.server\.port=4567$/m);
    assert.match(compose, /HTTPConnection\('localhost', 4567/);
    assert.match(compose, /--port, "?4567/);
    assert.doesNotMatch(fileOf(seen, '.env.example'), /WEB_PORT/);
  });

  it('stands in the lock, so that every clone has it, and holds until the repository says another port', async () => {
    const read = parseLock(lockText((await proposed(flask, { observed: elsewhere })).lock));
    assert.ok(read.ok);
    const clone = await proposed(flask, { lock: read.value });
    assert.equal(clone.plan.apps[0]?.port?.number.value, 4567);
    assert.deepEqual(clone.lock.observed, elsewhere);
    const stated = { ...flask, 'app.py': `${flask['app.py']}\napp.run(port=6000)\n` };
    const changed = await proposed(stated, { lock: read.value });
    assert.equal(changed.plan.apps[0]?.port?.number.value, 6000);
    assert.deepEqual(changed.lock.observed, {});
  });

  it('is weaker than what the user decides', async () => {
    const settings = { ...flask, 'drydock.yml': 'apps:\n  web:\n    port: 7000\n' };
    assert.equal((await proposed(settings, { observed: elsewhere })).plan.apps[0]?.port?.number.value, 7000);
  });

  it('opens what listens on its own machine alone, on the port that .env gives', async () => {
    const seen = await proposed(flask, { observed: { web: { port: 5000, loopback: '::1', instead: '5000' } } });
    const compose = fileOf(seen, 'docker-compose.yml');
    assert.match(compose, /open-localhost, "\$\{WEB_PORT:-5000\}=\[::1\]:\$\{WEB_PORT:-5000\}", "?--"?, env/);
    assert.match(compose, /# open-localhost: it listens on ::1 alone/);
  });

  it('is the port of an author’s service too', async () => {
    const before = await proposed(image, {});
    const [service] = before.plan.authored?.services ?? [];
    assert.equal(service?.port?.value, '8000');
    const observed = { [service.name]: { port: 80, instead: '8000' } };
    const seen = await proposed(image, { observed });
    assert.match(fileOf(seen, 'docker-compose.yml'), /loadbalancer\.server\.port=80$/m);
    assert.deepEqual(seen.lock.observed, observed);
  });
});
