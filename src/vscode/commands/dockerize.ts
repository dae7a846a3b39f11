import * as vscode from 'vscode';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leaveOut } from '../../core/change/leaveOut';
import { withSetting } from '../../core/settings/editSettings';
import { settingsFile } from '../../core/model/settings';
import { foreseeSettled, type SlugRequest } from '../../host/settleSlug';
import { writeProject, type Written } from '../../host/writeProject';
import type { Proposal, Templates } from '../../core/dockerize';
import { failed, ok, type Result } from '../../core/model/failure';
import { stateFolder } from '../../host/applyChanges';
import { propose } from '../../host/project';
import { loadTemplates } from '../../host/templates';
import { infraFolder } from '../configuration';
import { askSetting } from '../review/askSetting';
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

/** Reads the folder, shows what was found and every change, lets the user decide otherwise, and writes only what he accepts. */
export async function dockerizeFolder(folder: vscode.WorkspaceFolder, deps: DockerizeDeps): Promise<Outcome> {
  const root = folder.uri.fsPath;
  const templates = await loadTemplates(deps.templates);
  const first = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Drydock reads ${folder.name}`, cancellable: true },
    (progress, token) => {
      progress.report({ message: 'manifests, code and configuration' });
      return read(root, templates, signalOf(token));
    },
  );
  if (!first.ok) return failedWith(first.failure);
  let current = first.value;
  if (!current.shown.changes.some(isWritten)) {
    const { slug } = current.shown;
    void offerNext({ folder: root, slug }, `Nothing to change: ${slug} is dockerized and up to date.`, []);
    return done;
  }
  let settings = await textOf(join(root, settingsFile));
  const decision = await deps.review.show({
    root: folder.uri,
    proposal: current.shown,
    ask: (setting) => askSetting(setting, settings),
    decide: async (name, value) => {
      const edited = withSetting(settings, name, value);
      if (!edited.ok) return edited;
      const next = await read(root, templates, new AbortController().signal, edited.value);
      if (!next.ok) return next;
      [settings, current] = [edited.value, next.value];
      return ok(current.shown);
    },
  });
  if (decision.kind === 'cancel' || !vscode.workspace.isTrusted) return cancelled;
  const { request, proposal } = current;
  const changes = leaveOut({ ...proposal, left: decision.left });
  const written = await writeProject({ ...request, changes, templates, state: stateFolder(process.env) });
  if (!written.ok) return failedWith(written.failure);
  deps.written();
  void offerNext({ folder: root, slug: written.value.slug }, writtenText(written.value), ['Undo']);
  return done;
}

interface Read {
  readonly proposal: Proposal;
  readonly request: SlugRequest;
  /** The proposal with the slug that the folder would get. */
  readonly shown: Proposal & { readonly slug: string };
}

/** `settings`: the text of drydock.yml as the user has it in this review. */
async function read(root: string, templates: Templates, signal: AbortSignal, settings?: string): Promise<Result<Read>> {
  try {
    const options = { templates, flags: {}, signal, ...(settings !== undefined && { settings }) };
    const proposed = await propose(root, options);
    if (signal.aborted) return cancelledResult;
    if (!proposed.ok) return proposed;
    const { changes, plan } = proposed.value;
    const request = { root, infra: infraFolder(), planned: plan.slug, wanted: false, changes };
    const foreseen = await foreseeSettled(request);
    if (!foreseen.ok) return foreseen;
    return ok({ proposal: proposed.value, request, shown: { ...proposed.value, ...foreseen.value } });
  } catch (error) {
    if (signal.aborted) return cancelledResult;
    throw error;
  }
}

/** undefined: there is no such file. */
const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

const cancelledResult = failed({ code: 'cancelled', message: 'Cancelled.' });

const writtenText = ({ slug, written: { length } }: Written): string =>
  `Drydock wrote ${length} ${length === 1 ? 'file' : 'files'} for ${slug}.`;
