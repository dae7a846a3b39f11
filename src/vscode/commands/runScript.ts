import { runScript } from '../../host/scripts';
import { infraFolder } from '../configuration';
import type { Project } from '../tree/rows';
import { done, failedWith, type Outcome } from './outcome';
import { runInTerminal, type Script } from './runInTerminal';

/** Runs ops/<script>.sh of a project in a terminal. A failure is the script's own sentence and next step. */
export async function runProjectScript(
  project: Pick<Project, 'folder' | 'slug'>,
  script: Exclude<Script, 'up' | 'infra-up'>,
  args: readonly string[] = [],
): Promise<Outcome> {
  const env = { ...process.env, DRYDOCK_INFRA: infraFolder() };
  const result = await runInTerminal(project, script, (print, signal) => {
    print(`${[`ops/${script}.sh`, ...args].join(' ')} of ${project.slug}`);
    return runScript(project.folder, `ops/${script}.sh`, args, { env, signal, progress: { step: print, line: print } });
  });
  return result.ok ? done : failedWith(result.failure);
}
