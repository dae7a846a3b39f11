import type { Templates } from '../dockerize';
import type { RenderedFile } from '../model/change';
import type { MissingFile } from '../model/authored';
import type { PlannedAuthored } from '../model/authoredPlan';
import { folderOf } from '../model/paths';
import type { Debugger, Plan, PlannedApp } from '../model/plan';
import { guardValues } from './guards';
import { mainService, routesOf } from './render';
import { oneLine, shellLine, shellWord } from './shellWords';
import { fill, templateOf } from './template';

const names = [
  'up',
  'down',
  'logs',
  'shell',
  'rebuild',
  'config',
  'status',
  'backup',
  'restore',
  'reset',
  'maintenance-on',
  'maintenance-off',
];

/** ops/*.sh, and what they share. */
export function renderScripts(plan: Plan, templates: Templates): readonly RenderedFile[] {
  const first = plan.migrations[0];
  const migration = first?.migration.value;
  const { authored } = plan;
  const awaited = authored?.services.filter((service) => service.awaited);
  const built = builtImages(plan);
  const values = {
    slug: plan.slug,
    authored: authored !== undefined,
    composeFile: plan.compose.file === 'docker-compose.yml' ? undefined : plan.compose.file,
    composeFiles: plan.compose.merged.join(':'),
    owned: plan.runtimes.length > 0,
    networks: authored?.external.networks.map(shellWord),
    volumes: [
      ...(authored?.external.volumes ?? []),
      ...plan.runtimes.flatMap(({ mounts }) => mounts.filter(({ shared }) => shared).map(({ volume }) => volume)),
    ].map(shellWord),
    missing: authored?.missing.flatMap(madeFile),
    infraArguments:
      [
        ...new Set(
          plan.runtimes.flatMap(({ deps, language, version }) => (deps ? [`--${language} ${version.value}`] : [])),
        ),
      ].join(' ') || '--no-base',
    built,
    hasBuilt: built.length > 0,
    depsServices: shellLine(plan.runtimes.flatMap(({ deps }) => deps ?? [])),
    buildServices: shellLine(
      plan.runtimes.flatMap(({ id, deps }) => deps ?? plan.apps.find((app) => app.runtime === id)?.name ?? []),
    ),
    migrateServices: shellLine(plan.migrations.map(({ name }) => name)),
    migrateService: first?.name,
    nodeModules: shellLine(
      [...plan.runtimes.flatMap(({ mounts }) => mounts), ...plan.apps.flatMap(({ volumes }) => volumes)]
        .filter(({ path }) => path.startsWith('/app/'))
        .map(({ path }) => path.slice('/app/'.length)),
    ),
    ...guardValues(plan),
    ...snapshotsOf(plan),
    depsPattern: plan.runtimes.flatMap(({ deps }) => deps ?? []).join('|'),
    migratePattern: plan.migrations.map(({ name }) => name).join('|'),
    runtimes: plan.runtimes
      .filter(({ deps }) => deps)
      .map(({ id, deps }) => ({
        deps,
        apps: shellLine(plan.apps.filter((app) => app.runtime === id && !app.profile).map(({ name }) => name)),
      })),
    ...debuggersOf(plan),
    mainService: mainService(plan),
    secrets: shellLine(
      plan.variables.filter((variable) => variable.kind === 'secret').map((variable) => variable.name),
    ),
    appServices: shellLine(
      [...plan.apps.filter((app) => app.profile === undefined), ...(awaited?.filter(isApp) ?? [])].map(
        ({ name }) => name,
      ),
    ),
    backingServices: shellLine(
      [...plan.services, ...(awaited?.filter((each) => !isApp(each)) ?? [])].map(({ name }) => name),
    ),
    dataVolumes: shellLine(plan.volumes.filter((volume) => volume.holds === 'data').map((volume) => volume.name)),
    routed: routesOf(plan).some(({ route }) => route.main),
    // They stand in comments.
    migrateCommand: migration && oneLine(shellLine(migration.argv)),
    reviseCommand: migration?.revise && oneLine(shellLine(migration.revise)),
  };
  const script = (name: string): RenderedFile => ({
    path: `ops/${name}.sh`,
    content: fill(templateOf(templates, `ops/${name}.sh`), values),
    executable: name !== 'project',
    policy: 'own',
  });
  const firstSchema: readonly RenderedFile[] = plan.migrations.some((each) => each.migration.value.when === 'once')
    ? [
        {
          path: 'ops/first_schema.py',
          content: templateOf(templates, 'project/first_schema.py'),
          executable: false,
          policy: 'own',
        },
      ]
    : [];
  return [
    script('project'),
    ...names.map(script),
    ...(first ? [script('migrate')] : []),
    ...(debuggersOf(plan).debuggable ? [script('debug')] : []),
    ...firstSchema,
    ...plan.apps.flatMap((app) => settingsBefore(app, plan, templates)),
  ];
}

