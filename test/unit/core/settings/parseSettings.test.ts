import assert from 'node:assert/strict';
import { parseSettings } from '../../../../src/core/settings/parseSettings';

/** 'line:column message next' of the mistake that is reported. */
function mistake(text: string): string {
  const read = parseSettings(text);
  assert.ok(!read.ok, 'it was accepted');
  const { code, file, line, column, message, next } = read.failure;
  assert.deepEqual([code, file], ['settings-invalid', 'drydock.yml']);
  return `${line ?? ''}:${column ?? ''} ${message} ${next ?? ''}`;
}

const values = (text: string) => {
  const read = parseSettings(text);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value.values;
};

describe('drydock.yml', () => {
  it('names the nearest key for one that there is not, with its place', () => {
    assert.equal(mistake('slog: x\n'), "1:1 There is no key 'slog' in drydock.yml. Write slug.");
    assert.equal(mistake('apps:\n  web:\n    prot: 80\n'), "3:5 There is no key 'prot' in apps.web. Write port.");
    assert.equal(
      mistake('services: { postgress: {} }'),
      "1:13 There is no key 'postgress' in services. Write postgres.",
    );
  });

  it('lists the keys where none is near', () => {
    assert.match(
      mistake('runtimes:\n  node:\n    zzzzzzzz: 1\n'),
      /There are: version, package_manager, packages, migrate\.$/,
    );
  });

  it('says what is needed where a value is of another kind', () => {
    assert.match(
      mistake('apps:\n  web:\n    port: eight\n'),
      /^3:11 apps\.web\.port is 'eight'; a whole number is needed\. Port/,
    );
    assert.match(
      mistake('apps:\n  web:\n    command: { a: 1 }\n'),
      /^3:14 .* is a map of keys; a text or a list of texts is needed/,
    );
    assert.match(mistake('- slug\n'), /^1:1 drydock\.yml is a list; a map of keys is needed/);
    assert.match(mistake('apps:\n  web:\n    framework: flusk\n'), /^3:16 .*Write flask\.$/);
  });

  it('says what a value may be where it is out of its range', () => {
    assert.match(mistake('apps: { web: { memory: lots } }'), /apps\.web\.memory cannot be 'lots'\. Memory limit/);
    assert.match(mistake('apps: { web: { port: 70000 } }'), /cannot be '70000'/);
    assert.match(mistake('apps: { web: { path: ../other } }'), /cannot be '\.\.\/other'\. Folder/);
    assert.match(mistake('runtimes: { python: { packages: ["gcc; rm"] } }'), /cannot be 'gcc; rm'\. Debian packages/);
    assert.match(
      mistake('environment: { "A B": 1 }'),
      /'A B' cannot be a name in environment\. A variable has letters/,
    );
  });

  it('shows every mistake, the first one first', () => {
    const read = parseSettings('slog: x\napps:\n  web:\n    prot: 1\n');
    assert.equal(
      !read.ok && read.failure.detail,
      "drydock.yml:1:1 There is no key 'slog' in drydock.yml. Write slug.\ndrydock.yml:4:5 There is no key 'prot' in apps.web. Write port.",
    );
  });

  it('takes versions and variables as they are written, which YAML takes for numbers and switches', () => {
    assert.equal(values('runtimes: { python: { version: 3.10 } }').runtimes?.['python']?.version, '3.10');
    assert.deepEqual(values('environment: { MODE: 0755, DEBUG: true, RATE: 1.50 }').environment, {
      MODE: '0755',
      DEBUG: 'true',
      RATE: '1.50',
    });
  });

  it('may be empty, or have empty parts', () => {
    assert.deepEqual(values(''), {});
    assert.deepEqual(values('# nothing yet\n'), {});
    assert.deepEqual(values('apps:\nservices:\n  redis:\n'), { apps: null, services: { redis: null } });
  });

  it('keeps the place of each value', () => {
    const read = parseSettings('# one\nslug: board\napps:\n  web:\n    environment:\n      LEVEL: debug\n');
    assert.deepEqual(read.ok && read.value.places['apps.web.environment.LEVEL'], {
      file: 'drydock.yml',
      line: 6,
      column: 7,
      text: 'LEVEL: debug',
    });
  });

  it('is refused in words when it is no YAML, ambiguous, too deep or too large', () => {
    assert.match(mistake('a: ['), /cannot be read: .*Correct it/);
    assert.match(mistake('slug: a\nslug: b\n'), /^2:1 .*keys must be unique/);
    assert.match(mistake('apps: *nowhere\n'), /alias/);
    assert.match(mistake('['.repeat(60_000)), /nested too deeply/);
    assert.match(mistake(`slug: ${'a'.repeat(70_000)}`), /larger than 64 KiB/);
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map(
        (name, index) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefgh'[index] ?? ''}`)
            .join(',')}]`,
      )
      .join('\n')}\n`;
    assert.match(mistake(bomb), /alias/);
  });
});
