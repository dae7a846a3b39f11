import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryAnswers, scaffold } from '../scaffold/scaffold';
import { scaffolders } from '../scaffold/scaffolders';
import { ask, Copy, until } from './support/stack';

/** A project of test/scaffold/scaffolders.ts as its scaffolder leaves it, what it answers, and what it answers after a change. */
interface Started {
  readonly package: string;
  readonly project: string;
  readonly contains: string;
  readonly reload: { readonly file: string; readonly from: string; readonly to: string; readonly path?: string };
  /** Files that its documentation lets a person write first. */
  readonly files?: Readonly<Record<string, string>>;
}

const started: readonly Started[] = [
  {
    package: 'create-vite',
    project: 'react-ts',
    contains: '/src/main.tsx',
    reload: { file: 'src/App.tsx', from: 'Get started', to: 'Visiting hours', path: '/src/App.tsx' },
  },
  {
    package: 'express-generator',
    project: 'beds',
    contains: 'Welcome to Express',
    reload: { file: 'routes/index.js', from: "title: 'Express'", to: "title: 'Visiting hours'" },
  },
  {
    package: 'create-next-app',
    project: 'ward',
    contains: 'To get started',
    reload: { file: 'app/page.tsx', from: 'To get started', to: 'Visiting hours' },
  },
  {
    package: '@nestjs/cli',
    project: 'rota',
    contains: 'Hello World!',
    reload: { file: 'src/app.service.ts', from: 'Hello World!', to: 'Visiting hours' },
  },
  {
    package: 'fastify-cli',
    project: 'lab',
    contains: '"root":true',
    reload: { file: 'routes/root.js', from: 'root: true', to: "root: 'Visiting hours'" },
  },
  {
    package: 'django',
    project: 'clinic',
    contains: 'The install worked successfully',
    // startproject writes no list of packages; without one nobody could install it.
    files: { 'requirements.txt': 'django==5.2.8\n' },
    reload: {
      file: 'clinic/urls.py',
      from: 'urlpatterns = [',
      to: "from django.http import HttpResponse\nurlpatterns = [path('', lambda request: HttpResponse('Visiting hours')),",
    },
  },
];

/** What official scaffolders make comes up at the first command and serves a change. */
describe('scaffolded (needs the npm registry and PyPI)', () => {
  before(function () {
    if (!registryAnswers()) this.skip();
  });

  for (const { package: name, project, contains, reload, files } of started) {
    it(`${name}: ${project} is up at the first command, and serves a change`, async () => {
      const scaffolder = scaffolders.find((each) => each.package.replace(/(.)(@|==).*$/, '$1') === name);
      assert.ok(scaffolder, name);
      const folder = mkdtempSync(join(tmpdir(), 'drydock-scaffold-'));
      const slug = `ddtest-made-${project}`;
      let copy: Copy | undefined;
      try {
        scaffold(scaffolder, join(folder, 'made'));
        copy = new Copy(slug, join(folder, 'made', project));
        for (const [path, text] of Object.entries(files ?? {})) writeFileSync(join(copy.path, path), text);
        copy.own();
        const up = copy.drydock('up');
        assert.equal(up.code, 0, up.stdout + up.stderr);
        const first = await ask(`${slug}.localhost`);
        assert.equal(first.status, 200, first.body);
        assert.ok(first.body.includes(contains), first.body);
        const file = join(copy.path, reload.file);
        const before = readFileSync(file, 'utf8');
        assert.ok(before.includes(reload.from), before);
        writeFileSync(file, before.replaceAll(reload.from, reload.to));
        const changed = await until(
          60,
          () => ask(`${slug}.localhost`, reload.path),
          ({ body }) => body.includes('Visiting hours'),
        );
        assert.ok(changed.body.includes('Visiting hours'), changed.body);
      } finally {
        copy?.remove(slug);
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});
