import assert from 'node:assert/strict';
import { findFrame } from '../../../../src/core/logs/findFrame';
import { placeInWorkspace, type Placing } from '../../../../src/core/logs/placeInWorkspace';

describe('a place in a traceback', () => {
  for (const [text, shown, path, line, column] of [
    [
      '  File "/app/shop/views.py", line 12, in index',
      'File "/app/shop/views.py", line 12',
      '/app/shop/views.py',
      12,
      undefined,
    ],
    ['    at handle (/app/src/server.js:10:5)', '/app/src/server.js:10:5', '/app/src/server.js', 10, 5],
    ['    at /app/index.mjs:1:2', '/app/index.mjs:1:2', '/app/index.mjs', 1, 2],
    ['    at async file:///app/index.mjs:1:2', 'file:///app/index.mjs:1:2', '/app/index.mjs', 1, 2],
  ] as const)
    it(`is found in ${JSON.stringify(text)}`, () => {
      const found = findFrame(text);
      assert.equal(text.slice(found?.start, found?.end), shown);
      assert.deepEqual([found?.path, found?.line, found?.column], [path, line, column]);
    });

  it('is nowhere else', () => {
    for (const text of [
      '  File "<frozen importlib._bootstrap>", line 241, in _call',
      '    at node:internal/main/run_main_module:28:49',
      'Listening at http://0.0.0.0:3000',
      'look at 10:20:30',
    ])
      assert.equal(findFrame(text), undefined, text);
  });

  it('is a file of the workspace by the mounts of the container', () => {
    const placing: Placing = {
      mounts: [
        { kind: 'bind', source: '/home/ann/shop', destination: '/app' },
        { kind: 'volume', source: '', destination: '/app/frontend/node_modules' },
        { kind: 'bind', source: '/home/ann/other', destination: '/app/other' },
      ],
      workingDirectory: '/app/backend',
      folders: ['/home/ann/link', '/home/ann/shop'],
    };
    const cases = {
      '/app/views.py': 'views.py',
      'views.py': 'backend/views.py',
      '../x.py': 'x.py',
      '/app/./a/../b.py': 'b.py',
      '/app/../etc/passwd': undefined,
      '/app/frontend/node_modules/x/index.js': undefined,
      '/app/other/x.py': undefined,
      '/usr/lib/python3.12/json/__init__.py': undefined,
      '/venv/lib/python3.12/site-packages/flask/app.py': undefined,
    };
    for (const [path, file] of Object.entries(cases)) assert.equal(placeInWorkspace(path, placing), file, path);
  });

  it('is where the image has the source when nothing is mounted, and nowhere when the source is mounted elsewhere', () => {
    const image = { mounts: [], workingDirectory: '/', folders: ['/home/ann/shop'] };
    assert.equal(placeInWorkspace('/app/views.py', image), 'views.py');
    const elsewhere: Placing = { ...image, mounts: [{ kind: 'bind', source: '/home/ann/shop', destination: '/code' }] };
    assert.equal(placeInWorkspace('/app/views.py', elsewhere), undefined);
    assert.equal(placeInWorkspace('/code/views.py', elsewhere), 'views.py');
  });
});
