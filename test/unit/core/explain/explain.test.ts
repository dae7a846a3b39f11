import assert from 'node:assert/strict';
import { join } from 'node:path';
import { dockerize } from '../../../../src/core/dockerize';
import { settingLines, valuesNamed } from '../../../../src/core/explain/explain';
import { planValues } from '../../../../src/core/explain/planValues';
import type { PlanValue } from '../../../../src/core/model/planValue';
import { parseSettings } from '../../../../src/core/settings/parseSettings';
import { openFileTree } from '../../../../src/host/fileTree';
import { loadTemplates } from '../../../../src/host/templates';

async function valuesOf(fixture: string): Promise<readonly PlanValue[]> {
  const done = await dockerize({
    reader: openFileTree(join('test/fixtures', fixture, 'repo')),
    disk: { stat: async () => undefined },
    templates: await loadTemplates('templates'),
    lock: undefined,
    flags: {},
  });
  assert.ok(done.ok, done.ok ? '' : done.failure.message);
  return planValues(done.value.plan);
}

describe('explain', () => {
  for (const fixture of ['flask-celery-redis', 'fastapi-vite-monorepo', 'django-postgres', 'compose-several'])
    it(`names each value of ${fixture} once, with its reason`, async () => {
      const values = await valuesOf(fixture);
      const names = values.map(({ name }) => name);
      assert.deepEqual(names, [...new Set(names)]);
      for (const { name, reason, certainty, evidence } of values) {
        assert.notEqual(reason, '', name);
        if (certainty === 'stated') assert.ok(evidence.length > 0, `${name} is stated nowhere`);
      }
    });

  it('quotes the line that a value comes from', async () => {
    const found = valuesNamed(await valuesOf('flask-celery-redis'), 'services.redis');
    assert.ok(found.ok);
    const [redis] = found.value.filter(({ name }) => name === 'services.redis');
    assert.ok(redis?.evidence.some(({ file, line, text }) => file !== '' && line > 0 && /redis/i.test(text)));
  });

  it('takes the end of a name, and the name of a part for all of it', async () => {
    const values = await valuesOf('fastapi-vite-monorepo');
    const names = (wanted: string) => {
      const found = valuesNamed(values, wanted);
      return found.ok ? found.value.map(({ name }) => name) : found.failure.next;
    };
    assert.deepEqual(names('slug'), ['slug']);
    assert.equal(names('port')?.length, 2);
    assert.equal(new Set(names('port')).size, 2);
    assert.ok(names('runtimes')?.length);
  });

  it('names the nearest value for one that there is not', async () => {
    const values = await valuesOf('flask-single');
    const next = (wanted: string) => {
      const found = valuesNamed(values, wanted);
      return found.ok ? 'found' : `${found.failure.code} ${found.failure.next ?? ''}`;
    };
    assert.equal(next('apps.web.prot'), 'value-unknown drydock explain apps.web.port');
    assert.equal(next('memmory'), 'value-unknown drydock explain memory');
    assert.equal(next('zzzzzzzzzzzzz'), 'value-unknown drydock explain lists them all.');
    assert.match(next(''), /^value-unknown/);
  });

  it('gives lines that drydock.yml takes as they are', async () => {
    for (const fixture of ['flask-celery-redis', 'fastapi-vite-monorepo', 'nest-typeorm'])
      for (const value of await valuesOf(fixture)) {
        const lines = settingLines(value);
        if (!lines || lines.at(-1)?.endsWith('…')) continue;
        const read = parseSettings(lines.join('\n'));
        assert.ok(
          read.ok,
          `${lines.join('\n')}\n${read.ok ? '' : `${read.failure.message} ${read.failure.next ?? ''}`}`,
        );
      }
  });
});
