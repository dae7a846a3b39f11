import assert from 'node:assert/strict';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import type { RepoReader } from '../../../../src/core/model/ports';
import { openFileTree } from '../../../../src/host/fileTree';

const facts = (files: Readonly<Record<string, string>>) => {
  const reader: RepoReader = {
    name: 'memory',
    files: async () => Object.keys(files).sort(),
    read: async (path) => ({ ok: true, text: files[path] ?? '' }),
  };
  return collectFacts(reader);
};
const environment = async (text: string) =>
  (await facts({ 'app.py': `import os\n${text}` })).modules.flatMap((module) =>
    module.environment.map(({ name, line, target }) => `${name} ${line} ${target}`.trimEnd()),
  );

describe('the facts of a repository', () => {
  it('tell all variables of the example portal, each on a line that holds its name', async () => {
    const reader = openFileTree('examples/portal');
    const { modules, diagnostics } = await collectFacts(reader);
    const reads = modules.flatMap((module) => module.environment);
    assert.equal(new Set(reads.map((read) => read.name)).size, 13);
    for (const { file, line, name } of reads) {
      const read = await reader.read(file);
      assert.ok(read.ok);
      assert.ok(read.text.split('\n')[line - 1]?.includes(name), `${file}:${line} ${name}`);
    }
    assert.deepEqual(diagnostics, []);
  });

  it('have the line of the variable name in code over several lines', async () => {
    assert.deepEqual(await environment('x = os.environ[\n  "A"\n]\n'), ['A 3 x']);
    assert.deepEqual(await environment('x = os.getenv(  # why\n  "A",\n)\n'), ['A 3 x']);
  });

  it('miss no variable in defaults of parameters, base classes and tuples', async () => {
    assert.deepEqual(await environment('def f(a=os.getenv("A")):\n  pass\n'), ['A 2']);
    assert.deepEqual(await environment('class C(f(os.getenv("A"))):\n  pass\n'), ['A 2']);
    assert.deepEqual(await environment('a, b = os.environ["A"], os.environ["B"]\n'), ['A 2 a', 'B 2 a']);
  });

  it('follow -r and -c to files of any name, and name what is missing with its line', async () => {
    const { manifests, requirements, diagnostics } = await facts({
      'requirements.txt': '-c constraints.txt\n-r deps/base.txt\n-r gone.txt\n',
      'constraints.txt': 'x==1\n',
      'deps/base.txt': 'flask\n',
    });
    assert.deepEqual(
      manifests.map((each) => [each.file, each.includes]),
      [['requirements.txt', ['constraints.txt', 'deps/base.txt']]],
    );
    assert.deepEqual(
      requirements.map((each) => [each.name, each.file, each.manifest]),
      [['flask', 'deps/base.txt', 'requirements.txt']],
    );
    assert.deepEqual(
      diagnostics.map((each) => [each.code, each.line]),
      [['manifest-unreadable', 3]],
    );
  });

  it('take no URL for a requirement and keep a specifier on a continued line', async () => {
    const { requirements, diagnostics } = await facts({
      'requirements.txt': 'git+https://h/x.git#egg=x\nhttps://h/y.whl\n./local\nz @ https://h/z.whl\nfoo \\\n  ==1.0\n',
    });
    assert.deepEqual(
      requirements.map((each) => [each.name, each.specifier]),
      [
        ['z', '@ https://h/z.whl'],
        ['foo', '==1.0'],
      ],
    );
    assert.deepEqual(diagnostics, []);
  });

  it('take the group from the name of a file, not from its folder', async () => {
    const { manifests } = await facts({ 'local/requirements.txt': 'flask\n', 'requirements/dev.txt': 'pytest\n' });
    assert.deepEqual(
      manifests.map((each) => each.group),
      ['', 'dev'],
    );
  });

  it('keep no value of any .env but of the examples', async () => {
    const { envFiles } = await facts({
      '.env.example': 'A=x',
      '.env.production.local': 'A=secret',
      '.env.staging': 'A=secret',
    });
    assert.doesNotMatch(JSON.stringify(envFiles), /secret/);
    assert.equal(envFiles.length, 3);
    assert.equal(envFiles[0]?.entries[0]?.value, 'x');
  });

  it('leave out migrations, not the versions of an API', async () => {
    const { modules } = await facts({
      'api/versions/v1.py': '',
      'alembic/env.py': '',
      'alembic/versions/a.py': '',
      'migrations/versions/b.py': '',
    });
    assert.deepEqual(
      modules.map((each) => each.file),
      ['alembic/env.py', 'api/versions/v1.py'],
    );
  });

  it('find the import root by a src folder or a manifest of its own', async () => {
    const { modules } = await facts({
      'src/pkg/__init__.py': '',
      'backend/requirements-prod.txt': 'x',
      'backend/app.py': '',
    });
    assert.deepEqual(
      modules.map((each) => [each.importRoot, each.module]),
      [
        ['backend', 'app'],
        ['src', 'pkg'],
      ],
    );
  });

  it('join the lines of an ExecStart', async () => {
    const { processes } = await facts({
      'a.service': '[Service]\nExecStart=/v/gunicorn \\\n  --bind :80 \\\n  wsgi:app\n',
    });
    assert.deepEqual(
      processes.map((each) => [each.line, each.argv]),
      [[2, ['/v/gunicorn', '--bind', ':80', 'wsgi:app']]],
    );
  });

  it('survive more requirements than a call takes arguments', async () => {
    assert.equal((await facts({ 'requirements.txt': 'a\n'.repeat(200_000) })).requirements.length, 200_000);
  });

  it('take nothing from a file whose name is no plain name in a command line, and say so', async () => {
    const { files, modules, diagnostics } = await facts({
      'app.py': 'import os\n',
      'odd`x`/job.py': 'import os\n',
      'line\nbreak/job.py': 'import os\n',
    });
    assert.deepEqual(files, ['app.py', 'odd`x`/job.py']);
    assert.deepEqual(
      modules.map(({ file }) => file),
      ['app.py'],
    );
    assert.deepEqual(
      diagnostics.map(({ code, message }) => `${code}: ${message}`),
      [
        'file-skipped: One file has a name that not every system can hold: "line\\nbreak/job.py".',
        'file-skipped: odd`x`/job.py is no name that Python imports.',
      ],
    );
  });
});
