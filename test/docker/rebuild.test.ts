import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, Copy } from './support/stack';

/** What a start does anew after a change by hand, and what it does not. */
describe('a later start', () => {
  const copy = new Copy('ddtest-again', join(checkout, 'test/fixtures/flask-single/repo'));
  const authors = new Copy('ddtest-authors', join(checkout, 'test/fixtures/dockerfile-alone/repo'));
  const importing = /Importing the application/;
  const up = () => {
    const done = copy.drydock('up');
    assert.equal(done.code, 0, done.stdout + done.stderr);
    return done.stderr;
  };
  const started = (container: string) =>
    execFileSync('docker', ['inspect', container, '--format', '{{.State.StartedAt}} {{json .Config.Env}}'], {
      encoding: 'utf8',
    });
  after(() => {
    copy.remove('ddtest-again');
    authors.remove('ddtest-authors');
  });

  it('imports the application before the first start, and not again after down', () => {
    copy.own();
    assert.match(up(), importing);
    assert.equal(copy.drydock('down').code, 0);
    assert.doesNotMatch(up(), importing);
  });

  it('builds again after the Dockerfile was changed by hand, and only then', () => {
    const path = join(copy.path, 'Dockerfile');
    writeFileSync(path, readFileSync(path, 'utf8').replace('WORKDIR /app', 'ENV WARD=east\nWORKDIR /app'));
    const built = copy.run('bash', 'ops/up.sh');
    assert.match(built.stdout, /Building the images/);
    const now = started('ddtest-again-web');
    assert.match(now, /WARD=east/);
    assert.doesNotMatch(copy.run('bash', 'ops/up.sh').stdout, /Building/);
    assert.equal(started('ddtest-again-web'), now);
  });

  it('imports the application in an image that is another one', () => {
    assert.match(up(), importing);
    assert.doesNotMatch(up(), importing);
  });

  it('builds the author’s image again after a change of their Dockerfile, and only then', () => {
    authors.own();
    const first = authors.drydock('up');
    assert.equal(first.code, 0, first.stdout + first.stderr);
    assert.doesNotMatch(authors.run('bash', 'ops/up.sh').stdout, /Building/);
    const path = join(authors.path, 'Dockerfile');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^(FROM .*)$/m, '$1\nENV WARD=west'));
    assert.match(authors.run('bash', 'ops/up.sh').stdout, /Building the images/);
    assert.match(started('ddtest-authors-web'), /WARD=west/);
    assert.doesNotMatch(authors.run('bash', 'ops/up.sh').stdout, /Building/);
  });
});
