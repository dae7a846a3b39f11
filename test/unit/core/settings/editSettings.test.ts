import assert from 'node:assert/strict';
import { withSetting } from '../../../../src/core/settings/editSettings';
import { parseSettings } from '../../../../src/core/settings/parseSettings';

function edited(text: string | undefined, name: string, value: string): string {
  const result = withSetting(text, name, value);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

describe('a value that is decided', () => {
  it('begins drydock.yml, which says what it is for', () => {
    const text = edited(undefined, 'apps.web.port', '5050');
    assert.match(text, /^# What is decided here .*\n\napps:\n {2}web:\n {4}port: 5050\n$/);
  });

  it('is added beside what the author wrote, his comments and order with it', () => {
    const before = '# ours\nslug: ward # since 2019\n\napps:\n  web:\n    port: 4000 # the old one\n';
    assert.equal(edited(before, 'apps.web.port', '5050'), before.replace('4000', '5050'));
    assert.equal(edited(before, 'services.redis.memory', '1g'), `${before}services:\n  redis:\n    memory: 1g\n`);
  });

  it('has the kind that the schema wants', () => {
    for (const [name, value, values] of [
      ['runtimes.python.version', '3.10', { runtimes: { python: { version: '3.10' } } }],
      ['runtimes.python.packages', 'libpq5, gettext', { runtimes: { python: { packages: ['libpq5', 'gettext'] } } }],
      ['runtimes.python.migrate', 'false', { runtimes: { python: { migrate: false } } }],
      ['apps.web.starts', 'true', { apps: { web: { starts: true } } }],
      ['apps.web.command', 'npm run dev: all', { apps: { web: { command: 'npm run dev: all' } } }],
    ] as const) {
      const read = parseSettings(edited(undefined, name, value));
      assert.deepEqual(read.ok && read.value.values, values);
    }
  });

  it('fills an empty key, keeps the ends of lines, and goes again with the maps that held nothing else', () => {
    assert.equal(edited('apps:\n', 'apps.web.port', '80'), 'apps:\n  web:\n    port: 80\n');
    assert.equal(edited('slug: ward\r\n', 'main', 'web'), 'slug: ward\r\nmain: web\r\n');
    assert.equal(edited('slug: ward\napps:\n  web:\n    port: 80\n', 'apps.web.port', ''), 'slug: ward\n');
    assert.equal(edited('slug: ward\n', 'slug', ''), '');
    assert.equal(edited('slug: ward\n', 'apps.web.port', ''), 'slug: ward\n');
  });

  it('is refused in words where it may not stand there', () => {
    for (const [text, name, value, message] of [
      [undefined, 'apps.web.port', '70000', /apps\.web\.port cannot be '70000'/],
      [undefined, 'apps.web.port', 'five', /a whole number is needed/],
      [undefined, 'apps.web.prot', '1', /There is no key 'prot'/],
      ['apps: [', 'slug', 'ward', /cannot be read/],
      ['apps:\n  one: &a\n    port: 1\n  two: *a\n', 'apps.two.port', '2', /stands in an alias/],
    ] as const) {
      const result = withSetting(text, name, value);
      assert.ok(!result.ok, name);
      assert.match(result.failure.message, message);
    }
  });
});
