import type { RuntimePlan } from '../model/plan';
import type { App, Runtime, StackModel } from '../model/stackModel';
import { environmentOf } from './environment';
import { flutterRuntime } from './flutterRuntime';
import { nodeRuntime } from './nodeRuntime';
import { staticRuntime } from './staticRuntime';
import { pythonRuntime } from './pythonRuntime';

/** What each language decides for itself; the rest of a runtime's plan is the same for all. */
export type LanguagePlan = Omit<
  RuntimePlan,
  'id' | 'language' | 'deps' | 'image' | 'dockerfile' | 'version' | 'addedPackages'
>;

/** What the planner of a language gets: its runtime, the apps on it, and a prefix that keeps its volumes apart ('' or '<id>-'). */
export interface RuntimeInput<R extends Runtime> {
  readonly runtime: R;
  readonly apps: readonly App[];
  readonly prefix: string;
}

/** Image, dependencies and environment of every folder with apps, that of the main app first. */
export function runtimesOf(model: StackModel): readonly Omit<RuntimePlan, 'addedPackages'>[] {
  const order = (id: string) => model.apps.findIndex((app) => app.runtime === id);
  const runtimes = [...model.runtimes].sort((a, b) => order(a.id) - order(b.id));
  const single = runtimes.length === 1;
  const installing = runtimes.filter(({ language }) => language !== 'static');
  const taken = new Set<string>();
  return runtimes.map((runtime) => {
    const apps = model.apps.filter((app) => app.runtime === runtime.id);
    const prefix = single ? '' : `${runtime.id}-`;
    const planned = languagePlan(runtime, apps, prefix);
    const environment = [...planned.environment, ...environmentOf(model, runtime, apps)];
    return {
      id: runtime.id,
      language: runtime.language,
      version: runtime.version,
      ...(installing.includes(runtime) && { deps: installing.length === 1 ? 'deps' : `deps-${runtime.id}` }),
      image: prefix,
      dockerfile: dockerfileOf(runtime, taken, model.docker),
      ...planned,
      environment: [...new Map(environment.map((each) => [each.name, each])).values()],
    };
  });
}

function languagePlan(runtime: Runtime, apps: readonly App[], prefix: string): LanguagePlan {
  switch (runtime.language) {
    case 'python':
      return pythonRuntime({ runtime, apps, prefix });
    case 'node':
      return nodeRuntime({ runtime, apps, prefix });
    case 'flutter':
      return flutterRuntime({ runtime, apps, prefix });
    case 'static':
      return staticRuntime({ runtime, apps, prefix });
  }
}

/** In its own folder; where that has one already, with a prefix, which Docker's tools know as a Dockerfile too. */
function dockerfileOf(runtime: Runtime, taken: Set<string>, docker: readonly string[]): string {
  const folder = runtime.path === '' ? '' : `${runtime.path}/`;
  const names = ['Dockerfile', 'drydock.Dockerfile', `${runtime.language}.Dockerfile`].map(
    (name) => `${folder}${name}`,
  );
  const path =
    names.find((name) => !taken.has(name) && !docker.includes(name)) ??
    `${folder}drydock-${runtime.language}.Dockerfile`;
  taken.add(path);
  return path;
}
