import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openFileTree } from '../../../src/host/fileTree';

describe('the file tree', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'drydock-tree-'))));
  afterEach(() => rmSync(root, { recursive: true }));
  const write = (path: string, content: string | Buffer = '') => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const files = () => openFileTree(root).files();
  const reason = async (path: string, limit?: number) => {
    const read = await openFileTree(root).read(path, limit);
    return read.ok ? read.text : read.reason;
  };

  it('leaves out what .gitignore names at any level; the innermost decides', async () => {
    write('.gitignore', '*.log\n');
    write('a/.gitignore', '!keep.log\nout/\n');
    for (const path of ['x.log', 'a/keep.log', 'a/y.log', 'a/out/z', 'a/b']) write(path);
    assert.deepEqual(await files(), ['.gitignore', 'a/.gitignore', 'a/b', 'a/keep.log']);
  });

  it('enters no .git, node_modules, __pycache__ or virtual environment of any name', async () => {
    for (const path of ['.git/a', 'node_modules/a', '__pycache__/a', '.venv/a', 'py/pyvenv.cfg', 'py/a', 'app.py'])
      write(path);
    assert.deepEqual(await files(), ['app.py']);
  });

  it('lists links to files inside only, and follows none out or round', async () => {
    write('real.txt', 'in');
    symlinkSync('real.txt', join(root, 'link.txt'));
    symlinkSync('/etc/passwd', join(root, 'out'));
    symlinkSync('.', join(root, 'loop'));
    symlinkSync('nowhere', join(root, 'broken'));
    assert.deepEqual(await files(), ['link.txt', 'real.txt']);
    assert.equal(await reason('link.txt'), 'in');
    assert.equal(await reason('out'), 'outside');
  });

  it('says why a file is not read', async () => {
    write('nul', Buffer.from([65, 0, 66]));
    write('big', 'x'.repeat((1 << 20) + 1));
    assert.deepEqual(await Promise.all([reason('nul'), reason('big'), reason('gone')]), [
      'binary',
      'too-large',
      'missing',
    ]);
  });

  it('does not wait for a pipe that is named .gitignore', async function () {
    if (process.platform === 'win32') return this.skip();
    execFileSync('mkfifo', [join(root, '.gitignore')]);
    write('a');
    assert.deepEqual(await files(), ['a']);
  });

  it('rejects for a root that cannot be listed, instead of showing nothing', async () => {
    await assert.rejects(openFileTree(join(root, 'gone')).files(), { code: 'ENOENT' });
  });
});
