import type { Templates } from '../dockerize';
import type { Plan } from '../model/plan';
import { shellLine } from './shellWords';
import { fill, templateOf } from './template';

/** The Dockerfile with its two targets. */
export function renderDockerfile(plan: Plan, templates: Templates): string {
  const main = plan.apps.find((app) => app.route?.subdomain === '');
  const installed = plan.runtime.manifests.value.filter((manifest) => !manifest.development);
  const requirements = installed.filter((manifest) => manifest.kind === 'requirements');
  const files = requirements.flatMap((manifest) => [manifest.file, ...manifest.includes]);
  const extra = plan.runtime.extraRequirements;
  const port = String(main?.port?.number.value ?? '');
  return fill(templateOf(templates, 'project/Dockerfile'), {
    slug: plan.slug,
    pythonVersion: plan.runtime.version.value,
    buildPackages: plan.runtime.packages.build.join(' '),
    runPackages: plan.runtime.packages.run.join(' '),
    requirementFiles: requirements.length > 0,
    copyFiles: shellLine([...new Set(files)]),
    installArguments: shellLine([...requirements.flatMap((manifest) => ['-r', manifest.file]), ...extra]),
    project: requirements.length === 0 && installed.length > 0,
    extraSuffix: extra.length > 0 ? ` ${shellLine(extra)}` : '',
    pythonPathLine: ` \\\n    PYTHONPATH=${plan.runtime.importRoots.join(':')}`,
    instance: false,
    command: main && JSON.stringify(main.produce.map((word) => word.replaceAll(/\$\{\w+:-(\d+)\}/g, '$1'))),
    port,
  });
}
