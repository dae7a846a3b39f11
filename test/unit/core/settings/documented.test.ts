import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isMap, isScalar, parseDocument } from 'yaml';
import { parseSettings } from '../../../../src/core/settings/parseSettings';
import { schemaNode } from '../../../../src/core/settings/schemaTree';

const page = readFileSync('docs/drydock-yml.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
const sections = [[], ['apps', 'NAME'], ['services', 'redis'], ['runtimes', 'NAME']] as const;

describe('docs/drydock-yml.md', () => {
  it('has examples that are read as they stand', () => {
    assert.ok(examples.length >= 6);
    for (const example of examples) {
      const read = parseSettings(example);
      assert.ok(read.ok, `${example}\n${read.ok ? '' : read.failure.message}`);
    }
  });

  it('says of each key what the schema says, and no other key', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, key = '', text = '']) => [key, text]);
    const keys = sections.flatMap((path) =>
      (schemaNode(path)?.keys ?? []).map((key) => [key, schemaNode([...path, key])?.description ?? '']),
    );
    assert.deepEqual(rows, keys);
  });

  it('shows each key in an example', () => {
    const shown = new Set<string>();
    const walk = (node: unknown, path: string) => {
      if (!isMap(node)) return;
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        shown.add(`${path}${String(key.value)}`);
        walk(value, `${path}${/^(apps|services|runtimes)\.$/.test(path) ? '' : `${String(key.value)}.`}`);
      }
    };
    for (const example of examples) walk(parseDocument(example).contents, '');
    const keys = sections.flatMap((path) =>
      (schemaNode(path)?.keys ?? []).map((key) => [...path.slice(0, 1), key].join('.')),
    );
    assert.deepEqual(
      keys.filter((key) => !shown.has(key)),
      [],
    );
  });
});
