import type { Templates } from '../dockerize';
import { decisions } from '../explain/planValues';
import type { Conclusion } from '../model/evidence';
import type { Plan, PlannedEnvironment, Route } from '../model/plan';
import { commandText, entryText } from '../model/stackModel';
import { contextOf } from '../plan/startContext';
import { stackOf } from '../stacks/index';
import { mainService } from './render';
import { oneLine, shellLine } from './shellWords';
import { fill, templateOf } from './template';

/** README-DOCKER.md: what was found and chosen, and how a person works with it. */
export function renderReadme(plan: Plan, templates: Templates): string {
  const worker = plan.apps.find((app) => app.serves === 'jobs');
  const idle = plan.apps.find((app) => app.profile !== undefined);
  const migrations = plan.migrations.map(({ name, migration: { value } }) => ({ name, ...value }));
  const migration = migrations.find(({ when }) => when === 'always');
  const once = migrations.find(({ when }) => when === 'once');
  const data = plan.volumes
    .filter((volume) => volume.holds === 'data')
    .map((volume) => `\`${plan.slug}_${volume.name}\``);
  return fill(templateOf(templates, 'project/README-DOCKER.md'), {
    slug: plan.slug,
    composeFile: plan.compose.file,
    productionFile: plan.compose.production,
    urls: plan.apps.flatMap(({ route, title }) => (route ? [{ title, url: urlsOf(plan, route).join(', ') }] : [])),
    findings: findings(plan),
    containers: [
      ...plan.runtimes.flatMap(({ deps, install }) =>
        deps
          ? [{ name: deps, what: 'installs what the manifests list, then ends', command: code(shellLine(install)) }]
          : [],
      ),
      ...migrations.map(({ name, argv }) => ({
        name,
        what: 'brings the schema up to date, then ends',
        command: code(shellLine(argv)),
      })),
      ...plan.apps.map((app) => ({
        name: app.name,
        what: app.title,
        command: code(plain(shellLine(app.develop.value))),
      })),
      ...plan.services.map((service) => ({ name: service.name, what: service.title, command: service.image.value })),
    ],
    idleBeat: idle && [{ name: idle.name, reason: idle.starts.reason }],
    migration: migration !== undefined,
    migrateService: migration?.name,
    revise: migration?.revise && oneLine(shellLine(migration.revise)),
    schemaCommand: once && oneLine(shellLine(once.argv)),
    hasWorker: worker !== undefined,
    recipes:
      worker &&
      (stackOf(worker.stack.value).recipes?.(contextOf(worker, undefined, '')) ?? []).map((recipe) => ({
        ...recipe,
        service: worker.name,
      })),
    provided: providedOf(plan),
    polling: pollingOf(plan),
    ...installsOf(plan),
    flutter: flutterOf(plan),
    dependencyVolumes: plan.runtimes
      .flatMap(({ mounts }) => mounts.map(({ volume }) => `${plan.slug}_${volume}`))
      .join(' '),
    caches: [...new Set(plan.runtimes.flatMap(({ caches }) => caches.map(({ volume }) => `\`${volume}\``)))].join(', '),
    dataVolumes: data.join(', ') || 'no volume (SQLite stays where the code keeps it)',
    mainService: mainService(plan),
    debugged: plan.apps.find((app) => app.debugger)?.name,
  });
}

/** 'http://portal.localhost'; the main app of several has a second one with its name. */
export const urlsOf = (plan: Plan, { subdomain, main }: Route): readonly string[] => [
  ...(main ? [`http://${plan.slug}.localhost`] : []),
  ...(subdomain ? [`http://${subdomain}.${plan.slug}.localhost`] : []),
];

/** Variables that docker-compose.yml sets for the code, each once. */
function providedOf(plan: Plan): readonly PlannedEnvironment[] {
  const all = plan.runtimes.flatMap((runtime) => runtime.environment.filter(({ name }) => name !== 'PYTHONPATH'));
  return [...new Map(all.map((each) => [each.name, each])).values()];
}

/** How a person adds a package, for each runtime of Node.js. */
function installsOf(plan: Plan): object {
  const add = {
    npm: 'npm install',
    pnpm: 'pnpm add',
    yarn: 'yarn add',
    'yarn-berry': 'yarn add',
    bun: 'bun add',
  } as const;
  const installs = plan.runtimes.flatMap(({ id, deps, dependencies, production }) =>
    production.language === 'node'
      ? [
          {
            deps,
            manifest: dependencies.value,
            service: plan.apps.find((app) => app.runtime === id)?.name ?? '',
            add: `${add[production.manager.name]} NAME`,
          },
        ]
      : [],
  );
  return { installs, hasInstalls: installs.length > 0 };
}

/** What a person needs to know of each Flutter app: its images and how it is built. */
const flutterOf = (plan: Plan): readonly object[] =>
  plan.runtimes.flatMap(({ id, language, developImage, dockerfile }) =>
    language === 'flutter'
      ? plan.apps
          .filter((app) => app.runtime === id)
          .map((app) => ({
            service: app.name,
            image: developImage,
            build: shellLine(app.build?.value.argv ?? []),
            dockerfile: dockerfile === 'Dockerfile' ? '' : ` -f ${dockerfile}`,
          }))
      : [],
  );

/** The variables by which watchers ask for changes instead of waiting to be told. */
function pollingOf(plan: Plan): string {
  const variables = {
    python: ['WATCHFILES_FORCE_POLLING=true'],
    node: ['CHOKIDAR_USEPOLLING=true'],
    flutter: [],
    static: [],
  } as const;
  return [...new Set(plan.runtimes.flatMap(({ language }) => variables[language].map((each) => `\`${each}\``)))].join(
    ' and ',
  );
}

function findings(plan: Plan): readonly { readonly what: string; readonly value: string; readonly why: string }[] {
  const row = (what: string, value: string, conclusion: Conclusion<unknown>) => ({
    what,
    value: cell(value),
    why: cell(why(conclusion)),
  });
  return [
    ...plan.apps.flatMap((app) => [
      row(app.title, entryText(app.entry.value), app.entry),
      ...(app.port ? [row(`Port of ${app.name}`, String(app.port.number.value), app.port.number)] : []),
    ]),
    ...plan.services.map((service) => row(service.title, service.image.value, service.need)),
    ...plan.migrations.map(({ migration }) => row('Schema', commandText(migration.value.argv), migration)),
    ...plan.runtimes.flatMap(({ title, version, dependencies }) => [
      row(title, version.value, version),
      row('Dependencies', dependencies.value, dependencies),
    ]),
    ...decisions(plan).map((each) => row(`\`${each.name}\``, each.value, each)),
  ];
}

/** The reason, with the two strongest places. */
export function why(conclusion: Conclusion<unknown>): string {
  const places = [...new Set(conclusion.evidence.map((each) => `${each.file}:${each.line}`))].slice(0, 2);
  return places.length > 0 ? `${conclusion.reason} (${places.join(', ')})` : conclusion.reason;
}

/** In a table and between backticks, which it would end. */
const code = (text: string): string => cell(text).replaceAll('`', 'ˋ');

const cell = (text: string): string => oneLine(text).replaceAll('|', '\\|');

/** '${WEB_PORT:-8600}' as a person reads it. */
const plain = (text: string): string => text.replaceAll(/'?\$\{(\w+):-(\w+)\}'?/g, '$2');
