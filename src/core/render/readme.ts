import type { Templates } from '../dockerize';
import type { Conclusion } from '../model/evidence';
import type { Plan } from '../model/plan';
import { stackOf } from '../stacks/index';
import { mainService } from './render';
import { shellLine } from './shellWords';
import { fill, templateOf } from './template';

/** README-DOCKER.md: what was found and chosen, and how a person works with it. */
export function renderReadme(plan: Plan, templates: Templates): string {
  const worker = plan.apps.find((app) => app.serves === 'jobs');
  const idle = plan.apps.find((app) => app.profile !== undefined);
  const migration = plan.migration?.value;
  const data = plan.volumes
    .filter((volume) => volume.holds === 'data')
    .map((volume) => `\`${plan.slug}_${volume.name}\``);
  return fill(templateOf(templates, 'project/README-DOCKER.md'), {
    slug: plan.slug,
    urls: plan.apps.flatMap((app) => (app.route ? [{ title: app.title, url: urlOf(plan, app.route.subdomain) }] : [])),
    findings: findings(plan),
    containers: [
      { name: 'deps', what: 'installs what the manifests list, then ends', command: shellLine(installCommand(plan)) },
      ...(migration
        ? [{ name: 'migrate', what: 'brings the schema up to date, then ends', command: shellLine(migration.argv) }]
        : []),
      ...plan.apps.map((app) => ({ name: app.name, what: app.title, command: plain(shellLine(app.develop)) })),
      ...plan.services.map((service) => ({ name: service.name, what: service.title, command: service.image })),
    ],
    idleBeat: idle && [{ name: idle.name, reason: idle.starts.reason }],
    migration: migration?.when === 'always',
    revise: migration?.revise && shellLine(migration.revise),
    schemaCommand: migration?.when === 'once' && shellLine(migration.argv),
    hasWorker: worker !== undefined,
    recipes:
      worker &&
      (stackOf(worker.stack.value).recipes?.(contextOf(worker)) ?? []).map((recipe) => ({
        ...recipe,
        service: worker.name,
      })),
    provided: plan.environment,
    dataVolumes: data.join(', ') || 'no volume (SQLite stays where the code keeps it)',
    mainService: mainService(plan),
  });
}

/** 'http://portal.localhost' */
export const urlOf = (plan: Plan, subdomain: string): string =>
  `http://${subdomain ? `${subdomain}.` : ''}${plan.slug}.localhost`;

/** argv of the deps service. */
export function installCommand(plan: Plan): readonly string[] {
  const manifests = plan.runtime.manifests.value;
  const words = manifests.flatMap((manifest) =>
    manifest.kind === 'requirements'
      ? ['-r', manifest.file]
      : ['--project', manifest.file, ...manifest.extras.flatMap((extra) => ['--extra', extra])],
  );
  return ['python-deps', ...words];
}

function findings(plan: Plan): readonly { readonly what: string; readonly value: string; readonly why: string }[] {
  const row = (what: string, value: string, conclusion: Conclusion<unknown>) => ({
    what,
    value: cell(value),
    why: cell(why(conclusion)),
  });
  return [
    ...plan.apps.flatMap((app) => [
      row(app.title, `${app.entry.value.module}:${app.entry.value.attribute}`, app.entry),
      ...(app.port ? [row(`Port of ${app.name}`, String(app.port.number.value), app.port.number)] : []),
    ]),
    ...plan.services.map((service) => row(service.title, service.image, service.need)),
    ...(plan.migration ? [row('Schema', plan.migration.value.argv.join(' '), plan.migration)] : []),
    row('Python', plan.runtime.version.value, plan.runtime.version),
    row(
      'Dependencies',
      plan.runtime.manifests.value.map((manifest) => manifest.file).join(', ') || 'none',
      plan.runtime.manifests,
    ),
  ];
}

/** The reason, with the two strongest places. */
export function why(conclusion: Conclusion<unknown>): string {
  const places = [...new Set(conclusion.evidence.map((each) => `${each.file}:${each.line}`))].slice(0, 2);
  return places.length > 0 ? `${conclusion.reason} (${places.join(', ')})` : conclusion.reason;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/[\r\n]+/g, ' ');

/** '${WEB_PORT:-8600}' as a person reads it. */
const plain = (text: string): string => text.replaceAll(/'?\$\{(\w+):-(\w+)\}'?/g, '$2');

function contextOf(app: Plan['apps'][number]) {
  const { module, attribute } = app.entry.value;
  return { target: `${module}:${attribute}`, dotted: `${module}.${attribute}`, entry: app.entry.value, port: '' };
}
