import type { Templates } from '../dockerize';
import type { RenderedFile } from '../model/change';
import type { Plan } from '../model/plan';
import { renderCompose, renderProductionCompose } from './compose';
import { renderDevcontainer } from './devcontainer';
import { renderDockerfile } from './dockerfile';
import { renderEnvExample } from './envExample';
import { renderReadme } from './readme';
import { renderScripts } from './scripts';
import { fill, templateOf } from './template';

/** Every file of the plan, sorted by path. The same plan gives the same bytes. */
export function render(plan: Plan, templates: Templates): readonly RenderedFile[] {
  const own = (path: string, content: string): RenderedFile => ({ path, content, executable: false, policy: 'own' });
  const makefile = fill(templateOf(templates, 'project/Makefile'), {
    mainService: mainService(plan),
    migrateCommand: plan.migrations[0]?.migration.value.argv.join(' '),
    tests: testsOf(plan),
  });
  const files: readonly RenderedFile[] = [
    own(plan.compose.file, renderCompose(plan)),
    own(plan.compose.production, renderProductionCompose(plan)),
    ...plan.runtimes.map((runtime) => own(runtime.dockerfile, renderDockerfile(plan, runtime, templates))),
    own('README-DOCKER.md', renderReadme(plan, templates)),
    own('.devcontainer/devcontainer.json', renderDevcontainer(plan)),
    {
      path: '.dockerignore',
      content: templateOf(templates, 'project/dockerignore'),
      executable: false,
      policy: 'lines',
    },
    { path: '.gitignore', content: templateOf(templates, 'project/gitignore'), executable: false, policy: 'lines' },
    { path: '.env.example', content: renderEnvExample(plan), executable: false, policy: 'lines' },
    { path: 'Makefile', content: makefile, executable: false, policy: 'yield', instead: 'ops/Makefile' },
    ...renderScripts(plan, templates),
  ];
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The service that a person means without saying: the main app. */
export const mainService = (plan: Plan): string =>
  (plan.apps.find((app) => app.route?.main) ?? plan.apps[0])?.name ?? 'web';

/** How the main app's own tests are run in its container; undefined when it has none that are known. */
function testsOf(plan: Plan): { readonly command: string } | undefined {
  const app = plan.apps.find(({ name }) => name === mainService(plan));
  const tests = plan.runtimes.find(({ id }) => id === app?.runtime)?.tests;
  return tests && { command: tests.join(' ') };
}
