import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, Copy } from './support/stack';

interface Resolved {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly labels?: Readonly<Record<string, string>>;
        readonly ports?: unknown;
        readonly networks?: Readonly<Record<string, unknown>>;
        readonly container_name?: string;
      }
    >
  >;
}

/** What Compose makes of an author's files with Drydock's merged after them. */
describe('an author’s compose files with the override', () => {
  for (const fixture of [
    'compose-composed',
    'compose-flask-and-go',
    'compose-own-router',
    'compose-postgres',
    'compose-several',
    'compose-unknown-stack',
    'compose-worker',
  ]) {
    describe(fixture, () => {
      const slug = `ddtest-${fixture}`;
      const copy = new Copy(slug, join(checkout, 'test/fixtures', fixture, 'repo'));
      let resolved: Resolved;
      before(() => {
        const up = copy.drydock('up', '--no-start');
        assert.equal(up.code, 0, up.stderr);
        const example = readFileSync(join(copy.path, '.env.example'), 'utf8');
        writeFileSync(join(copy.path, '.env'), example.replaceAll(/^(\w+)=$/gm, '$1=x'));
        // ops/up.sh makes it at the first start.
        const settings = join(copy.path, 'api/settings.env');
        if (existsSync(`${settings}.example`)) cpSync(`${settings}.example`, settings);
        const config = copy.run('docker', 'compose', '--profile', '*', 'config', '--format', 'json');
        assert.equal(config.code, 0, config.stderr);
        assert.equal(config.stderr.replaceAll(/^.*`version` is obsolete.*\n/gm, ''), '');
        resolved = JSON.parse(config.stdout) as Resolved;
      });
      after(() => copy.remove(slug));

      it('publish no port', () => {
        for (const [name, { ports }] of Object.entries(resolved.services)) assert.equal(ports, undefined, name);
      });

      it('have labels of the project’s own alone, on what joins devnet', () => {
        for (const [name, { labels = {}, networks = {} }] of Object.entries(resolved.services)) {
          if (labels['traefik.docker.network'] === undefined) {
            assert.ok(!('devnet' in networks), name);
            continue;
          }
          assert.ok('devnet' in networks, name);
          const routers = Object.entries(labels).filter(([label]) => label.endsWith('.rule'));
          assert.equal(routers.length, 1, name);
          assert.ok(routers[0]?.[0].startsWith(`traefik.http.routers.${slug}`), name);
          assert.match(routers[0]?.[1] ?? '', new RegExp(`^Host\\(\`([\\w-]+\\.)?${slug}\\.localhost\`\\)`));
        }
      });

      it('have one service at the project’s own address', () => {
        const main = Object.values(resolved.services).filter(
          ({ labels = {} }) => labels[`traefik.http.routers.${slug}.rule`] !== undefined,
        );
        assert.equal(main.length, 1);
      });

      it('have container names that begin with the slug', () => {
        for (const { container_name: name } of Object.values(resolved.services))
          assert.ok(name?.startsWith(`${slug}-`));
      });

      it('come with scripts that pass shellcheck', function () {
        if (copy.run('shellcheck', '--version').code !== 0) this.skip();
        const scripts = readdirSync(join(copy.path, 'ops'))
          .filter((file) => file.endsWith('.sh'))
          .map((file) => `ops/${file}`);
        const done = copy.run('shellcheck', '--external-sources', '--source-path=SCRIPTDIR', ...scripts);
        assert.equal(done.stdout, '');
      });
    });
  }
});
