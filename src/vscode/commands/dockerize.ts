import * as vscode from 'vscode';
import { foreseeSettled } from '../../host/settleSlug';
import { writeProject, type Written } from '../../host/writeProject';
import type { Proposal } from '../../core/dockerize';
import { failed, type Result } from '../../core/model/failure';
import { stateFolder } from '../../host/applyChanges';
import { propose } from '../../host/project';
import { loadTemplates } from '../../host/templates';
import { infraFolder } from '../configuration';
import type { Review } from '../review/review';
import { isWritten } from '../review/rows';
import { cancelled, done, failedWith, type Outcome } from './outcome';
import { offerNext } from './offerNext';
import { signalOf } from './signalOf';

interface DockerizeDeps {
  readonly review: Review;
  /** Folder of templates/ in the installed extension. */
  readonly templates: string;
  /** Files of a project were written or removed. */
  readonly written: () => void;
}

/** Reads the folder, shows what was found and every change, and writes only what the user accepts. */
export async function dockerizeFolder(folder: vscode.WorkspaceFolder, deps: DockerizeDeps): Promise<Outcome> {
  const root = folder.uri.fsPath;
  const proposal = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Drydock reads ${folder.name}`, cancellable: true },
    (progress, token) => {
      progress.report({ message: 'manifests, code and configuration' });
      return read(root, deps.templates, signalOf(token));
    },
  );
  if (!proposal.ok) return failedWith(proposal.failure);
  const { changes, plan } = proposal.value;
  const request = { root, infra: infraFolder(), planned: plan.slug, wanted: false, changes };
  const foreseen = await foreseeSettled(request);
  if (!foreseen.ok) return failedWith(foreseen.failure);
  const { slug } = foreseen.value;
  if (!foreseen.value.changes.some(isWritten)) {
    void offerNext({ folder: root, slug }, `Nothing to change: ${slug} is dockerized and up to date.`, []);
    return done;
  }
  const shown = { ...proposal.value, slug, changes: foreseen.value.changes };
  if ((await deps.review.ask(folder.uri, shown)) === 'cancel' || !vscode.workspace.isTrusted) return cancelled;
  const templates = await loadTemplates(deps.templates);
  const written = await writeProject({ ...request, templates, state: stateFolder(process.env) });
  if (!written.ok) return failedWith(written.failure);
  deps.written();
  void offerNext({ folder: root, slug: written.value.slug }, writtenText(written.value), ['Undo']);
  return done;
}

const writtenText = ({ slug, written: { length } }: Written): string =>
  `Drydock wrote ${length} ${length === 1 ? 'file' : 'files'} for ${slug}.`;

async function read(root: string, templates: string, signal: AbortSignal): Promise<Result<Proposal>> {
  try {
    const proposal = await propose(root, await loadTemplates(templates), {}, signal);
    return signal.aborted ? cancelledResult : proposal;
  } catch (error) {
    if (signal.aborted) return cancelledResult;
    throw error;
  }
}

const cancelledResult = failed({ code: 'cancelled', message: 'Cancelled.' });
