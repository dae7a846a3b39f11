import * as vscode from 'vscode';
import { failed, ok, type Result } from '../../core/model/failure';
import type { FoundProjects, Project, Row } from '../tree/rows';

/** The row on which a menu was used (the view passes its node); undefined for the palette. */
export function rowOf(argument: unknown): Row | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('row' in argument) return rowOf(argument.row);
  return 'context' in argument && 'children' in argument ? (argument as Row) : undefined;
}

/** The project that a command is meant for: the row's, the only one, or the one that the user picks. */
export async function targetProject(argument: unknown, find: () => Promise<FoundProjects>): Promise<Result<Project>> {
  const given = rowOf(argument)?.project;
  if (given) return ok(given);
  const { projects, failures } = await find();
  const [first, ...others] = projects;
  if (!first) {
    const [failure] = failures;
    return failed(
      failure ?? {
        code: 'not-dockerized',
        message: 'No folder of this workspace is dockerized yet.',
        next: 'run "Drydock: Dockerize This Repo"',
      },
    );
  }
  if (others.length === 0) return ok(first);
  const items = projects.map((project) => ({ label: project.slug, description: project.folder, project }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Drydock', placeHolder: 'Which project?' });
  return picked ? ok(picked.project) : failed({ code: 'cancelled', message: 'Cancelled.' });
}
