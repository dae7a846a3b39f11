import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, Copy } from './support/stack';

const image = 'ddtest-node-deps';
const volumes = ['npm', 'pnpm', 'yarn', 'one', 'two'].map((name) => `ddtest-node-deps-${name}`);

describe('node-deps', function () {
  this.timeout(300_000);
  const remove = () => spawnSync('docker', ['volume', 'rm', '--force', ...volumes]);
  before(() => {
    remove();
    execFileSync('docker', ['build', '--quiet', '--tag', image, join(checkout, 'templates/infra/base/node')]);
  });
  after(() => {
    remove();
    spawnSync('docker', ['image', 'rm', image]);
  });

  for (const manager of ['npm', 'pnpm', 'yarn'])
    it(`installs with ${manager} once, the second project without a network and as another user`, () => {
      remove();
      const copy = new Copy('node-deps');
      try {
        execFileSync('mkdir', ['-p', join(copy.path, 'node_modules')]);
        const manifest = (dependencies: object) => {
          writeFileSync(join(copy.path, 'package.json'), JSON.stringify({ private: true, dependencies }));
        };
        manifest({ 'is-odd': '3.0.1' });
        writeFileSync(join(copy.path, '.gitignore'), 'node_modules\n');
        copy.commit();
        const run = (project: string, ...options: string[]) => {
          const mounts = ['npm', 'pnpm', 'yarn'].flatMap((cache) => [
            '-v',
            `ddtest-node-deps-${cache}:/cache/${cache}`,
          ]);
          const tree = ['-v', `${copy.path}:/app`, '-v', `ddtest-node-deps-${project}:/app/node_modules`];
          const done = copy.run(
            'docker',
            'run',
            '--rm',
            ...mounts,
            ...tree,
            ...options,
            image,
            'node-deps',
            '--manager',
            manager,
          );
          assert.equal(done.code, 0, done.stdout + done.stderr);
          return done.stdout.trim().split('\n').at(-1);
        };
        assert.equal(run('one'), 'dependencies: installed');
        assert.equal(run('one'), 'dependencies: nothing to do');
        assert.equal(run('two', '--network', 'none', '--user', '1234:1234'), 'dependencies: installed');
        assert.equal(copy.run('git', 'status', '--short').stdout, '');
        manifest({ 'is-odd': '3.0.1', ms: '2.1.2' });
        assert.equal(run('one'), 'dependencies: installed');
      } finally {
        copy.remove('node-deps');
      }
    });
});
