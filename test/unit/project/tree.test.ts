import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the project', () => {
  it('has no source file over 400 lines', () => {
    const long = files.filter(
      (path) => /^(src|test|bench|scripts)\/.*\.(ts|mjs|cjs)$/.test(path) && read(path).split('\n').length > 401,
    );
    assert.deepEqual(long, []);
  });

  it('names the version that the changelog begins with', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    assert.equal(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1], version);
  });

  it('names the machine that .ci/run prepares nowhere else', () => {
    // Put together here, so that this file does not hold the names either.
    const names = [['shared', 'lab'].join('/'), ['DRYDOCK', 'LAB'].join('_')];
    const naming = files.filter(
      (path) => path !== '.ci/run' && !path.endsWith('.png') && names.some((name) => read(path).includes(name)),
    );
    assert.deepEqual(naming, []);
  });

  it('links to files that exist', () => {
    for (const path of files.filter(
      (each) => each.endsWith('.md') && !/^(templates|examples|test\/fixtures)\//.test(each),
    )) {
      for (const [, target = ''] of read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g))
        assert.ok(existsSync(join(root, dirname(path), target)), `${path} -> ${target}`);
    }
  });
});
