import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { dockerize, type Templates } from '../../src/core/dockerize';
import { detect } from '../../src/core/detect/detect';
import { collectFacts } from '../../src/core/facts/collectFacts';
import { openDisk } from '../../src/host/disk';
import { openFileTree } from '../../src/host/fileTree';
import { loadTemplates } from '../../src/host/templates';

const fixtures = join(__dirname, '..', 'fixtures');
const update = process.env['UPDATE_GOLDEN'] === '1';

/** Every fixture is a test by being there: its repository gives its golden data and files. UPDATE_GOLDEN=1 writes them anew. */
describe('golden', () => {
  let templates: Templates;
  before(async () => {
    templates = await loadTemplates(join(__dirname, '..', '..', 'templates'));
  });

  for (const name of readdirSync(fixtures).filter((each) => existsSync(join(fixtures, each, 'repo')))) {
    it(`${name} gives what its golden folder says`, async () => {
      const root = join(fixtures, name, 'repo');
      const golden = join(fixtures, name, 'golden');
      const actual = new Map<string, string>();
      actual.set('model.json', json({ ...detect(await collectFacts(openFileTree(root))), name }));
      const proposal = await dockerize({
        reader: { ...bound(root), name },
        disk: openDisk(root),
        templates,
        lock: undefined,
        flags: {},
      });
      if (proposal.ok) {
        actual.set('plan.json', json(proposal.value.plan));
        for (const file of proposal.value.files) {
          if (shown(name, file.path))
            actual.set(`files/${file.path}${file.path.endsWith('.gitignore') ? '.txt' : ''}`, file.content);
        }
      } else {
        actual.set(
          'failure.json',
          json({ code: proposal.failure.code, message: proposal.failure.message, next: proposal.failure.next }),
        );
      }
      if (update) {
        rmSync(golden, { recursive: true, force: true });
        for (const [path, text] of actual) {
          mkdirSync(dirname(join(golden, path)), { recursive: true });
          writeFileSync(join(golden, path), text);
        }
      }
      assert.deepEqual(filesBelow(golden), [...actual.keys()].sort());
      for (const [path, text] of actual) assert.equal(text, readFileSync(join(golden, path), 'utf8'), path);
    });
  }
});

/** One fixture keeps every file; for the others the two that differ most are enough to read. */
const shown = (name: string, path: string) =>
  name === 'flask-migrate-postgres' ||
  /(^|\/)(docker-compose(\.drydock)?\.yml|\.env\.example|([\w-]+\.)?Dockerfile|\w+_in_container\.py)$/.test(path);

function bound(root: string) {
  const reader = openFileTree(root);
  return { files: reader.files.bind(reader), read: reader.read.bind(reader) };
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative(folder, join(folder, path)).split(sep).join('/'))
    .sort();
}
