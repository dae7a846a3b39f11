import { ensureInfra } from '../../host/infra';
import { runScript } from '../../host/scripts';
import { loadTemplates } from '../../host/templates';
import { infraFolder } from '../configuration';
import { done, failedWith, type Outcome } from './outcome';
import { runInTerminal } from './runInTerminal';

/** Start Shared Infra: writes what is missing of it, and brings it up. `templates`: folder of the templates. */
export async function bringUpInfra(templates: string): Promise<Outcome> {
  const env = { ...process.env, DRYDOCK_INFRA: infraFolder() };
  const ensured = await ensureInfra(env, await loadTemplates(templates));
  if (!ensured.ok) return failedWith(ensured.failure);
  const { folder } = ensured.value;
  const result = await runInTerminal({ folder, slug: 'shared infra' }, 'infra-up', (print, signal) =>
    runScript(folder, 'ops/infra-up.sh', [], { env, signal, progress: { step: print, line: print } }),
  );
  return result.ok ? done : failedWith(result.failure);
}
