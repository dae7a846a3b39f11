import assert from 'node:assert/strict';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import type { RepoFacts } from '../../../../src/core/model/facts';
import { memoryRepo } from '../../support/memoryRepo';

const collect = (files: Readonly<Record<string, string>>) => collectFacts(memoryRepo(files));

/** 'name[extra] specifier ; marker (group) :line' of each. */
const shown = (facts: RepoFacts) =>
  facts.requirements.map(({ name, extras, specifier, marker, group, line }) =>
    [
      `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}`,
      specifier,
      marker && `; ${marker}`,
      group && `(${group})`,
      `:${line}`,
    ]
      .filter(Boolean)
      .join(' '),
  );
const manifest = (facts: RepoFacts, file: string) => facts.manifests.find((each) => each.file === file);
const versions = (facts: RepoFacts) => facts.pythonVersions.map(({ specifier, kind, file }) => [file, kind, specifier]);

describe('pyproject.toml', () => {
  it("of Poetry is read with its groups, extras and table forms, its constraints as PEP 440's", async () => {
    const facts = await collect({
      'poetry.lock': '',
      'pyproject.toml': `[tool.poetry]
name = "ward"
[tool.poetry.dependencies]
python = "^3.10"
Flask = "^2.3.1"
celery = { version = "~5.3", extras = ["redis"] }
"ruamel.yaml" = "*"
pandas = [
  { version = "^1.5", markers = "python_version < '3.11'" },
  { version = "^2.0", python = ">=3.11" },
]
psycopg2 = { version = "2.9.9", optional = true }
tables = { git = "https://example.org/tables.git", branch = "main" }
[tool.poetry.dependencies.sqlalchemy]
version = ">=1.4 <2.1"
[tool.poetry.extras]
postgres = ["psycopg2"]
[tool.poetry.dev-dependencies]
black = "^22"
[tool.poetry.group.test.dependencies]
pytest = "^0.9.1"
`,
    });
    assert.deepEqual(shown(facts), [
      'flask >=2.3.1,<3.0.0 :5',
      'celery[redis] >=5.3,<5.4 :6',
      'ruamel-yaml :7',
      "pandas >=1.5,<2.0 ; python_version < '3.11' :8",
      'pandas >=2.0,<3.0 :8',
      'psycopg2 ==2.9.9 (postgres) :12',
      'tables @ https://example.org/tables.git :13',
      'sqlalchemy >=1.4,<2.1 :14',
      'black >=22,<23 (dev) :19',
      'pytest >=0.9.1,<0.10.0 (test) :21',
    ]);
    assert.deepEqual(manifest(facts, 'pyproject.toml'), {
      file: 'pyproject.toml',
      kind: 'poetry',
      lock: 'poetry.lock',
      includes: [],
      group: '',
      project: { name: 'ward', dependencies: true, extras: ['postgres'], groups: ['dev', 'test'] },
    });
    assert.deepEqual(versions(facts), [['pyproject.toml', 'range', '>=3.10,<4.0']]);
  });

  it('of PDM, uv, Hatch and PEP 735 is read with their groups', async () => {
    const facts = await collect({
      'uv.lock': '',
      'pyproject.toml': `[project]
name = "ward"
dependencies = ["flask>=3"]
[project.optional-dependencies]
Web_Server = ["gunicorn"]
[dependency-groups]
lint = ["ruff", { include-group = "test" }]
test = [
  "pytest",
]
[tool.pdm.dev-dependencies]
docs = ["mkdocs"]
[tool.uv]
dev-dependencies = ["mypy"]
[tool.hatch.envs.default]
dependencies = ["coverage"]
`,
    });
    assert.deepEqual(shown(facts), [
      'flask >=3 :3',
      'gunicorn (web-server) :5',
      'ruff (lint) :7',
      'pytest (test) :9',
      'mkdocs (docs) :12',
      'mypy (dev) :14',
      'coverage (dev) :16',
    ]);
    assert.equal(manifest(facts, 'pyproject.toml')?.kind, 'uv');
    assert.deepEqual(manifest(facts, 'pyproject.toml')?.project?.groups, ['lint', 'test', 'docs', 'dev']);
  });

  it('names the tool that installs it: by its lock, then by its table', async () => {
    const project = '[project]\nname = "x"\ndependencies = []\n';
    for (const [kind, files] of Object.entries({
      pyproject: { 'pyproject.toml': `${project}[tool.ruff]\n` },
      uv: { 'pyproject.toml': `${project}[tool.poetry]\nname = "x"\n`, 'uv.lock': '' },
      poetry: { 'pyproject.toml': `${project}[tool.poetry]\npackage-mode = false\n` },
      pdm: { 'pyproject.toml': `${project}[tool.pdm]\n[tool.uv]\n`, 'pdm.lock': '' },
    }))
      assert.equal(manifest(await collect(files), 'pyproject.toml')?.kind, kind);
    const member = await collect({ 'uv.lock': '', 'apps/api/pyproject.toml': project });
    assert.equal(manifest(member, 'apps/api/pyproject.toml')?.lock, 'uv.lock');
  });

  it('takes dynamic dependencies from the files that it names', async () => {
    const facts = await collect({
      'pyproject.toml':
        '[project]\nname = "x"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["deps/base.txt", "../out.txt"] }\n',
      'deps/base.txt': 'flask\n-r more.txt\n',
      'deps/more.txt': 'redis\n',
    });
    assert.deepEqual(shown(facts), ['flask :1', 'redis :1']);
    assert.deepEqual(new Set(facts.requirements.map((each) => each.manifest)), new Set(['pyproject.toml']));
    assert.deepEqual(manifest(facts, 'pyproject.toml')?.includes, ['deps/base.txt']);
    assert.equal(manifest(facts, 'pyproject.toml')?.project?.dependencies, true);
  });

  it('may have keys that every object has, and wrong types anywhere', async () => {
    const facts = await collect({
      'pyproject.toml':
        '[__proto__]\npolluted = true\n[project]\ndependencies = "flask"\noptional-dependencies = [1]\nrequires-python = 3.1\n[tool.poetry.dependencies]\n__proto__ = "1"\nconstructor = 3\n[tool]\nuv = 3\n',
    });
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.deepEqual(shown(facts), ['constructor :9']);
  });
});

