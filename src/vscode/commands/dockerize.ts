import * as vscode from 'vscode';
import type { Proposal } from '../../core/dockerize';
import { failed, type Result } from '../../core/model/failure';
import { applyChanges, stateFolder } from '../../host/applyChanges';
import { propose } from '../../host/project';
import { loadTemplates } from '../../host/templates';
import { infraSetting } from '../configuration';
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
  const slug = plan.slug;
  if (!changes.some(isWritten)) {
    void offerNext({ folder: root, slug }, `Nothing to change: ${slug} is dockerized and up to date.`, []);
    return done;
  }
  if ((await deps.review.ask(folder.uri, proposal.value)) === 'cancel') return cancelled;
  if (!vscode.workspace.isTrusted) return cancelled;
  const written = await applyChanges(root, changes, { state: stateFolder(process.env) });
  if (!written.ok) return failedWith(written.failure);
  deps.written();
  void offerNext({ folder: root, slug }, `Drydock wrote ${changes.filter(isWritten).length} files for ${slug}.`, ['Undo']);
  return done;
}

async function read(root: string, templates: string, signal: AbortSignal): Promise<Result<Proposal>> {
  const infra = infraSetting();
  try {
    const proposal = await propose(root, await loadTemplates(templates), infra ? { infra } : {}, signal);
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
