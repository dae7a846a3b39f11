import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { memoryRepo } from '../../support/memoryRepo';

type Files = Readonly<Record<string, string>>;
const flask = (tail = '') => `from flask import Flask\n\napp = Flask(__name__)\n${tail}`;
const base: Files = { 'requirements.txt': 'flask\n', 'app.py': flask() };
const fastapi: Files = {
  'requirements.txt': 'fastapi\nuvicorn\n',
  'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
};
const vite: Files = {
  'package.json': '{"name":"ui","scripts":{"dev":"vite"},"devDependencies":{"vite":"^5"}}\n',
  'index.html': '<!doctype html>',
};
const express = (listen: string): Files => ({
  'package.json': '{"name":"api","scripts":{"dev":"nodemon index.js"},"dependencies":{"express":"^4"}}\n',
  'index.js': `const express = require('express');\nconst app = express();\n${listen}\n`,
});

async function appsOf(files: Files) {
  return detect(await collectFacts(memoryRepo(files)));
}

/** 'port file:line', of the first app that serves HTTP. */
async function portOf(files: Files): Promise<string> {
  const app = (await appsOf(files)).apps.find(({ serves }) => serves === 'http');
  const first = app?.port?.evidence[0];
  return `${app?.port?.value ?? 'none'} ${first ? `${first.file}:${first.line}` : (app?.port?.certainty ?? '')}`;
}

