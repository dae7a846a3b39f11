import fc from 'fast-check';

/** A repository in memory whose texts and names hold a fragment that its author made up. */
export interface Hostile {
  readonly what: string;
  readonly files: (fragment: string) => Readonly<Record<string, string>>;
}

/** Pieces that mean something to a shell, to Compose, YAML, a Dockerfile, make, Mustache, Go's templates or Traefik. */
const pieces = [
  "'",
  '"',
  '`touch pwned`',
  '$(touch pwned)',
  '; touch pwned ;',
  '| touch pwned',
  '&& touch pwned',
  '\ntouch pwned\n',
  '\r',
  '\u2028',
  '\nRUN touch pwned\n',
  '\n  pwned: {image: pwned}\n',
  '\\',
  '{{',
  '}}',
  '<%',
  '%>',
  '$$',
  '$',
  '${PATH}',
  '${HOME:-x}',
  '../',
  '--',
  '-',
  '#',
  ' ',
  ' # ',
  ': ',
  '*',
  '&',
  '!',
  '%',
  '~',
  'ü',
  '漢',
  'a',
];

export const fragments = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 })
  .map((chosen) => chosen.join(''));

/** What a folder or file can be called: anything but a slash. */
const name = (fragment: string) => `x${fragment.replaceAll('/', '')}`;
const json = (value: unknown) => JSON.stringify(value, undefined, 2);
/** A literal of Python and of JavaScript. */
const literal = (fragment: string) => JSON.stringify(fragment);

