import assert from 'node:assert/strict';
import { parsePythonModule } from '../../../../src/core/facts/pythonModule';

const read = (text: string, place: Partial<Parameters<typeof parsePythonModule>[0]> = {}) =>
  parsePythonModule({ file: 'app.py', module: 'app', importRoot: '', isPackage: false, ...place }, text);

describe('a Python module', () => {
  it('resolves what is called through its imports', () => {
    const module = read('from flask import Flask as F\nimport celery\na = F(__name__)\nc = celery.Celery("x")\n');
    assert.deepEqual(
      module.calls.map((call) => call.callee),
      ['flask.Flask', 'celery.Celery'],
    );
  });

  it('makes relative imports absolute', () => {
    const module = read('from .models import db\nfrom . import views\n', {
      file: 'portal/__init__.py',
      module: 'portal',
      isPackage: true,
    });
    assert.deepEqual(
      module.imports.map((each) => each.name),
      ['portal.models.db', 'portal.views'],
    );
  });

  it('finds every way of reading the environment, with default and the line of the name', () => {
    const module = read(
      'import os\nfrom os import environ, getenv as g\nfrom decouple import config\na = os.environ["A"]\nb = environ.get(\n    "B",\n    "b",\n)\nc = g("C")\nd = config("D", default=4)\n',
    );
    assert.deepEqual(
      module.environment.map(({ name, line, required, fallback, target }) => ({
        name,
        line,
        required,
        fallback,
        target,
      })),
      [
        { name: 'A', line: 4, required: true, fallback: undefined, target: 'a' },
        { name: 'B', line: 6, required: false, fallback: { kind: 'string', value: 'b' }, target: 'b' },
        { name: 'C', line: 9, required: false, fallback: undefined, target: 'c' },
        { name: 'D', line: 10, required: false, fallback: { kind: 'number', value: 4 }, target: 'd' },
      ],
    );
  });

  it('takes no comment and no string for code', () => {
    const module = read('# import flask\n"""app = Flask(__name__)"""\nx = "os.environ[\'A\']"\n');
    assert.deepEqual([module.imports.length, module.calls.length, module.environment.length], [0, 0, 0]);
  });

  it('says when it could not be read to the end', () => {
    assert.equal(read('def broken(:\n').complete, false);
    assert.equal(read('x = 1\n').complete, true);
  });

  it('ends on deep nesting', () => {
    const module = read(`x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n`);
    assert.equal(module.complete, false);
  });

  it('names the attributes of a class and the keys of a mapping', () => {
    const module = read('class Config:\n    KEY = "v"\n\ndef make(app):\n    app.config["CELERY"] = {}\n');
    assert.deepEqual(
      module.assignments.map((each) => each.target),
      ['Config.KEY', 'app.config[CELERY]'],
    );
  });
});
