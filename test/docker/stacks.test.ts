import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, checkout, Copy, until } from './support/stack';

/** What a fixture's test.json says: the answers of its apps at the first command, and a change that must be served. */
interface StackTest {
  /** Where its drydock.yml gives it a name of its own. */
  readonly slug?: string;
  /** Why it cannot be started where the tests run; then only Compose reads what would be started. */
  readonly notStarted?: string;
  readonly answers: readonly Expected[];
  readonly reload?: Expected & { readonly file: string; readonly from: string; readonly to: string };
}

interface Expected {
  /** Name of the app; absent: the main one, at the project's own host name. */
  readonly app?: string;
  readonly path: string;
  readonly contains: string;
  readonly status?: number;
}

const fixtures = join(checkout, 'test/fixtures');

/** One app of each stack, by being there: a fixture with a test.json is brought up. */
describe('stacks', () => {
  for (const name of readdirSync(fixtures).filter((each) => existsSync(join(fixtures, each, 'test.json')))) {
    const test = JSON.parse(readFileSync(join(fixtures, name, 'test.json'), 'utf8')) as StackTest;

    if (test.notStarted !== undefined) {
      it(`${name}: read by Compose, not started here: ${test.notStarted}`, () => {
        const copy = new Copy(`ddtest-${name}`, join(fixtures, name, 'repo'));
        try {
          assert.equal(copy.drydock('up', '--no-start').code, 0);
          writeFileSync(join(copy.path, '.env'), 'DRYDOCK_UID=1000\nDRYDOCK_GID=1000\n');
          const production = ['-f', 'docker-compose.yml', '-f', 'docker-compose.prod.yml'];
          for (const files of [[], production]) {
            const config = copy.run('docker', 'compose', ...files, 'config', '--quiet');
            assert.deepEqual([config.code, config.stderr], [0, '']);
          }
        } finally {
          copy.remove(`ddtest-${name}`);
        }
      });
      continue;
    }

    it(`${name}: up at the first command, and serves a change`, async () => {
      const slug = test.slug ?? `ddtest-${name}`;
      const copy = new Copy(`ddtest-${name}`, join(fixtures, name, 'repo'));
      const get = ({ app, path }: Expected) => ask(`${app ? `${app}.` : ''}${slug}.localhost`, path);
      try {
        copy.own();
        const up = copy.drydock('up');
        assert.equal(up.code, 0, up.stdout + up.stderr);
        for (const expected of test.answers) {
          const answer = await get(expected);
          assert.equal(answer.status, expected.status ?? 200, answer.body);
          assert.ok(answer.body.includes(expected.contains), answer.body);
        }
        const { reload } = test;
        if (!reload) return;
        const file = join(copy.path, reload.file);
        writeFileSync(file, readFileSync(file, 'utf8').replace(reload.from, reload.to));
        const changed = await until(
          30,
          () => get(reload),
          ({ body }) => body.includes(reload.contains),
        );
        assert.ok(changed.body.includes(reload.contains), changed.body);
      } finally {
        copy.remove(slug);
      }
    });
  }
});
