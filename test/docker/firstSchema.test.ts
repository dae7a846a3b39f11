import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ask, checkout, Copy } from './support/stack';

/** A command that makes the schema may drop tables first: it runs while there is none, and never again. */
describe('a command that makes the schema', () => {
  it('runs once on PostgreSQL, whatever the variable is called that leads to it', async () => {
    const slug = 'ddtest-ward';
    const copy = new Copy(slug, join(checkout, 'test/fixtures/flask-init-db-postgres/repo'));
    try {
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
      const host = `${slug}.localhost`;
      assert.equal((await ask(host, '/beds/A1', { method: 'POST' })).status, 201);
      assert.equal(copy.drydock('up').code, 0);
      assert.equal(copy.run('bash', 'ops/migrate.sh').code, 0);
      assert.deepEqual(JSON.parse((await ask(host, '/beds')).body), ['A1']);
    } finally {
      copy.remove(slug);
    }
  });

  it('does not run over an SQLite file of any name in any folder', () => {
    const copy = new Copy('ddtest-first-schema');
    try {
      mkdirSync(join(copy.path, 'var/ward'), { recursive: true });
      const script = join(checkout, 'templates/project/first_schema.py');
      const python = (...words: string[]) => {
        const mounts = [
          '--volume',
          `${copy.path}:/app`,
          '--volume',
          `${script}:/first_schema.py:ro`,
          '--workdir',
          '/app',
        ];
        return spawnSync('docker', ['run', '--rm', ...mounts, 'python:3.12-slim', 'python', ...words]).status;
      };
      const make = (statement: string) =>
        python('-c', `import sqlite3; c = sqlite3.connect('var/ward/data'); c.execute('''${statement}'''); c.commit()`);
      assert.equal(python('/first_schema.py'), 0);
      make('pragma user_version = 1');
      assert.equal(python('/first_schema.py'), 0, 'a database without a table');
      make('create table bed (name text)');
      assert.equal(python('/first_schema.py'), 3);
    } finally {
      copy.remove('ddtest-first-schema');
    }
  });
});
