import assert from 'node:assert/strict';
import { buildError } from '../../../../src/core/compose/buildError';

const excerpt = [
  'web/Dockerfile:8',
  '--------------------',
  '   7 |     FROM python:3.12 AS dev',
  '   8 | >>> RUN pip install \\',
  '   9 | >>>     nothing-of-this-name',
  '--------------------',
  'failed to solve: process "/bin/sh -c pip install nothing-of-this-name" did not complete successfully: exit code: 1',
];

describe('a failed build', () => {
  it('is told with file, line and the instruction that failed', () => {
    const expected = { file: 'web/Dockerfile', line: 8, instruction: 'RUN pip install \\' };
    assert.deepEqual(buildError(excerpt.join('\n')), expected);
    assert.deepEqual(buildError(`#5 ERROR at 10:12\n${excerpt.join('\n\n')}`), expected, 'as Compose prints it');
  });

  it('is not taken from what only looks alike', () => {
    assert.equal(buildError('failed to solve: python:9: not found'), undefined);
    assert.equal(buildError('--------------------\nsome table\n--------------------'), undefined);
    assert.equal(buildError(''), undefined);
  });
});
