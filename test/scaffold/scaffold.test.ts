import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerize, type Proposal, type Templates } from '../../src/core/dockerize';
import { entryText } from '../../src/core/model/stackModel';
import { openDisk } from '../../src/host/disk';
import { openFileTree } from '../../src/host/fileTree';
import { loadTemplates } from '../../src/host/templates';
import { scaffold } from './scaffold';
import { scaffolders } from './scaffolders';

/** What the frameworks' own scaffolders make, at the versions that scaffolders.ts names. */
describe('scaffolders', () => {
  const base = mkdtempSync(join(tmpdir(), 'drydock-scaffold-'));
  let templates: Templates;
  before(async () => {
    templates = await loadTemplates(join(__dirname, '..', '..', 'templates'));
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  for (const [index, scaffolder] of scaffolders.entries()) {
    describe(scaffolder.package, () => {
      const folder = join(base, String(index));
      before(function () {
        this.timeout(150_000);
        scaffold(scaffolder, folder);
      });

      it('makes these projects and no other', () => {
        const made = readdirSync(folder).filter((name) => !name.startsWith('.'));
        assert.deepEqual(made.sort(), Object.keys(scaffolder.projects).sort());
      });

      for (const [project, expected] of Object.entries(scaffolder.projects)) {
        it(`${project}: ${expected.join(' | ')}`, async () => {
          const root = join(folder, project);
          const proposal = await dockerize({
            reader: openFileTree(root),
            disk: openDisk(root),
            templates,
            lock: undefined,
            flags: {},
          });
          assert.ok(proposal.ok, JSON.stringify(proposal));
          assert.deepEqual(described(proposal.value), expected);
        });
      }
    });
  }
});

/** Every app in a line: 'web: vite, script dev, port 5173, npm; npm run dev -- --port 5173'. */
function described({ model, plan }: Proposal): readonly string[] {
  return model.apps.map(({ name, stack, entry, port, runtime }) => {
    const manager = model.runtimes.find(({ id }) => id === runtime);
    const installer = manager?.language === 'node' ? manager.manager.value.name : manager?.language;
    const words = plan.apps.find((app) => app.name === name)?.develop.value ?? [];
    // Compose fills ${WEB_PORT:-3000}.
    const command = words.map((word) => word.replace(/\$\{\w+:-(\d+)\}/, '$1')).join(' ');
    return `${name}: ${stack.value}, ${entryText(entry.value)}, port ${port?.value ?? 'none'}, ${installer}; ${command}`;
  });
}
