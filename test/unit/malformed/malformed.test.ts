import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { dockerize, type Proposal, type Templates } from '../../../src/core/dockerize';
import { detect } from '../../../src/core/detect/detect';
import { collectFacts } from '../../../src/core/facts/collectFacts';
import type { RepoReader } from '../../../src/core/model/ports';
import type { Result } from '../../../src/core/model/failure';
import { openFileTree } from '../../../src/host/fileTree';
import { loadTemplates } from '../../../src/host/templates';
import { memoryRepo } from '../support/memoryRepo';
import { broken, manifests } from './corpus';

/** An app that stands beside what is broken and has to be found all the same. */
const sound = {
  'portal/requirements.txt': 'flask\n',
  'portal/app.py': 'from flask import Flask\napp = Flask(__name__)\n',
};

let templates: Templates;
let folder: string;

const propose = (reader: RepoReader): Promise<Result<Proposal>> =>
  dockerize({
    reader,
    disk: { stat: () => Promise.resolve(undefined) },
    templates,
    lock: undefined,
    flags: { slug: 'memory' },
  });

/** What is not readable costs what it would have said, and nothing else. */
describe('malformed repositories', () => {
  before(async () => {
    templates = await loadTemplates(join(__dirname, '..', '..', '..', 'templates'));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drydock-malformed-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { what, files, links, diagnosed } of broken) {
    it(`${what}: ${diagnosed ? 'a diagnostic says so' : 'is read'}, and the app beside it is found`, async function () {
      if (links && process.platform === 'win32') return this.skip();
      for (const [path, bytes] of Object.entries({ ...sound, ...files })) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      for (const [path, target] of Object.entries(links ?? {})) symlinkSync(target, join(folder, path));
      const facts = await collectFacts(openFileTree(folder));
      const { apps, diagnostics } = detect(facts);
      assert.ok(
        apps.some(({ stack }) => stack.value === 'flask'),
        JSON.stringify(apps),
      );
      const said = [...facts.diagnostics, ...diagnostics].map(({ code, file }) => `${code} ${file ?? ''}`.trim());
      if (diagnosed) assert.ok(said.includes(diagnosed), said.join('\n'));
      await propose(openFileTree(folder));
    });
  }

  for (const [path, text] of Object.entries(manifests)) {
    it(`${path}: cut off anywhere, or with anything put in, it is read or refused in words`, async function () {
      this.timeout(120_000);
      const damaged = fc.oneof(
        fc.nat(text.length).map((at) => text.slice(0, at)),
        fc
          .tuple(fc.nat(text.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 12 }))
          .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length)),
        fc.constantFrom('\r\n', '\r').map((end) => `\uFEFF${text.replaceAll('\n', end)}`),
      );
      await fc.assert(
        fc.asyncProperty(damaged, async (changed) => {
          await propose(memoryRepo({ ...sound, 'package.json': '{}', [path]: changed }));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('JSON of any shape in the place of a manifest is read or refused in words', async function () {
    this.timeout(120_000);
    const names = Object.keys(manifests).filter((path) => /\.(json|ya?ml)$/.test(path));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), shapes, async (path, value) => {
        await propose(memoryRepo({ ...sound, 'package.json': '{}', [path]: JSON.stringify(value) }));
      }),
      { numRuns: 400 },
    );
  });
});

/** Values under the names that manifests use, each of any type. */
const shapes = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(null, true, 0, -1, 1e308, '', 'x', '${X}', '__proto__'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...['name', 'scripts', 'dependencies', 'devDependencies', 'workspaces', 'packages', 'engines', 'nx', 'targets'],
        ...['packageManager', 'devEngines', 'prisma', 'volta', 'node', 'version', 'services', 'web', 'db', 'build'],
        ...['image', 'ports', 'environment', 'env_file', 'volumes', 'networks', 'command', 'entrypoint', 'extends'],
        ...['include', 'depends_on', 'healthcheck', 'labels', 'profiles', 'jobs', 'steps', 'run', 'apps', 'path'],
        ...['projects', 'architect', 'serve', 'options', 'port', 'main', 'dev', 'start', 'constructor', '__proto__'],
      ),
      tie('value'),
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
})).value;
