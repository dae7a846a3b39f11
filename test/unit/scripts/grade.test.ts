import assert from 'node:assert/strict';
import { gradeApps, gradeServices } from '../../../scripts/prove/grade.mjs';

const web = { path: '.', stack: 'flask', manager: 'pip', port: 5000, start: 'flask run --port 5000', serves: 'http' };

describe('the grading of npm run prove', () => {
  it('asks only what the right answer speaks of', () => {
    const { apps } = gradeApps([{ path: '.', stack: 'flask', port: [4000, 5000] }], [web]);
    assert.deepEqual(apps[0]?.right, { stack: true, port: true });
  });

  it('gives an app that was not found every question wrong', () => {
    const { apps } = gradeApps([{ path: 'api', stack: 'flask', port: 5000, start: 'flask' }], [web]);
    assert.deepEqual(apps[0]?.right, { stack: false, port: false, start: false });
  });

  it('takes a server in the right folder for that app, with the wrong framework', () => {
    const { apps, unexpected } = gradeApps([{ path: '.', stack: 'fastapi', port: 5000 }], [web]);
    assert.deepEqual(apps[0]?.right, { stack: false, port: true });
    assert.deepEqual(unexpected, []);
  });

  it('names a server that nobody expected, and no worker', () => {
    const worker = { path: '.', stack: 'celery-worker', start: 'celery worker', serves: 'jobs' };
    assert.deepEqual(gradeApps([], [web, worker]).unexpected, [web]);
  });

  it('finds services right when none is missing and none is there for nothing', () => {
    const expected = { services: ['redis'], optional: ['mailpit'] };
    assert.equal(gradeServices(expected, ['redis', 'mailpit']), true);
    assert.equal(gradeServices(expected, ['mailpit']), false);
    assert.equal(gradeServices(expected, ['redis', 'mongodb']), false);
  });
});
