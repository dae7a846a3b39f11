/** A file that is broken in one way. */
export interface Broken {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Path of a link: where it leads. */
  readonly links?: Readonly<Record<string, string>>;
  /** Code and file of the diagnostic that has to be there; absent where the file can be read all the same. */
  readonly diagnosed?: string;
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const long = 'x'.repeat(10_000_000);
const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);
/** Nine levels of ten: https://en.wikipedia.org/wiki/Billion_laughs_attack */
const laughs = [
  'a0: &a0 lol',
  ...Array.from(
    { length: 9 },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`,
  ),
].join('\n');

export const broken: readonly Broken[] = [
  {
    what: 'a package.json that is cut off',
    files: { 'web/package.json': '{ "name": "web", "scripts": { "dev": "vi' },
    diagnosed: 'manifest-unreadable web/package.json',
  },
  {
    what: 'a package.json that is a list',
    files: { 'web/package.json': '["express"]' },
    diagnosed: 'manifest-unreadable web/package.json',
  },
  {
    what: 'a package.json that is empty',
    files: { 'web/package.json': '' },
    diagnosed: 'manifest-unreadable web/package.json',
  },
  {
    what: 'a package.json whose values have other types',
    files: {
      'web/package.json':
        '{ "name": 1, "scripts": ["dev"], "dependencies": "express", "workspaces": 7, "engines": null, "packageManager": {} }',
    },
  },
  {
    what: 'a package.json nested 100,000 deep',
    files: { 'web/package.json': deep('[', ']', 100_000) },
    diagnosed: 'manifest-unreadable web/package.json',
  },
  {
    what: 'a package.json with a line of 10 MB',
    files: { 'web/package.json': `{ "name": "${long}" }` },
    diagnosed: 'file-skipped web/package.json',
  },
  {
    what: 'a pyproject.toml that is cut off',
    files: { 'jobs/pyproject.toml': '[project\nname = "jobs' },
    diagnosed: 'manifest-unreadable jobs/pyproject.toml',
  },
  {
    what: 'a pyproject.toml whose values have other types',
    files: { 'jobs/pyproject.toml': 'project = 3\n[tool]\npoetry = "x"\n[build-system]\nrequires = 5\n' },
  },
  {
    what: 'a pyproject.toml nested deeply',
    files: { 'jobs/pyproject.toml': `x = ${deep('[', ']', 50_000)}\n` },
    diagnosed: 'manifest-unreadable jobs/pyproject.toml',
  },
  {
    what: 'a Pipfile that is no TOML',
    files: { 'jobs/Pipfile': '<html></html>' },
    diagnosed: 'manifest-unreadable jobs/Pipfile',
  },
  {
    what: 'requirements that include each other',
    files: { 'jobs/requirements.txt': 'redis\n-r more.txt\n', 'jobs/more.txt': '-r requirements.txt\n-r more.txt\n' },
  },
  {
    what: 'requirements that include what leads out',
    files: { 'jobs/requirements.txt': '-r ../../../etc/passwd\n' },
    diagnosed: 'manifest-unreadable jobs/requirements.txt',
  },
  {
    what: 'requirements with a line of 10 MB',
    files: { 'jobs/requirements.txt': `redis\n${long}\n` },
    diagnosed: 'manifest-unreadable jobs/requirements.txt',
  },
  {
    what: 'requirements in UTF-16',
    files: { 'jobs/requirements.txt': Buffer.from('\uFEFFredis\n', 'utf16le') },
    diagnosed: 'manifest-unreadable jobs/requirements.txt',
  },
  {
    what: 'requirements and code with a byte order mark, in lines of Windows',
    files: {
      'jobs/requirements.txt': '\uFEFFredis\r\nfastapi\r\n',
      'jobs/main.py': '\uFEFFfrom fastapi import FastAPI\r\napp = FastAPI()\r\n',
    },
  },
  {
    what: 'code in Latin-1',
    files: { 'portal/ward.py': latin1('# -*- coding: latin-1 -*-\nNAME = "Königs"\n') },
  },
  {
    what: 'code that is cut off',
    files: { 'portal/ward.py': 'import os\ndef ward(:\n  x = os.environ["A\n' },
  },
  {
    what: 'code with a line of 10 MB',
    files: { 'portal/ward.py': `x = "${long}"\n` },
    diagnosed: 'file-skipped portal/ward.py',
  },
  {
    what: 'a compose file whose aliases grow without bound',
    files: { 'docker-compose.yml': `${laughs}\nservices: { web: { image: nginx, environment: *a9 } }\n` },
  },
  {
    what: 'a compose file that contains itself',
    files: {
      'docker-compose.yml': 'services: &all\n  web:\n    image: nginx\n    environment: *all\n    depends_on: *all\n',
    },
  },
  {
    what: 'compose files that include each other',
    files: {
      'docker-compose.yml': 'include: [more.yml]\nservices: { db: { image: postgres } }\n',
      'more.yml':
        'include: [docker-compose.yml, more.yml]\nservices: { x: { extends: { file: docker-compose.yml, service: y } } }\n',
    },
  },
  {
    what: 'a compose file with tabs',
    files: { 'docker-compose.yml': 'services:\n\tweb:\n\t\timage: nginx\n' },
    diagnosed: 'manifest-unreadable docker-compose.yml',
  },
  {
    what: 'a compose file whose values have other types',
    files: { 'docker-compose.yml': 'services: [web, 3]\nnetworks: yes\nvolumes: 4\ninclude: { a: 1 }\n' },
  },
  {
    what: 'a compose file nested deeply',
    files: { 'docker-compose.yml': deep('[', ']', 100_000) },
    diagnosed: 'manifest-unreadable docker-compose.yml',
  },
  {
    what: 'a Dockerfile that is cut off',
    files: { Dockerfile: 'FROM\nRUN <<EOF\nCMD ["flask"' },
  },
  {
    what: 'links in a circle and out of the repository',
    files: {},
    links: { 'portal/loop': 'loop', 'portal/up': '..', 'portal/config.py': '/etc/passwd', '.env': 'gone' },
  },
];

/** Whole files, each to be damaged at any place. */
export const manifests: Readonly<Record<string, string>> = {
  'package.json':
    '{\n  "name": "web",\n  "packageManager": "pnpm@9.1.0",\n  "workspaces": ["apps/*"],\n  "engines": { "node": ">=20" },\n  "scripts": { "dev": "vite --port 4000", "start": "node server.js" },\n  "dependencies": { "express": "^5", "vite": "^8", "prisma": "6" }\n}\n',
  'pyproject.toml':
    '[project]\nname = "jobs"\nrequires-python = ">=3.11"\ndependencies = ["fastapi>=0.1", "celery[redis]"]\n\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = { version = "^3", extras = ["async"] }\n\n[tool.uv.sources]\nx = { git = "https://x/y" }\n',
  Pipfile: '[packages]\nflask = "*"\n[requires]\npython_version = "3.11"\n',
  'setup.cfg': '[metadata]\nname = jobs\n[options]\ninstall_requires =\n  flask\n  redis\n',
  'setup.py':
    'from setuptools import setup\nsetup(name="jobs", install_requires=["flask", "redis"], python_requires=">=3.9")\n',
  'environment.yml': 'name: x\ndependencies:\n  - python=3.11\n  - pip:\n      - flask\n',
  'requirements.txt':
    '-r more.txt\n-c pins.txt\nflask[async]>=3 ; python_version > "3.8"\npkg @ git+https://x/y@v1\n--hash=sha256:abc\n',
  'docker-compose.yml':
    'x-base: &base\n  restart: always\nservices:\n  web:\n    <<: *base\n    build: { context: ., target: dev }\n    ports: ["8000:8000"]\n    environment:\n      - A=${B:-c}\n    env_file: [.env]\n    depends_on: [db]\n  db:\n    image: postgres:16\n    volumes: ["data:/var/lib/postgresql/data"]\nvolumes:\n  data: {}\n',
  Dockerfile:
    '# syntax=docker/dockerfile:1\nARG V=3.11\nFROM python:${V}-slim AS base\nCOPY --from=base . .\nRUN <<EOF\nx\nEOF\nEXPOSE 8000/tcp\nENTRYPOINT ["sh", "-c"]\nCMD gunicorn -b 0.0.0.0:8000 app:app\n',
  '.env.example': 'PORT=5000\nDATABASE_URL="postgresql://u:p@localhost/x"\nexport A=\'b\'\n',
  Procfile: 'web: gunicorn app:app --bind 0.0.0.0:$PORT\nworker: celery -A jobs worker\n',
  'worker.service': '[Service]\nExecStart=/venv/bin/celery \\\n  -A jobs worker\nEnvironment="A=b c"\n',
  Makefile: 'run: build\n\t@flask run \\\n\t  -p 5001\n',
  'README.md': '# x\n\n```sh\nflask run -p 5001\n```\n\nhttp://localhost:5001\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  test:\n    services:\n      postgres: { image: "postgres:15", ports: ["5432:5432"] }\n    steps:\n      - run: pytest\n',
  'pnpm-workspace.yaml': 'packages:\n  - apps/*\n',
  'nginx/site.conf': 'server {\n  listen 80;\n  location / { proxy_pass http://127.0.0.1:8000; }\n}\n',
  'render.yaml':
    'services:\n  - type: web\n    env: python\n    startCommand: gunicorn app:app\n    envVars:\n      - key: A\n        value: b\n',
  'fly.toml': '[http_service]\ninternal_port = 8080\n[processes]\nweb = "gunicorn app:app"\n',
  'server.js':
    "import express from 'express';\nconst app = express();\napp.get('/', (q, r) => r.send(`<a>${q.url}</a>`));\napp.listen(process.env.PORT ?? 4000);\n",
  'app.py':
    'import os\nfrom flask import Flask\n\ndef create_app(config=None):\n    app = Flask(__name__)\n    app.config["X"] = os.environ.get("X", f"{config!r}")\n    return app\n\nif __name__ == "__main__":\n    create_app().run(port=int(os.getenv("PORT", 5001)))\n',
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'pubspec.yaml':
    'name: rounds\nenvironment:\n  sdk: ">=3.4.0 <4.0.0"\ndependencies:\n  flutter: { sdk: flutter }\nworkspace: [apps/a]\n',
  'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
  'web/index.html': '<!doctype html>\n<title>x</title>\n<script src="a.js"></script>\n',
  'drydock.yml': 'slug: x\napps:\n  web:\n    port: 8000\n    command: flask run\n',
};
