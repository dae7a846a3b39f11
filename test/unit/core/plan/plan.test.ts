import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { plan } from '../../../../src/core/plan/plan';
import { checkSlug, slugFrom } from '../../../../src/core/plan/slug';
import { readTraceback } from '../../../../src/core/plan/entryProof';
import { shellWord } from '../../../../src/core/render/shellWords';
import { execFileSync } from 'node:child_process';
import { memoryRepo } from '../../support/memoryRepo';

const app = { 'requirements.txt': 'flask\n', 'app.py': 'from flask import Flask\napp = Flask(__name__)\n' };

async function planOf(files: Readonly<Record<string, string>>, slug?: string) {
  return plan(detect(await collectFacts(memoryRepo(files))), slug === undefined ? {} : { slug });
}

describe('a plan', () => {
  it('takes port 5000 when nothing states one, and says that it is uncertain', async () => {
    const done = await planOf(app);
    assert.ok(done.ok);
    assert.equal(done.value.apps[0]?.port?.number.certainty, 'default');
    assert.ok(done.value.diagnostics.some((each) => each.code === 'port-uncertain'));
  });

  it('refuses a slug that is no DNS label, and offers one that is', async () => {
    const done = await planOf(app, 'My_Portal');
    assert.equal(!done.ok && done.failure.code, 'slug-invalid');
    assert.equal(!done.ok && done.failure.next, '--slug my-portal');
  });

  it('tells a folder in which nothing can be served from a framework that it does not know', async () => {
    const nothing = await planOf({ 'README.md': 'x' });
    assert.equal(!nothing.ok && nothing.failure.code, 'nothing-to-serve');
    const unused = await planOf({ 'requirements.txt': 'flask\n', 'x.py': 'print(1)\n' });
    assert.equal(!unused.ok && unused.failure.code, 'framework-unknown');
  });

  it('takes the Python version that the repository allows', async () => {
    for (const [specifier, version] of [
      ['>=3.10,<3.12', '3.11'],
      ['>=3.9', '3.12'],
      ['~=3.13', '3.14'],
      ['<3.11', '3.10'],
    ] as const) {
      const done = await planOf({
        ...app,
        'pyproject.toml': `[project]\nname = "x"\nrequires-python = "${specifier}"\n`,
      });
      assert.equal(done.ok && done.value.runtimes[0]?.version.value, version, specifier);
    }
  });

  it('writes no secret that the code has as its default', async () => {
    const done = await planOf({
      ...app,
      'config.py':
        'import os\nKEY = os.environ.get("SECRET_KEY", "hunter2")\nP = os.environ.get("MAIL_PASSWORD", "hunter3")\n',
    });
    assert.doesNotMatch(
      JSON.stringify(done.ok && done.value.variables.map(({ name, value, comment }) => ({ name, value, comment }))),
      /hunter/,
    );
  });
});

describe('a slug', () => {
  it('is made from any folder name', () => {
    assert.deepEqual(['Süd Portal', 'x_y.z', '--', '9 lives', 'a'.repeat(90)].map(slugFrom), [
      'sud-portal',
      'x-y-z',
      'app',
      '9-lives',
      'a'.repeat(40),
    ]);
  });
  it('is checked', () => {
    assert.deepEqual(
      ['a', 'a-b', '-a', 'A', 'a.b', ''].map((each) => checkSlug(each).ok),
      [true, true, false, false, false, false],
    );
  });
});

describe('a traceback', () => {
  it('becomes the innermost line of the repository and the missing module', () => {
    const text =
      'Traceback (most recent call last):\n  File "<string>", line 3, in <module>\n  File "/app/wsgi.py", line 1, in <module>\n    import portal\n  File "/app/portal/__init__.py", line 7, in <module>\n    import pandas\nModuleNotFoundError: No module named \'pandas\'\n';
    const read = readTraceback({ module: 'wsgi', attribute: 'app', kind: 'instance', importRoot: '' }, text);
    assert.ok(!read.ok);
    assert.deepEqual([read.failure.file, read.failure.line], ['portal/__init__.py', 7]);
    assert.match(read.failure.next ?? '', /Add pandas/);
  });
});

describe('a shell word', () => {
  it('is read back unchanged by a shell', () => {
    for (const word of ['a b', "it's", '$(touch x)', '`x`', 'a;b', '"', '\n', '${HOME}', '*', '\\', 'ü']) {
      assert.equal(execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' }), word);
    }
  });
});