describe('a Pipfile', () => {
  it('is read with its sections, its lock and its Python', async () => {
    const facts = await collect({
      'Pipfile.lock': '{}',
      Pipfile:
        '[[source]]\nurl = "https://pypi.org/simple"\n[packages]\nflask = "*"\nDjango = "~=4.2"\ncelery = {version = "==5.3", extras = ["redis"], markers = "os_name == \'posix\'"}\nx = {path = ".", editable = true}\n[dev-packages]\npytest = ">=7"\n[requires]\npython_version = "3.9"\n',
    });
    assert.deepEqual(shown(facts), [
      'flask :4',
      'django ~=4.2 :5',
      "celery[redis] ==5.3 ; os_name == 'posix' :6",
      'x @ . :7',
      'pytest >=7 (dev) :9',
    ]);
    assert.equal(manifest(facts, 'Pipfile')?.lock, 'Pipfile.lock');
    assert.deepEqual(versions(facts), [['Pipfile', 'pin', '3.9']]);
  });
});

describe('setuptools', () => {
  it('is read from setup.cfg, which may only configure linters', async () => {
    const facts = await collect({
      'setup.cfg':
        '[metadata]\r\nname = ward\r\n\r\n[options]\r\ninstall_requires =\r\n    Flask>=2 ; python_version > "3.6"\r\n    # none\r\n    redis\r\npython_requires = >=3.8\r\n[options.extras_require]\r\ntest =\r\n    pytest\r\n[flake8]\r\nmax-line-length = 120\r\n',
      'tools/setup.cfg': '[flake8]\nignore = E1\n',
    });
    assert.deepEqual(shown(facts), ['flask >=2 ; python_version > "3.6" :6', 'redis :8', 'pytest (test) :12']);
    assert.deepEqual(versions(facts), [['setup.cfg', 'range', '>=3.8']]);
    assert.equal(manifest(facts, 'tools/setup.cfg'), undefined);
    assert.deepEqual(manifest(facts, 'setup.cfg')?.project?.extras, ['test']);
  });

  it('is read from literals and variables of setup.py', async () => {
    const facts = await collect({
      'setup.py': `from setuptools import setup, find_packages
tests = ["pytest"]
extras = {"test": tests, "docs": ["sphinx"]}
extras["all"] = tests + ["nox"]
setup(
    name="ward",
    packages=find_packages(),
    install_requires=[
        "Flask>=2",
        "redis[hiredis]",
    ] + ["click"],
    extras_require=extras,
    python_requires=">=3.9",
)
`,
    });
    assert.deepEqual(shown(facts), [
      'flask >=2 :9',
      'redis[hiredis] :10',
      'click :11',
      'pytest (test) :2',
      'sphinx (docs) :3',
      'pytest (all) :2',
      'nox (all) :4',
    ]);
    assert.deepEqual(versions(facts), [['setup.py', 'range', '>=3.9']]);
    assert.equal(facts.modules.length, 0);
  });

  it('may read its list from a file, go round in circles, or be no setup at all', async () => {
    const facts = await collect({
      'a/setup.py':
        'import setuptools\nfrom pathlib import Path\nneeds = Path("deps.txt").read_text().splitlines()\nsetuptools.setup(install_requires=needs)\n',
      'a/deps.txt': 'flask\n',
      'b/setup.py': 'from setuptools import setup\na = b\nb = a\nsetup(install_requires=a)\n',
      'c/setup.py': 'print("hello")\n',
    });
    assert.deepEqual(manifest(facts, 'a/setup.py')?.includes, ['a/deps.txt']);
    assert.deepEqual(shown(facts), ['flask :1']);
    assert.equal(manifest(facts, 'c/setup.py'), undefined);
  });
});

