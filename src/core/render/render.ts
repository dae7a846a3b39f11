import type { Templates } from '../dockerize';
import type { RenderedFile } from '../model/change';
import type { Plan, Route } from '../model/plan';
import { renderCompose, renderProductionCompose } from './compose';
import { renderDevcontainer } from './devcontainer';
import { renderDockerfile } from './dockerfile';
import { renderEnvExample } from './envExample';
import { renderOverride } from './override';
import { renderAuthoredReadme } from './authoredReadme';
import { renderReadme } from './readme';
import { renderScripts } from './scripts';
import { oneLine, shellLine } from './shellWords';
import { fill, templateOf } from './template';

/** Every file of the plan, sorted by path. The same plan gives the same bytes. */
export function render(plan: Plan, templates: Templates): readonly RenderedFile[] {
  const own = (path: string, content: string): RenderedFile => ({ path, content, executable: false, policy: 'own' });
  const lines = (path: string, content: string): RenderedFile => ({
    path,
    content,
    executable: false,
    policy: 'lines',
  });
  const makefile = fill(templateOf(templates, 'project/Makefile'), {
    mainService: mainService(plan),
    migrateCommand: plan.migrations[0] && oneLine(shellLine(plan.migrations[0].migration.value.argv)),
    tests: testsOf(plan),
  });
  const files: readonly RenderedFile[] = [
    own(plan.compose.file, plan.authored ? renderOverride(plan, plan.authored) : renderCompose(plan)),
    ...(plan.compose.production === undefined
      ? []
      : [own(plan.compose.production, renderProductionCompose(plan, plan.compose.production))]),
    ...plan.runtimes.map((runtime) => own(runtime.dockerfile, renderDockerfile(plan, runtime, templates))),
    own(
      'README-DOCKER.md',
      plan.authored ? renderAuthoredReadme(plan, plan.authored, templates) : renderReadme(plan, templates),
    ),
    // Those of the author's are made for the author's Dockerfiles.
    ...(plan.authored
      ? []
      : [
          // A server of pages has no tools to develop with.
          ...(isDeveloped(plan) ? [own('.devcontainer/devcontainer.json', renderDevcontainer(plan))] : []),
          lines('.dockerignore', templateOf(templates, 'project/dockerignore')),
        ]),
    lines('.gitignore', templateOf(templates, 'project/gitignore') + secretFiles(plan)),
    lines('.env.example', renderEnvExample(plan)),
    { path: 'Makefile', content: makefile, executable: false, policy: 'yield', instead: 'ops/Makefile' },
    ...renderScripts(plan, templates),
  ];
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The main app's container holds its source and its tools. */
function isDeveloped(plan: Plan): boolean {
  const main = plan.apps.find(({ name }) => name === mainService(plan));
  return plan.runtimes.some(({ id, language }) => id === main?.runtime && language !== 'static');
}

/** Lines for files that ops/up.sh makes and nobody may commit. */
const secretFiles = ({ authored }: Plan): string =>
  (authored?.missing ?? []).flatMap(({ path, kind }) => (kind === 'unknown' ? [] : [`/${path}\n`])).join('');

/** The service that a person means without saying: the main app. */
export const mainService = (plan: Plan): string =>
  routesOf(plan).find(({ route }) => route.main)?.name ?? plan.apps[0]?.name ?? 'web';

/** Everything that the router reaches. */
export const routesOf = (
  plan: Plan,
): readonly { readonly name: string; readonly title: string; readonly route: Route }[] =>
  [...plan.apps, ...(plan.authored?.services ?? [])].flatMap(({ name, title, route }) =>
    route ? [{ name, title, route }] : [],
  );

/** How the main app's own tests are run in its container; undefined when it has none that are known. */
function testsOf(plan: Plan): { readonly command: string } | undefined {
  const app = plan.apps.find(({ name }) => name === mainService(plan));
  const tests = plan.runtimes.find(({ id }) => id === app?.runtime)?.tests;
  return tests && { command: tests.join(' ') };
}
