import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInfraFiles, readRegister, registerProject } from '../../../src/host/infra';
import { loadTemplates } from '../../../src/host/templates';

describe('the folder of the shared infra', () => {
  let base = '';
  let infra = '';
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'drydock-infra-'));
    infra = join(base, 'infra');
  });
  afterEach(() => {
    rmSync(base, { recursive: true });
  });
  const templates = () => loadTemplates(join(__dirname, '../../../templates'));
  const project = (name: string) => {
    mkdirSync(join(base, name));
    return join(base, name);
  };
  const slugOf = async (path: string) => {
    const given = await registerProject(infra, { slug: 'x', path });
    return given.ok ? given.value : given.failure.code;
  };

  it('is written once', async () => {
    const [first, second] = [
      await ensureInfraFiles(infra, await templates()),
      await ensureInfraFiles(infra, await templates()),
    ];
    assert.ok(first.ok && first.value.written.includes('ops/infra-up.sh'));
    assert.deepEqual(second, { ok: true, value: { folder: infra, written: [], kept: [] } });
  });

  it("takes a new version of a file, keeps the user's own", async () => {
    const old = await templates();
    await ensureInfraFiles(infra, { ...old, 'infra/pages/nginx.conf': 'old', 'infra/pages/maintenance.html': 'old' });
    writeFileSync(join(infra, 'pages/maintenance.html'), 'mine');
    writeFileSync(join(infra, 'traefik/.env'), 'INFRA_PORT=8080\n');
    assert.deepEqual(await ensureInfraFiles(infra, old), {
      ok: true,
      value: { folder: infra, written: ['pages/nginx.conf'], kept: ['pages/maintenance.html'] },
    });
    assert.equal(readFileSync(join(infra, 'pages/maintenance.html'), 'utf8'), 'mine');
    assert.equal(readFileSync(join(infra, 'traefik/.env'), 'utf8'), 'INFRA_PORT=8080\n');
  });

  it('can be written by two Drydocks at once', async () => {
    const texts = await templates();
    const both = await Promise.all([ensureInfraFiles(infra, texts), ensureInfraFiles(infra, texts)]);
    assert.deepEqual(
      both.map((each) => each.ok),
      [true, true],
    );
    const left = readdirSync(infra, { recursive: true }).filter((path) => String(path).endsWith('.tmp'));
    assert.deepEqual(left, []);
  });

  it('gives a folder the same slug again, and another folder the next', async () => {
    const [one, two] = [project('one'), project('two')];
    assert.deepEqual([await slugOf(one), await slugOf(two), await slugOf(one)], ['x', 'x-2', 'x']);
  });

  it('gives each of many that ask at once a slug of its own', async () => {
    const slugs = await Promise.all(['one', 'two', 'three'].map((name) => slugOf(project(name))));
    assert.deepEqual(slugs.sort(), ['x', 'x-2', 'x-3']);
  });

  it('says that a folder which is gone cannot be registered', async () => {
    assert.equal(await slugOf(join(base, 'gone')), 'infra-failed');
  });

  it('never overwrites a register that cannot be read', async () => {
    mkdirSync(infra);
    writeFileSync(join(infra, 'projects.json'), '{');
    assert.equal(await slugOf(project('one')), 'manifest-malformed');
    assert.equal((await readRegister(infra)).ok, false);
    assert.equal(readFileSync(join(infra, 'projects.json'), 'utf8'), '{');
  });
});