describe("conda's environment.yml", () => {
  it('gives names with versions, its pip list and its Python', async () => {
    const facts = await collect({
      'environment.yml':
        'name: ward\nchannels: [conda-forge]\ndependencies:\n  - python=3.9\n  - conda-forge::flask=2.0\n  - numpy=1.26.4=py39h474f0d3_0\n  - pandas>=1.5,<2\n  - pip\n  - pip:\n      - celery[redis]==5.3\n      - -r requirements.txt\n',
    });
    assert.deepEqual(shown(facts), [
      'flask ==2.0.* :5',
      'numpy ==1.26.4 :6',
      'pandas >=1.5,<2 :7',
      'celery[redis] ==5.3 :10',
    ]);
    assert.deepEqual(versions(facts), [['environment.yml', 'pin', '3.9']]);
  });

  it('is none where another tool has a file of that name, and YAML bombs and broken ones are named', async () => {
    const bomb = `a: &a [${'x,'.repeat(50)}]\n${Array.from({ length: 9 }, (_, at) => 'bcdefghij'.charAt(at))
      .map((name, at) => `${name}: &${name} [${`*${'abcdefghi'.charAt(at)},`.repeat(50)}]`)
      .join('\n')}\ndependencies: *j\n`;
    const facts = await collect({ 'env.yml': 'NODE_ENV: x\n', 'environment.yml': bomb, 'env.yaml': 'a: [\n' });
    assert.deepEqual(facts.manifests, []);
    assert.deepEqual(
      facts.diagnostics.map(({ file, code }) => [file, code]),
      [['env.yaml', 'manifest-unreadable']],
    );
  });
});

describe('requirements.in', () => {
  it('counts where nobody compiled it', async () => {
    const facts = await collect({
      'requirements.in': 'flask\n',
      'a/requirements.in': 'django\n',
      'a/requirements.txt': 'django==5.0\n',
    });
    assert.deepEqual(
      facts.manifests.map(({ file }) => file),
      ['a/requirements.txt', 'requirements.in'],
    );
  });
});

describe('the version of Python', () => {
  it('is read from pins in any folder and from images', async () => {
    const facts = await collect({
      '.python-version': '3.11.4\n3.10\n',
      'api/runtime.txt': 'python-3.9.18\n',
      'web/runtime.txt': 'nodejs-18\n',
      '.tool-versions': 'nodejs 20.1.0\npython 3.12.1 3.11.0\n',
      Dockerfile: 'ARG PY=3.8\nFROM node:20 AS web\nFROM --platform=linux/amd64 python:${PY}-slim as base\n',
      'b/Dockerfile.dev': 'FROM ghcr.io/astral-sh/uv:python3.13-bookworm-slim\n',
      'c/Dockerfile': 'FROM registry.example.org:5000/python\n',
      'd/Dockerfile': 'FROM mcr.microsoft.com/devcontainers/python:1-3.11-bullseye\n',
    });
    assert.deepEqual(
      versions(facts),
      [
        ['.python-version', 'pin', '3.11.4'],
        ['.tool-versions', 'pin', '3.12.1'],
        ['Dockerfile', 'image', '3.8'],
        ['api/runtime.txt', 'pin', '3.9.18'],
        ['b/Dockerfile.dev', 'image', '3.13'],
        ['d/Dockerfile', 'image', '3.11'],
      ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
  });
});

describe('malformed manifests', () => {
  it('are warnings, and never throw', async () => {
    const deep = '['.repeat(100_000);
    const files = {
      'a/pyproject.toml': `x = ${deep}`,
      'b/pyproject.toml': `${'a.'.repeat(100_000)}b = 1`,
      'c/Pipfile': `[packages]\nflask = "${'^'.repeat(200_000)}"\n`,
      'd/environment.yml': `dependencies: ${deep}`,
      'e/setup.cfg': `[options]\ninstall_requires =\n${' '.repeat(200_000)}x\n`,
      'f/setup.py': `from setuptools import setup\nsetup(install_requires=${deep}`,
      'g/Pipfile': '[packages]\nflask = "*"\n[packages]\n',
      'h/Dockerfile': `FROM ${'${a'.repeat(100_000)}\n`,
      'i/environment.yml': `dependencies:\n${`  - ${'a '.repeat(200)}\n`.repeat(500)}`,
      'j/setup.py': `from setuptools import setup\nsetup(install_requires=[${Array.from({ length: 15_000 }, (_, at) => `"p${at}"`).join(',\n')}])`,
    };
    for (const [path, text] of Object.entries(files)) {
      const facts = await collect({ [path]: text });
      assert.ok(
        facts.diagnostics.every(({ code }) => code === 'manifest-unreadable'),
        path,
      );
    }
  });
});
