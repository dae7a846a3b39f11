import type { Templates } from '../dockerize';
import type { RenderedFile } from '../model/change';
import type { Plan } from '../model/plan';
import { mainService } from './render';
import { shellLine } from './shellWords';
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
  const has = (id: string) => plan.services.some((service) => service.id === id);
  const migration = plan.migration?.value;
  const values = {
    slug: plan.slug,
    pythonVersion: plan.runtime.version.value,
    mainService: mainService(plan),
    secrets: shellLine(
      plan.variables.filter((variable) => variable.kind === 'secret').map((variable) => variable.name),
    ),
    appServices: shellLine(plan.apps.filter((app) => app.profile === undefined).map((app) => app.name)),
    backingServices: shellLine(plan.services.map((service) => service.name)),
    dataVolumes: shellLine(plan.volumes.filter((volume) => volume.holds === 'data').map((volume) => volume.name)),
    routed: plan.apps.some((app) => app.route?.subdomain === ''),
    postgres: has('postgres'),
    redis: has('redis'),
    nothing: !has('postgres') && !has('redis'),
    migrateCommand: migration && shellLine(migration.argv),
    reviseCommand: migration?.revise && shellLine(migration.revise),
  };
  const script = (name: string): RenderedFile => ({
    path: `ops/${name}.sh`,
    content: fill(templateOf(templates, `ops/${name}.sh`), values),
    executable: name !== 'project',
    policy: 'own',
  });
  const firstSchema: readonly RenderedFile[] =
    migration?.when === 'once'
      ? [
          {
            path: 'ops/first_schema.py',
            content: templateOf(templates, 'project/first_schema.py'),
            executable: false,
            policy: 'own',
          },
        ]
      : [];
  return [script('project'), ...names.map(script), ...(migration ? [script('migrate')] : []), ...firstSchema];
}