export const repositories: readonly Hostile[] = [
  {
    what: 'a Flask app in a folder of that name',
    files: (fragment) => ({
      [`${name(fragment)}/requirements.txt`]: 'flask\ncelery\n',
      [`${name(fragment)}/app.py`]: 'from flask import Flask\napp = Flask(__name__)\n',
      'other/requirements.txt': 'fastapi\n',
      'other/main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
    }),
  },
  {
    what: 'Flask: values, commands, ports and addresses',
    files: (fragment) => ({
      'requirements.txt': 'flask\nflask-sqlalchemy\npsycopg2-binary\nredis\n',
      'app.py': [
        'import os',
        'import click',
        'from flask import Flask',
        'app = Flask(__name__)',
        `A = os.environ.get("SETTING", ${literal(fragment)})`,
        `B = os.environ.get(${literal(`X${fragment}`)}, "b")`,
        `URL = os.environ.get("DATABASE_URL", ${literal(`postgresql://u:p@localhost/${fragment}`)})`,
        `R = os.environ.get("REDIS_URL", ${literal(`redis://localhost:6379/${fragment}`)})`,
        `@app.cli.command(${literal(`init-db${fragment}`)})`,
        'def init_db(): pass',
        'app.run(port=5001)',
      ].join('\n'),
      Procfile: `web: flask run --port ${fragment}\nrelease: flask init-db${fragment}\n`,
      '.env.example': `SETTING=${fragment}\nPORT=${fragment}\n`,
      'README.md': `    flask --app app init-db${fragment}\n`,
    }),
  },
  {
    what: 'Flask: requirements and versions',
    files: (fragment) => ({
      'requirements.txt': `flask\n${fragment}\npkg @ git+https://x/${fragment}\n`,
      [`requirements-${name(fragment)}.txt`]: 'gunicorn\n',
      '.python-version': `3.12${fragment}\n`,
      'runtime.txt': `python-${fragment}\n`,
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    }),
  },
  {
    what: 'Flask: requirements that include a file of that name',
    files: (fragment) => ({
      'requirements.txt': `flask\n-r ${name(fragment)}.txt\n`,
      [`${name(fragment)}.txt`]: 'redis\n',
      'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    }),
  },
  {
    what: 'Django: modules, settings and migrations',
    files: (fragment) => ({
      'pyproject.toml': `[project]\nname = ${literal(fragment)}\nrequires-python = ">=3.11"\ndependencies = ["django", ${literal(fragment)}]\n`,
      'requirements.txt': 'django\n',
      'site/manage.py': `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", ${literal(`site${fragment}.settings`)})\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line([])\n`,
      'site/site/settings.py': `import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nWSGI_APPLICATION = ${literal(`site.wsgi${fragment}`)}\nROOT_URLCONF = "site.urls"\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": ${literal(fragment)}, "HOST": ${literal(fragment)}}}\n`,
      'site/site/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    }),
  },
  {
    what: 'Django in a folder of that name',
    files: (fragment) => ({
      'requirements.txt': 'django\n',
      [`${name(fragment)}/manage.py`]: `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line([])\n`,
      [`${name(fragment)}/site/settings.py`]: 'WSGI_APPLICATION = "site.wsgi.application"\n',
      [`${name(fragment)}/site/wsgi.py`]:
        'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    }),
  },
  {
    what: 'Alembic and Celery in odd places',
    files: (fragment) => ({
      'requirements.txt': 'flask\ncelery\nredis\nalembic\npsycopg2\n',
      'app.py': 'import os\nfrom flask import Flask\napp = Flask(__name__)\nU = os.environ["DATABASE_URL"]\n',
      [`${name(fragment)}.py`]: `from celery import Celery\nqueue = Celery(${literal(fragment)}, broker="redis://localhost:6379/0")\n`,
      [`${name(fragment)}/alembic.ini`]: `[alembic]\nscript_location = ${fragment}\n`,
      [`${name(fragment)}/env.py`]: 'from alembic import context\n',
      'worker.service': `[Service]\nExecStart=/venv/bin/celery -A ${fragment} worker -Q ${fragment}\nEnvironment="X=${fragment}"\n`,
      Makefile: `run:\n\tflask --app ${fragment} run -p ${fragment}\n`,
    }),
  },
  {
    what: 'Express: names, scripts, main and values',
    files: (fragment) => ({
      'package.json': json({
        name: fragment,
        main: `${name(fragment)}.js`,
        packageManager: `pnpm@9.0.0${fragment}`,
        engines: { node: `>=20${fragment}` },
        scripts: { [`dev:${fragment}`]: `nodemon ${fragment} server.js`, start: `node server.js ${fragment}` },
        dependencies: { express: '5', pg: '8', [fragment]: fragment },
      }),
      'server.js': `import express from 'express';\nconst app = express();\nconst u = process.env.DATABASE_URL ?? ${literal(`postgres://u:p@localhost:5432/${fragment}`)};\napp.listen(process.env.PORT || 4000);\n`,
      [`${name(fragment)}.js`]: 'export {};\n',
      '.nvmrc': `20${fragment}\n`,
    }),
  },
  {
    what: 'a file that is started, of that name',
    files: (fragment) => ({
      'package.json': json({ scripts: { start: `node "${name(fragment)}.js"` }, dependencies: { express: '5' } }),
      [`${name(fragment)}.js`]: "const express = require('express');\nexpress().listen(4000);\n",
    }),
  },
  {
    what: 'a workspace with members of that name',
    files: (fragment) => ({
      'package.json': json({ name: 'root', workspaces: ['apps/*'] }),
      'package-lock.json': '{}',
      [`apps/${name(fragment)}/package.json`]: json({
        name: fragment,
        scripts: { dev: `vite ${fragment}`, build: `vite build ${fragment}` },
        devDependencies: { vite: '8' },
      }),
      [`apps/${name(fragment)}/index.html`]: '<title>x</title>',
      [`apps/${name(fragment)}/vite.config.js`]: `export default { server: { port: 5199, proxy: { '/api': ${literal(`http://localhost:4000/${fragment}`)} } } };\n`,
      [`apps/-${name(fragment)}/package.json`]: json({
        name: `api${fragment}`,
        scripts: { dev: `node --watch ${fragment} index.js` },
        dependencies: { express: '5' },
        nx: { targets: { [`serve${fragment}`]: {} } },
      }),
      [`apps/-${name(fragment)}/index.js`]: "import express from 'express';\nexpress().listen(4000);\n",
      'nx.json': '{}',
    }),
  },
  {
    what: 'Prisma and Knex in a folder of that name',
    files: (fragment) => ({
      'package.json': json({
        scripts: { dev: 'node --watch server.js', migrate: `prisma migrate dev ${fragment}` },
        dependencies: { express: '5', '@prisma/client': '6', pg: '8' },
        devDependencies: { prisma: '6' },
        prisma: { schema: `${fragment}/schema.prisma` },
      }),
      'server.js': "import express from 'express';\nexpress().listen(4000);\n",
      [`${name(fragment)}/schema.prisma`]:
        'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
      [`prisma/migrations/${name(fragment)}/migration.sql`]: 'select 1;\n',
      'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
    }),
  },
  {
    what: 'an author’s compose file beside Drydock’s own services',
    files: (fragment) => ({
      'requirements.txt': 'flask\npsycopg2\n',
      'app.py': 'import os\nfrom flask import Flask\napp = Flask(__name__)\nU = os.environ["DATABASE_URL"]\n',
      'docker-compose.yml': json({
        services: {
          web: { build: '.', environment: { SETTING: fragment, [`K${fragment}`]: fragment }, ports: ['8000:8000'] },
          [`db${fragment}`]: {
            image: `postgres:16${fragment}`,
            environment: { POSTGRES_DB: fragment, POSTGRES_USER: fragment },
          },
        },
      }),
      Dockerfile: `FROM python:3.12${fragment}\nEXPOSE 8000 ${fragment}\nCMD ["flask", "run", "-p", "8000", ${literal(fragment)}]\n`,
    }),
  },
  {
    what: 'an author’s compose file of an unknown stack',
    files: (fragment) => ({
      'compose.yml': json({
        services: {
          api: {
            image: `ghcr.io/x/y:${fragment}`,
            container_name: fragment,
            command: `serve --port 8080 ${fragment}`,
            ports: ['8080:8080', `${fragment}:80`],
            env_file: [`${fragment}.env`],
            environment: [`A=${fragment}`],
            volumes: [`${fragment}:/data`, `./${fragment}:/x`],
            networks: ['n'],
            labels: [`traefik.http.routers.${fragment}.rule=${fragment}`],
            healthcheck: { test: ['CMD', fragment] },
          },
          [`s${fragment}`]: { build: { context: `./${name(fragment)}` }, ports: ['3000:3000'] },
        },
        networks: { n: { external: true, name: fragment } },
        volumes: { [fragment]: { external: true, name: fragment } },
        secrets: { token: { file: `./${fragment}.txt` } },
      }),
      [`${name(fragment)}/Dockerfile`]: `FROM golang\nEXPOSE 3000\nCMD ${fragment}\n`,
      [`compose.${name(fragment)}.yml`]: '{}',
    }),
  },
];
