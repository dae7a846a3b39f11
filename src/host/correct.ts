import type { Proposal, Templates } from '../core/dockerize';
import type { FileChange } from '../core/model/change';
import { failed, ok, type Result } from '../core/model/failure';
import type { Correction } from '../core/model/observation';
import type { Flags } from '../core/model/settings';
import { applyChanges } from './applyChanges';
import { propose } from './project';

export interface CorrectOptions {
  readonly templates: Templates;
  readonly flags: Flags;
  /** Drydock's own folder outside of repositories, see `stateFolder`. */
  readonly state: string;
  readonly signal: AbortSignal;
}

/**
 * Plans a repository anew with what was seen of its containers, and writes what changes by that, with a journal, so that `undo` takes
 * it back. Fails with 'start-failed' where files of the user's stand in the way, else as `propose` and `applyChanges`.
 */
export async function correct(
  root: string,
  corrections: readonly Correction[],
  { templates, flags, state, signal }: CorrectOptions,
): Promise<Result<{ readonly proposal: Proposal; readonly changes: readonly FileChange[] }>> {
  const planned = await propose(root, { templates, flags, signal });
  if (!planned.ok) return planned;
  const observed = Object.fromEntries(corrections.map(({ app, address }) => [app, address]));
  const proposal = await propose(root, { templates, flags, signal, observed });
  if (!proposal.ok) return proposal;
  const { changes, plan } = proposal.value;
  const said = corrections.map(({ app, seen }) => `${plan.slug}-${app}: ${seen}`).join('; ');
  if (changes.some(({ kind, path }) => kind === 'kept' && path === plan.compose.file))
    return failed({
      code: 'start-failed',
      message: `${said}. ${plan.compose.file} is not Drydock’s to correct, since you have edited it.`,
      next: `Write the port into ${plan.compose.file} (label and healthcheck), then run drydock up again.`,
    });
  // What waits for a review is not written along with a correction.
  if (planned.value.changes.some(({ kind }) => kind === 'create' || kind === 'update' || kind === 'remove'))
    return failed({
      code: 'start-failed',
      message: `${said}. Other changes of Drydock’s files wait to be reviewed.`,
      next: `Take them first: drydock up ${root}`,
    });
  const written = await applyChanges(root, changes, { state });
  return written.ok ? ok({ proposal: proposal.value, changes }) : written;
}
