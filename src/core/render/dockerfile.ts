import type { Templates } from '../dockerize';
import type { NodeProduction, Plan, PlannedApp, PythonProduction, RuntimePlan } from '../model/plan';
import { inWords } from '../model/evidence';
import type { InstalledManifest } from '../model/stackModel';
import { copyLine, dockerfileText, dockerfileValue } from './dockerfileWords';
import { withoutPort } from './interpolation';
import { shellLine } from './shellWords';
import { fill, templateOf } from './template';

/** The Dockerfile of a runtime, with its two targets. */
export function renderDockerfile(plan: Plan, runtime: RuntimePlan, templates: Templates): string {
  const apps = plan.apps.filter((app) => app.runtime === runtime.id);
  const main = apps.find((app) => app.route?.main) ?? apps.find((app) => app.route) ?? apps[0];
  const common = {
    slug: plan.slug,
    dockerfile: runtime.dockerfile === 'Dockerfile' ? '' : ` -f ${shellLine([runtime.dockerfile])}`,
    version: runtime.version.value,
    decided: decidedLines(runtime),
    volumeFolders: shellLine(volumeFolders(apps)),
    buildPackages: runtime.packages.build.join(' '),
    runPackages: runtime.packages.run.join(' '),
    command: main && JSON.stringify(withoutPort(main.produce.value, main.port?.variable)),
    port: String(main?.port?.number.value ?? ''),
    directory: dockerfileText(main?.directory ?? '/app'),
    inFolder: (main?.directory ?? '/app') !== '/app',
  };
  const { production } = runtime;
  const template = templateOf(templates, `project/${production.language}.Dockerfile`);
  switch (production.language) {
    case 'python':
      return fill(template, { ...common, ...pythonValues(production, runtime.packages) });
    case 'node':
      return fill(template, { ...common, ...nodeValues(runtime, production, apps, main) });
    case 'flutter':
      return fill(template, { ...common, ...flutterValues(runtime, apps, main) });
    case 'static':
      return fill(template, {
        ...common,
        listing: production.listing,
        copy: JSON.stringify([production.path === '' ? '.' : `${production.path}/`, '/usr/share/nginx/html']),
      });
  }
}

function flutterValues({ mounts }: RuntimePlan, apps: readonly PlannedApp[], main: PlannedApp | undefined) {
  const directory = main?.directory ?? '/app';
  return {
    mounts: [...mounts.map(({ path }) => path), ...volumeFolders(apps)].join(' '),
    folder: directory === '/app' ? '' : directory,
    buildLine: shellLine(main?.build?.value.argv ?? []),
    staticFolder: `${directory}/${main?.build?.value.folder ?? ''}`,
  };
}

/** Folders that volumes of the user's cover: a volume takes owner and mode of the folder that the image has there. */
const volumeFolders = (apps: readonly PlannedApp[]): readonly string[] =>
  [...new Set(apps.flatMap(({ volumes }) => volumes.map(({ path }) => path)))].sort();

/** What the user decided about the images, over the line that begins them. */
const decidedLines = ({ title, version, addedPackages }: RuntimePlan): readonly { readonly line: string }[] => [
  ...(version.certainty === 'chosen' ? [{ line: `${title} ${version.value}: ${version.reason}.` }] : []),
  ...(addedPackages.value.length > 0 ? [{ line: `${inWords(addedPackages.value)}: ${addedPackages.reason}.` }] : []),
];

/** The base has compilers and libpq; what is needed beyond them. */
const developPackages = ({ build, run }: RuntimePlan['packages']): string =>
  [...build, ...run]
    .filter(
      (name) => !['gcc', 'g++', 'libc6-dev', 'libpq-dev', 'libpq5', 'pkg-config', 'build-essential'].includes(name),
    )
    .join(' ');

function pythonValues(
  { manifests, importRoots, extraRequirements: extra }: PythonProduction,
  packages: RuntimePlan['packages'],
) {
  const installed = manifests.filter((manifest) => !manifest.development);
  const requirements = installed.filter((manifest) => manifest.kind === 'requirements');
  const files = requirements.flatMap((manifest) => [manifest.file, ...manifest.includes]);
  const project = requirements.length === 0 ? installed[0] : undefined;
  return {
    requirementFiles: requirements.length > 0,
    // Files of several folders keep their places, since they include each other by them.
    copies: copyLines([...new Set(files)]),
    installArguments: shellLine([...requirements.flatMap((manifest) => ['-r', manifest.file]), ...extra]),
    project: project?.kind === 'pyproject' && {
      copy: copyLine([project.file], './'),
      name: project.file.split('/').at(-1) ?? project.file,
    },
    tool: project && project.kind !== 'pyproject' && toolValues(project, extra),
    extraSuffix: extra.length > 0 ? ` ${shellLine(extra)}` : '',
    developPackages: developPackages(packages),
    pythonPathLine: ` \\\n    PYTHONPATH=${dockerfileValue(importRoots.join(':'))}`,
  };
}