describe('the port of an app', () => {
  it('is the framework’s own where nothing speaks', async () => {
    assert.equal(await portOf(base), '5000 default');
    assert.equal(await portOf(vite), '5173 default');
  });

  it('goes by the nearest place that states it, and each weaker one is outdone by the next', async () => {
    const ladder: readonly (readonly [Files, string])[] = [
      [{ 'README.md': 'Open http://localhost:5010\n' }, '5010 README.md:1'],
      [{ 'nginx/portal.conf': 'server {\n  proxy_pass http://127.0.0.1:5020;\n}\n' }, '5020 nginx/portal.conf:2'],
      [{ Dockerfile: 'FROM python:3.12\nEXPOSE 5030\nCMD ["gunicorn", "app:app"]\n' }, '5030 Dockerfile:2'],
      [{ '.flaskenv': 'FLASK_RUN_PORT=5040\n' }, '5040 .flaskenv:1'],
      [{ 'app.py': flask('if __name__ == "__main__":\n    app.run(port=5050)\n') }, '5050 app.py:5'],
    ];
    let files = base;
    for (const [more, expected] of ladder) {
      files = { ...files, ...more };
      assert.equal(await portOf(files), expected);
    }
  });

  it('is not outvoted by many weaker statements, and those are shown', async () => {
    const { apps, diagnostics } = await appsOf({
      ...base,
      'app.py': flask('app.run(port=5050)\n'),
      Dockerfile: 'FROM python:3.12\nEXPOSE 8000\nCMD ["gunicorn", "-b", ":8000", "app:app"]\n',
      Procfile: 'web: gunicorn -b :8000 app:app\n',
      'docker-compose.yml': 'services:\n  web:\n    build: .\n    ports: ["80:8000"]\n',
    });
    assert.equal(apps[0]?.port?.value, 5050);
    assert.deepEqual(
      apps[0].otherPorts?.map(({ port }) => port),
      [8000],
    );
    const said = diagnostics.find(({ code }) => code === 'port-disputed');
    assert.match(said?.message ?? '', /5050 is taken .*app\.py:4.* says 8000/);
  });

  it('follows names, settings and arguments with a default to their value', async () => {
    const tails = {
      'port = 5061\napp.run(port=port)\n': 5061,
      'import os\napp.run(port=int(os.environ.get("PORT", 5062)))\n': 5062,
      'import os\nport = int(os.getenv("PORT") or 5063)\napp.run(port=port)\n': 5063,
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--port", default=5064)\nargs = p.parse_args()\napp.run(port=args.port)\n': 5064,
      'from config import settings\napp.run(port=settings.port)\n': 5065,
    };
    const config = 'class Settings:\n    port: int = 5065\nsettings = Settings()\n';
    for (const [tail, port] of Object.entries(tails))
      assert.match(
        await portOf({ ...base, 'config.py': config, 'app.py': flask(tail) }),
        new RegExp(`^${port} `),
        tail,
      );
  });

  it('takes a variable’s value in an example before the default in the code', async () => {
    const set = { '.env.example': 'PORT=4100\n' };
    assert.equal(
      await portOf({ ...base, ...set, 'app.py': flask('import os\napp.run(port=os.getenv("PORT", 5000))\n') }),
      '4100 .env.example:1',
    );
    const reads = express('app.listen(process.env.PORT || 4000);');
    assert.equal(await portOf(reads), '4000 index.js:3');
    assert.equal(await portOf({ ...reads, ...set }), '4100 .env.example:1');
    assert.equal(await portOf({ ...express('app.listen(4200);'), ...set }), '4200 index.js:3');
    assert.equal(await portOf({ ...reads, '.env': 'PORT=4300\nSECRET_KEY=hunter2\n' }), '4300 .env:1');
  });

  it('reads what servers are started with in scripts, Makefiles, units and READMEs', async () => {
    const lines: readonly (readonly [Files, string])[] = [
      [{ 'run.sh': '#!/bin/sh\nexec uvicorn main:app --reload --port 8101\n' }, '8101 run.sh:2'],
      [{ Makefile: 'PORT = 8102\nrun:\n\t@uvicorn main:app --port $(PORT)\n' }, '8102 Makefile:3'],
      [
        {
          'deploy/api.service':
            '[Service]\nExecStart=/srv/a/venv/bin/gunicorn -k uvicorn.workers.UvicornWorker -b127.0.0.1:8103 main:app\n',
        },
        '8103 deploy/api.service:2',
      ],
      [{ 'README.md': '```sh\nuvicorn main:app --port 8104\n```\nSee http://localhost:9999\n' }, '8104 README.md:2'],
      [{ Procfile: 'web: sh -c "python migrate.py && uvicorn main:app --port ${PORT:-8105}"\n' }, '8105 Procfile:1'],
      [{ 'uwsgi.ini': '[uwsgi]\nmodule = main:app\nhttp = :8106\n' }, '8106 uwsgi.ini:3'],
      [{ 'fly.toml': '[http_service]\ninternal_port = 8107\n' }, '8107 fly.toml:2'],
    ];
    for (const [more, expected] of lines) assert.equal(await portOf({ ...fastapi, ...more }), expected);
  });

  it('takes the container’s side of what compose publishes, of the service that runs the app', async () => {
    const compose = [
      'services:',
      '  worker:',
      '    build: .',
      '    command: celery -A app worker',
      '    ports: ["5555:5555"]',
      '  web:',
      '    build: .',
      '    ports: ["5678:5678", "${HOST_PORT:-9000}:8201"]',
    ].join('\n');
    assert.equal(
      await portOf({ ...base, 'docker-compose.yml': compose, 'README.md': 'http://localhost:9000' }),
      '8201 docker-compose.yml:8',
    );
  });

  it('is not nginx’s in front of a built page, nor the production server’s', async () => {
    const nginx = 'FROM node:22 AS build\nRUN npm run build\nFROM nginx\nEXPOSE 80\n';
    assert.equal(await portOf({ ...vite, Dockerfile: nginx }), '5173 default');
    const serve = 'FROM node:22\nEXPOSE 3000\nCMD ["npx", "serve", "-s", "dist"]\n';
    assert.equal(await portOf({ ...vite, Dockerfile: serve }), '5173 default');
    const develop = 'FROM node:22\nEXPOSE 5180\nCMD ["npm", "run", "dev"]\n';
    assert.equal(await portOf({ ...vite, Dockerfile: develop }), '5180 Dockerfile:2');
  });

  it('is not a database’s, a published one’s or one of several in a README', async () => {
    assert.equal(
      await portOf({ ...base, 'README.md': 'PostgreSQL is at localhost:5432, Flower at http://localhost:5555\n' }),
      '5000 default',
    );
    assert.equal(
      await portOf({ ...base, 'README.md': 'http://localhost:7001 or http://localhost:7002\n' }),
      '5000 default',
    );
    assert.equal(
      await portOf({ ...base, 'README.md': 'http://localhost:7001, API at http://localhost:5000\n' }),
      '5000 README.md:1',
    );
  });

  it('of another app does not count', async () => {
    const { apps } = await appsOf({
      'a/requirements.txt': 'flask\n',
      'a/one.py': flask(),
      'b/requirements.txt': 'flask\n',
      'b/two.py': flask(),
      Procfile: 'one: gunicorn -b :8301 one:app\ntwo: gunicorn -b :8302 two:app\n',
      'README.md': 'http://localhost:8303',
    });
    assert.deepEqual(
      apps.map(({ path, port }) => [path, port?.value]),
      [
        ['a', 8301],
        ['b', 8302],
      ],
    );
  });
});
