import assert from 'node:assert/strict';
import { lastError } from '../../../../src/core/observe/readLog';

describe('the last error of a log', () => {
  it('has the innermost line of the repository’s own code, not of what is installed', () => {
    assert.deepEqual(
      lastError(`Starting
Traceback (most recent call last):
  File "/venv/bin/flask", line 8, in <module>
    sys.exit(main())
  File "/app/portal/__init__.py", line 12, in create_app
    register(app)
  File "/app/portal/views.py", line 3, in register
    raise RuntimeError("no ward")
  File "/venv/lib/python3.12/site-packages/flask/app.py", line 40, in x
RuntimeError: no ward
`),
      { error: 'RuntimeError: no ward', file: 'portal/views.py', line: 3 },
    );
  });

  it('has the file of a stack of Node.js', () => {
    assert.deepEqual(
      lastError(`/app/src/settings.js:7
  throw new Error('no ward');
  ^

Error: no ward
    at read (/app/src/settings.js:7:9)
    at Object.<anonymous> (/app/server.js:3:1)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)

Node.js v22.14.0
`),
      { error: 'Error: no ward', file: 'src/settings.js', line: 7 },
    );
  });

  it('names who refused', () => {
    assert.deepEqual(
      lastError(`Error: connect ECONNREFUSED 127.0.0.1:5432
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)
`),
      { error: 'Error: connect ECONNREFUSED 127.0.0.1:5432', refusedBy: '127.0.0.1:5432' },
    );
    assert.equal(
      lastError(`Traceback (most recent call last):
  File "/app/app.py", line 4, in <module>
    connect()
psycopg.OperationalError: connection to server at "db", port 5432 failed: FATAL:  password authentication failed
`)?.refusedBy,
      'db:5432',
    );
  });

  it('is none in a log without one', () => {
    assert.equal(lastError(' * Running on http://127.0.0.1:5000\n    at home\nError handling is on\n'), undefined);
  });
});
