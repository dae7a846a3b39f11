import assert from 'node:assert/strict';
import { effectiveStage, parseDockerfile } from '../../../../src/core/facts/dockerfile';

const parse = (text: string) => parseDockerfile('Dockerfile', text);
const last = (text: string) => {
  const stage = effectiveStage(parse(text));
  assert.ok(stage);
  return stage;
};

describe('a Dockerfile', () => {
  it('gives its stages, with the defaults of ARG put in', () => {
    const file = parse(`ARG NODE=20
FROM --platform=$BUILDPLATFORM node:\${NODE}-alpine AS build
FROM build as Prod
`);
    assert.deepEqual(
      file.stages.map(({ from, name, line }) => [from, name, line]),
      [
        ['node:20-alpine', 'build', 2],
        ['build', 'prod', 3],
      ],
    );
  });

  it('gives the ports, the folder, the user and the variables of the last stage', () => {
    const stage = last(`FROM python:3.11
ENV PORT=8000 NAME="two words"
ENV OLD some text
WORKDIR /srv
WORKDIR app
EXPOSE $PORT 9000/udp
USER app
`);
    assert.deepEqual(
      stage.expose.map(({ port, protocol, line }) => [port, protocol, line]),
      [
        [8000, 'tcp', 6],
        [9000, 'udp', 6],
      ],
    );
    assert.deepEqual([stage.workdir, stage.user], ['/srv/app', 'app']);
    assert.deepEqual(
      stage.environment.map(({ name, value }) => [name, value]),
      [
        ['PORT', '8000'],
        ['NAME', 'two words'],
        ['OLD', 'some text'],
      ],
    );
  });

  it('reads commands in both forms, and a shell in a list as what it runs', () => {
    assert.deepEqual(last('FROM a\nCMD ["npm", "run", "dev"]').command?.argv, ['npm', 'run', 'dev']);
    assert.equal(last('FROM a\nCMD ["npm"]').command?.form, 'exec');
    const shell = last('FROM a\nCMD exec gunicorn --bind :$PORT app:app').command;
    assert.deepEqual([shell?.form, shell?.argv], ['shell', ['gunicorn', '--bind', ':$PORT', 'app:app']]);
    assert.deepEqual(last('FROM a\nCMD ["sh", "-c", "A=1 flask run"]').command?.argv, ['flask', 'run']);
    assert.equal(last("FROM a\nCMD ['npm', 'start']").command?.form, 'shell');
  });

  it('joins continued lines over comments and skips here-documents', () => {
    const stage = last(`FROM a
RUN <<END bash
CMD ["not", "this"]
END
# CMD ["nor", "this"]
CMD ["flask", \\
  # a comment
  "run"]
`);
    assert.deepEqual(stage.command?.argv, ['flask', 'run']);
    assert.equal(stage.command.line, 6);
    assert.equal(stage.command.text, 'CMD ["flask", \\');
  });

  it('follows the escape directive', () => {
    assert.deepEqual(last('# escape=`\nFROM a\nCMD flask `\n run').command?.argv, ['flask', 'run']);
  });

  it('lets a stage take over what those below it say', () => {
    const file = parse(`FROM node AS base
WORKDIR /app
EXPOSE 3000
CMD ["npm", "start"]
FROM base AS dev
CMD ["npm", "run", "dev"]
FROM base AS prod
ENTRYPOINT ["tini", "--"]
`);
    assert.deepEqual(effectiveStage(file, 'dev')?.command?.argv, ['npm', 'run', 'dev']);
    assert.deepEqual(
      effectiveStage(file, 'dev')?.expose.map(({ port }) => port),
      [3000],
    );
    assert.equal(effectiveStage(file)?.command, undefined);
    assert.equal(effectiveStage(file, 'dev')?.from, 'node');
    assert.equal(effectiveStage(file, 'none'), undefined);
  });

  for (const [what, text] of [
    ['nothing', ''],
    ['no FROM', 'CMD x\nEXPOSE 1'],
    ['an open list', 'FROM a\nCMD ["a'],
    ['an open here-document', 'FROM a\nRUN <<END\nx'],
    ['a stage that builds on itself', 'FROM a AS a\nFROM a AS a\nCMD x'],
    ['ports out of range', 'FROM a\nEXPOSE 0 70000 x $Y 99999999'],
    ['names of Object', 'FROM a\nENV __proto__=1 constructor=2\nEXPOSE $constructor ${toString}'],
    ['open braces', `FROM a\n${`EXPOSE ${'${a:-'.repeat(3000)}\n`.repeat(60)}`],
    ['a long line', `FROM a\nRUN ${'x '.repeat(500_000)}`],
    ['many continuations', `FROM a\nRUN x ${'\\\n y'.repeat(100_000)}`],
    ['many blanks', `FROM a\nENV ${' '.repeat(1_000_000)}\nRUN ${'<<A '.repeat(10_000)}`],
    ['many quotes', `FROM a\nENV ${`A="`.repeat(100_000)}`],
    ['deep JSON', `FROM a\nCMD ${'['.repeat(100_000)}`],
  ] as const)
    it(`of ${what} never throws`, () => {
      assert.doesNotThrow(() => effectiveStage(parse(text)));
    });
});
