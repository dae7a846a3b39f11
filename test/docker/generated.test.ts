import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, Copy } from './support/stack';

/** What is written is held to what a senior engineer would hold it to, by the field's own linters. */
describe('generated files', () => {
  for (const [name, source] of [
    ['ddtest-lint-portal', 'examples/portal'],
    ['ddtest-lint-notes', 'test/fixtures/flask-src-pyproject/repo'],
  ] as const) {
    describe(source, () => {
      const copy = new Copy(name, join(checkout, source));
      before(() => {
        const done = copy.drydock('up', '--no-start');
        assert.equal(done.code, 0, done.stderr);
      });
      after(() => copy.remove(name));

      it('pass shellcheck', function () {
        if (!has('shellcheck')) this.skip();
        const scripts = readdirSync(join(copy.path, 'ops'))
          .filter((file) => file.endsWith('.sh'))
          .map((file) => `ops/${file}`);
        const done = copy.run('shellcheck', '--external-sources', '--source-path=SCRIPTDIR', ...scripts);
        assert.equal(done.stdout, '');
      });

      it('pass hadolint', function () {
        if (!has('hadolint')) this.skip();
        assert.equal(copy.run('hadolint', 'Dockerfile').stdout, '');
      });

      it('fail with one line that names ops/up.sh before the first start, and are valid after it', () => {
        const before = copy.run('docker', 'compose', 'config', '--quiet');
        assert.notEqual(before.code, 0);
        assert.match(before.stderr, /ops\/up\.sh/);
        assert.equal(before.stderr.trim().split('\n').length, 1);
        writeFileSync(
          join(copy.path, '.env'),
          'DRYDOCK_UID=1000\nDRYDOCK_GID=1000\nPOSTGRES_PASSWORD=x\nPOSTGRES_USER=u\nPOSTGRES_DB=d\n',
        );
        for (const files of [
          ['-f', 'docker-compose.yml'],
          ['-f', 'docker-compose.yml', '-f', 'docker-compose.prod.yml'],
        ]) {
          const config = copy.run('docker', 'compose', ...files, 'config');
          assert.equal(config.code, 0, config.stderr);
          assert.equal(config.stderr, '');
        }
      });

      it('have the labels that the router reads', () => {
        const config = copy.run('docker', 'compose', 'config', '--format', 'json').stdout;
        const { services } = JSON.parse(config) as {
          services: Record<string, { labels?: Record<string, string>; ports?: unknown }>;
        };
        assert.deepEqual(
          Object.entries(services['web']?.labels ?? {})
            .map(([key, value]) => `${key}=${value}`)
            .sort(),
          [
            'traefik.docker.network=devnet',
            'traefik.enable=true',
            `traefik.http.routers.${name}.entrypoints=web`,
            `traefik.http.routers.${name}.rule=Host(\`${name}.localhost\`)`,
            `traefik.http.services.${name}.loadbalancer.server.port=${source.includes('portal') ? 8600 : 5000}`,
          ],
        );
        for (const service of Object.values(services)) assert.equal(service.ports, undefined);
      });
    });
  }

  it('of the shared infra pass shellcheck and hadolint', function () {
    if (!has('shellcheck') || !has('hadolint')) this.skip();
    const infra = join(checkout, 'templates/infra');
    const scripts = readdirSync(join(infra, 'ops')).map((file) => join(infra, 'ops', file));
    const bases = ['python', 'node', 'flutter'].map((language) => join(infra, 'base', language));
    const programs = bases.flatMap((base) =>
      readdirSync(base)
        .map((file) => join(base, file))
        // One program is Python; a container of the base image is the only place where it means anything.
        .filter((file) => /^#!.*\b(ba)?sh\n/.test(readFileSync(file, 'utf8'))),
    );
    assert.equal(spawnSync('shellcheck', [...scripts, ...programs], { encoding: 'utf8' }).stdout, '');
    const dockerfiles = bases.map((base) => join(base, 'Dockerfile'));
    assert.equal(spawnSync('hadolint', dockerfiles, { encoding: 'utf8' }).stdout, '');
  });
});

const has = (program: string): boolean => !spawnSync(program, ['--version']).error;
