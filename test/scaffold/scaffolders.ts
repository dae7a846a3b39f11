/** An official scaffolder at a fixed version, and what Drydock has to conclude from each project that it makes. */
export interface Scaffolder {
  /** Package and version, of npm or of PyPI. */
  readonly package: string;
  readonly registry: 'npm' | 'pypi';
  /** Command lines, each in an empty folder that they share; none of them installs anything. */
  readonly lines: readonly string[];
  /** Folder of a project: its apps, as `described` in scaffold.test.ts writes them. */
  readonly projects: Readonly<Record<string, readonly string[]>>;
}

const npm = (name: string, lines: readonly string[], projects: Scaffolder['projects']): Scaffolder => ({
  package: name,
  registry: 'npm',
  lines,
  projects,
});

const viteTemplates = ['vanilla', 'vue', 'react', 'preact', 'lit', 'svelte', 'solid', 'qwik'].flatMap((each) => [
  each,
  `${each}-ts`,
]);
const viteApp = 'web: vite, script dev, port 5173, npm; npm run dev -- --host 0.0.0.0 --port 5173';

/**
 * The versions are the newest that run on Node.js 20, which the tests may be run with. create-astro, create-react-router,
 * create-turbo and Nuxt's keep no template in their packages: they fetch it from GitHub, which no registry stands for.
 */
export const scaffolders: readonly Scaffolder[] = [
  npm(
    'create-vite@9.3.0',
    [
      // Each template that the package has: a new one is a project that nothing below expects.
      'for each in "$(dirname "$(realpath "$(command -v create-vite)")")"/template-*; do create-vite "${each##*/template-}" --template "${each##*/template-}" --no-interactive; done',
      'create-vite react-compiler --template react-compiler-ts --no-interactive',
    ],
    Object.fromEntries([...viteTemplates, 'react-compiler'].map((template) => [template, [viteApp]])),
  ),
  npm(
    'create-next-app@16.4.3',
    [
      'create-next-app ward --yes --skip-install --disable-git',
      'create-next-app pages --js --no-eslint --no-tailwind --src-dir --no-app --use-pnpm --import-alias "@/*" --skip-install --disable-git',
    ],
    {
      ward: ['web: next, script dev, port 3000, npm; npm run dev'],
      pages: ['web: next, script dev, port 3000, pnpm; pnpm run dev'],
    },
  ),
  npm('@nestjs/cli@11.0.13', ['nest new rota --skip-install --skip-git --package-manager npm'], {
    rota: ['web: nest, script start:dev, port 3000, npm; npm run start:dev'],
  }),
  npm('@nestjs/cli@12.0.8', ['nest new rounds --skip-install --skip-git --package-manager npm'], {
    rounds: ['web: nest, script start:dev, port 3000, npm; npm run start:dev'],
  }),
  npm('express-generator@4.16.1', ['express beds', 'express api --no-view'], {
    beds: ['web: express, bin/www, port 3000, npm; node --watch bin/www'],
    api: ['web: express, bin/www, port 3000, npm; node --watch bin/www'],
  }),
  npm('fastify-cli@8.0.2', ['fastify generate lab'], {
    lab: ['web: fastify, script dev, port 3000, npm; npm run dev'],
  }),
  npm('create-vue@3.24.0', ['create-vue ward --ts --router --pinia'], { ward: [viteApp] }),
  npm('sv@0.17.1', ['sv create ward --template minimal --types ts --no-add-ons --no-install'], {
    ward: ['web: sveltekit, script dev, port 5173, npm; npm run dev -- --host 0.0.0.0 --port 5173'],
  }),
  npm(
    '@angular/cli@20.3.43',
    [
      'ng new ward --skip-install --skip-git --defaults',
      'ng new rendered --skip-install --skip-git --defaults --ssr --package-manager pnpm',
    ],
    {
      ward: ['web: angular, script start, port 4200, npm; npm run start -- --host 0.0.0.0 --port 4200'],
      rendered: ['web: angular, script start, port 4200, pnpm; pnpm run start --host 0.0.0.0 --port 4200'],
    },
  ),
  npm(
    'create-t3-app@7.40.0',
    ['create-t3-app board --CI --noInstall --noGit --trpc --prisma --dbProvider postgres --appRouter'],
    { board: ['web: next, script dev, port 3000, npm; npx --no next dev'] },
  ),
  npm('create-qwik@1.20.1', ['create-qwik empty board'], {
    board: ['web: vite, script dev, port 5173, npm; npm run dev -- --host 0.0.0.0 --port 5173'],
  }),
  npm(
    'create-nx-workspace@23.2.1',
    [
      // It calls npm exec itself, which would take over the words of the outer one.
      'unset npm_config_call npm_config_package',
      'create-nx-workspace hospital --preset=react-monorepo --appName=shop --bundler=vite --nxCloud=skip --interactive=false --skipGit --e2eTestRunner=none --unitTestRunner=none --style=css',
    ],
    { hospital: ['web: vite, vite, port 4200, npm; npx --no vite --host 0.0.0.0 --port 4200'] },
  ),
  {
    package: 'django==5.2.8',
    registry: 'pypi',
    lines: ['django-admin startproject clinic', 'mkdir flat && django-admin startproject config flat'],
    projects: {
      flat: ['web: django, config.wsgi:application, port 8000, python; python manage.py runserver 0.0.0.0:8000'],
      clinic: ['web: django, clinic.wsgi:application, port 8000, python; python manage.py runserver 0.0.0.0:8000'],
    },
  },
];