function nodeValues(
  runtime: RuntimePlan,
  production: NodeProduction,
  apps: readonly PlannedApp[],
  main: PlannedApp | undefined,
) {
  const below = (folder: string, file: string) => (folder === '' ? file : `${folder}/${file}`);
  const manifests = production.members.map((member) => below(member, 'package.json'));
  const files = [...manifests, ...(production.lock ? [production.lock] : [])];
  const builds = apps.flatMap(({ build, directory }) =>
    build ? [{ directory, line: shellLine(build.value.argv) }] : [],
  );
  // A WORKDIR that changes nothing would only be noise.
  const built = builds.map(({ directory, line }, index) => ({
    directory: directory === (builds[index - 1]?.directory ?? '/app') ? '' : dockerfileText(directory),
    line,
  }));
  const folder = main?.build?.value.folder ?? '';
  return {
    folder: production.path === '' ? '' : dockerfileText(`/app/${production.path}`),
    // What the tools need in development they need for the build.
    variables: runtime.environment
      .filter(({ value }) => !value.includes('${'))
      .map(({ name, value }) => ({ line: `${name}=${shellLine([value])}` })),
    copies: copyLines(files),
    installLine: installLines[production.manager.name](production.lock !== undefined),
    built,
    mounts: shellLine([
      ...runtime.mounts.map(({ path }) => path).filter((path) => path !== '/app/node_modules'),
      ...volumeFolders(apps),
    ]),
    developPackages: runtime.addedPackages.value.join(' '),
    copyStatic:
      folder && main ? copyLine([`${main.directory}/${folder}`], '/usr/share/nginx/html', '--from=build ') : '',
    server: folder === '',
  };
}

/** What installs in production with the author's own tool, into the active virtual environment, without the project itself. */
function toolValues({ kind, file, lock }: InstalledManifest, extra: readonly string[]) {
  const lines: Partial<Record<InstalledManifest['kind'], string>> = {
    poetry: '/usr/local/bin/pip install poetry && poetry install --only main --no-root',
    pdm: '/usr/local/bin/pip install pdm && pdm use /venv && pdm sync --prod --no-self',
    uv: `/usr/local/bin/pip install uv && UV_PROJECT_ENVIRONMENT=/venv uv sync${lock ? ' --frozen' : ''} --no-dev --no-install-project`,
    pipenv: `pip install pipenv && PIPENV_VERBOSITY=-1 pipenv install${lock ? ' --deploy' : ''}`,
    setup: 'pip install .',
  };
  const folder = file.includes('/') ? dockerfileText(`/${file.slice(0, file.lastIndexOf('/'))}`) : '';
  const more = extra.length > 0 ? ` && pip install ${shellLine(extra)}` : '';
  return {
    copies: copyLines([file, ...(lock ? [lock] : [])]),
    folder,
    line: `${lines[kind] ?? 'pip install .'}${more}`,
  };
}

/** One COPY for each folder, so that every file keeps its place. */
function copyLines(files: readonly string[]): readonly { readonly line: string }[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].map(([folder, own]) => ({ line: copyLine(own, `./${folder}`) }));
}

/** What installs in production, by package manager; with and without a lock file. */
const installLines: Readonly<Record<NodeProduction['manager']['name'], (locked: boolean) => string>> = {
  npm: (locked) => (locked ? 'npm ci' : 'npm install'),
  pnpm: (locked) => `npm install --global pnpm@10 && pnpm install${locked ? ' --frozen-lockfile' : ''}`,
  yarn: (locked) => `yarn install${locked ? ' --frozen-lockfile' : ''}`,
  'yarn-berry': (locked) =>
    `corepack enable && YARN_NODE_LINKER=node-modules yarn install${locked ? ' --immutable' : ''}`,
  bun: (locked) => `npm install --global bun && bun install${locked ? ' --frozen-lockfile' : ''}`,
};
