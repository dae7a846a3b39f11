import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { verbs } from '../../../src/cli/verbs';
import { failures } from '../../../src/core/model/failure';

const root = join(__dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the documents of the project', () => {
  it('name every verb and every exit code in README.md', () => {
    const readme = read('README.md');
    const rows = readme.split('\n').filter((line) => line.startsWith('| '));
    for (const { name } of verbs)
      assert.ok(
        rows.some((row) => new RegExp(`^\\| [^|]*\`${name}\\b|^\\| [^|]*, \`${name}\``).test(row)),
        `README.md has no row for drydock ${name}`,
      );
    const codes = rows.flatMap((row) => /^\| ([\d, ]+) \|/.exec(row)?.[1]?.split(', ') ?? []);
    const given = Object.values(failures).map(({ exit }) => String(exit));
    assert.deepEqual(new Set(codes), new Set(['0', ...given]));
  });

  it('link to files that are there', () => {
    const documents = [
      'README.md',
      'CONTRIBUTING.md',
      ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
    ];
    for (const document of documents.filter((name) => name.endsWith('.md')))
      for (const [, target = ''] of read(document).matchAll(/\]\(([^)#]+)[^)]*\)/g))
        if (!/^[a-z]+:/.test(target))
          assert.ok(existsSync(join(root, dirname(document), target)), `${document} links to ${target}`);
  });
});
