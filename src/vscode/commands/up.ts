import * as vscode from 'vscode';
import { ok, type Result } from '../../core/model/failure';
import type { Progress } from '../../core/model/ports';
import { answerNotes, answerText, correctionLines } from '../../core/observe/startText';
import { stateFolder } from '../../host/applyChanges';
import { propose } from '../../host/project';
import { start } from '../../host/start';
import { loadTemplates } from '../../host/templates';
import { writeProject } from '../../host/writeProject';
import { infraFolder } from '../configuration';
import { isWritten } from '../review/rows';
import type { Project } from '../tree/rows';
import { runInTerminal } from './runInTerminal';

export interface UpAnswer {
  /** What was corrected, the main app's address, and the HTTP status that it gave. */
  readonly answer: string;
  /** Files that Drydock would write otherwise now; Up writes none of them. */
  readonly pending: number;
}

/**
 * Brings a project up as `drydock up` does, with the files that are there: output goes to a terminal, the steps to a
 * notification, which also cancels. `templates`: folder of templates/ in the installed extension.
 */
export async function bringUp(project: Project, templates: string): Promise<Result<UpAnswer>> {
  const options = { location: vscode.ProgressLocation.Notification, title: `Up ${project.slug}`, cancellable: true };
  return vscode.window.withProgress(options, (shown, token) =>
    runInTerminal(
      project,
      'up',
      (print, signal) => {
        const step = (title: string): void => {
          print(title);
          shown.report({ message: title });
        };
        return up(project.folder, templates, { step, line: print }, signal);
      },
      token,
    ),
  );
}

async function up(
  root: string,
  templatesFolder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<UpAnswer>> {
  progress.step(`Reading ${root}`);
  const templates = await loadTemplates(templatesFolder);
  const proposal = await propose(root, { templates, flags: {}, signal });
  if (!proposal.ok) return proposal;
  const { plan, changes } = proposal.value;
  const infra = infraFolder();
  // No file of the project is written without a review, but the line that gives a second clone its own name.
  const written = await writeProject({
    root,
    infra,
    planned: plan.slug,
    wanted: false,
    changes: [],
    templates,
    state: stateFolder(process.env),
  });
  if (!written.ok) return written;
  const started = await start(root, proposal.value, {
    progress,
    signal,
    env: { ...process.env, DRYDOCK_INFRA: infra },
    state: stateFolder(process.env),
    templates,
    flags: {},
  });
  if (!started.ok) return started;
  const { answers, corrections } = started.value;
  for (const line of [...corrections.flatMap(correctionLines), ...answers.flatMap(answerNotes)]) progress.line(line);
  const answer = [...corrections.map(({ app }) => `${app} corrected`), ...answers.slice(0, 1).map(answerText)];
  return ok({ answer: answer.join(', '), pending: changes.filter(isWritten).length });
}