/** A module that takes the settings of an app and adds the host of this machine, where the code fixes others. */
function settingsBefore(
  { settingsBefore: before }: PlannedApp,
  { slug, compose }: Plan,
  templates: Templates,
): readonly RenderedFile[] {
  if (!before) return [];
  const { value, named, reason, evidence } = before.fixed;
  const [place] = evidence;
  const values = {
    settings: value,
    named,
    slug,
    composeFile: compose.file,
    why: `${place ? `${place.file}:${place.line}: ` : ''}${reason}`,
  };
  return [
    {
      path: `ops/${before.module}.py`,
      content: fill(templateOf(templates, 'project/settings_in_container.py'), values),
      executable: false,
      policy: 'own',
    },
  ];
}

/** A service of the author's that is no backing service of the others. */
const isApp = ({ route, app }: PlannedAuthored): boolean => route !== undefined || app !== undefined;

/** The services that ops/debug.sh knows: patterns of a shell, and all of them in words. */
function debuggersOf({ apps }: Plan) {
  const namesOf = (language: Debugger) => apps.filter((app) => app.debugger === language).map(({ name }) => name);
  const [python, node] = [namesOf('python'), namesOf('node')];
  return { pythonPattern: python.join('|'), nodePattern: node.join('|'), debuggable: [...python, ...node].join(' ') };
}

/** Images that a start builds, and the files whose change makes them old. Dependencies of Drydock's own are no part of an image. */
const builtImages = ({ runtimes, authored }: Plan): readonly { readonly image: string; readonly files: string }[] => [
  ...runtimes.map(({ image, dockerfile }) => ({ image: `"$slug-${image}dev"`, files: shellWord(dockerfile) })),
  ...(authored?.services ?? []).flatMap(({ name, built }) =>
    built
      ? [
          {
            image: built.image === undefined ? `"$slug-${name}"` : shellWord(built.image),
            files: shellLine(built.inputs),
          },
        ]
      : [],
  ),
];

/** How a file that is missing comes about at a start; none for what nobody knows. */
function madeFile(file: MissingFile): readonly object[] {
  if (file.kind === 'unknown') return [];
  return [
    {
      path: shellWord(file.path),
      folder: shellWord(folderOf(file.path) || '.'),
      example: file.kind === 'example' && shellWord(file.example),
    },
  ];
}

/** How the data of each service is copied out, and put back. */
function snapshotsOf(plan: Plan): object {
  const snapshots = plan.services.flatMap(({ id, name, snapshot }) =>
    snapshot
      ? [
          {
            service: name,
            file: snapshot.file,
            save: shellWord(snapshot.save),
            restore: snapshot.restore && shellWord(snapshot.restore),
            transaction: id === 'postgres',
          },
        ]
      : [],
  );
  const restores = snapshots.filter(({ restore }) => restore);
  return { snapshots, restores, hasSnapshots: snapshots.length > 0, hasRestores: restores.length > 0 };
}
