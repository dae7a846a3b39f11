import type { App, NodeRuntime, Runtime } from '../model/stackModel';
import type { StartContext } from '../stacks/define';

/** What a stack's command lines are made of, for an app on its runtime. `port` as Compose interpolates it, '' for none. */
export function contextOf(app: Pick<App, 'entry'>, runtime: Runtime | undefined, port: string): StartContext {
  const entry = app.entry.value;
  const module = 'module' in entry ? entry : undefined;
  const manager = runtime?.language === 'node' ? runtime.manager.value.name : 'npm';
  return {
    entry,
    target: module ? `${module.module}:${module.attribute}` : '',
    dotted: module ? `${module.module}.${module.attribute}` : '',
    port,
    packages: runtime?.packages ?? [],
    script: (name, ...args) => runScript(manager, name, args),
    bin: (program, ...args) => ['npx', '--no', program, ...args],
  };
}

/** https://docs.npmjs.com/cli/commands/npm-run, https://pnpm.io/cli/run, https://classic.yarnpkg.com/en/docs/cli/run, https://bun.com/docs/cli/run */
function runScript(
  manager: NodeRuntime['manager']['value']['name'],
  name: string,
  args: readonly string[],
): readonly string[] {
  switch (manager) {
    case 'pnpm':
      return ['pnpm', 'run', name, ...args];
    case 'yarn':
      return ['yarn', 'run', name, ...args];
    case 'bun':
      return ['bun', 'run', name, ...args];
    default:
      // npm runs the scripts of every manager; Yarn's newer versions want to check the whole project first.
      return ['npm', 'run', name, ...(args.length > 0 ? ['--', ...args] : [])];
  }
}
