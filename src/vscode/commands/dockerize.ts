import * as vscode from 'vscode';
import { settleSlug } from '../../host/settleSlug';
import type { Proposal } from '../../core/dockerize';
import type { FileChange } from '../../core/model/change';
import { failed, ok, type Result } from '../../core/model/failure';
import { applyChanges, stateFolder } from '../../host/applyChanges';
import { ensureInfraFiles } from '../../host/infra';
import { propose } from '../../host/project';
import { loadTemplates } from '../../host/templates';
import { infraFolder } from '../configuration';
import type { Review } from '../review/review';
import { isWritten } from '../review/rows';
import { cancelled, done, failedWith, type Outcome } from './outcome';
import { offerNext } from './offerNext';

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
  const project = { folder: root, slug: plan.slug };
  if (!changes.some(isWritten)) {
    void offerNext(project, `Nothing to change: ${plan.slug} is dockerized and up to date.`, []);
    return done;
  }
  if ((await deps.review.ask(folder.uri, proposal.value)) === 'cancel' || !vscode.workspace.isTrusted) return cancelled;
  const written = await write(root, deps.templates, plan.slug, changes);
  if (!written.ok) return failedWith(written.failure);
  deps.written();
  const { slug, count } = written.value;
  void offerNext({ ...project, slug }, `Drydock wrote ${count} ${count === 1 ? 'file' : 'files'} for ${slug}.`, [
    'Undo',
  ]);
  return done;
}

/** Writes what was accepted. Where another folder has the slug, one line in .env gives this one the next that is free. */
async function write(
  root: string,
  templates: string,
  slug: string,
  changes: readonly FileChange[],
): Promise<Result<{ readonly slug: string; readonly count: number }>> {
  const infra = infraFolder();
  const ensured = await ensureInfraFiles(infra, await loadTemplates(templates));
  if (!ensured.ok) return ensured;
  const settled = await settleSlug(root, infra, slug, false, changes);
  if (!settled.ok) return settled;
  const written = await applyChanges(root, settled.value.changes, { state: stateFolder(process.env) });
  return written.ok ? ok({ slug: settled.value.slug, count: written.value.written.length }) : written;
}

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

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
