import type { Container } from '../../docker/container';
import type { LoggedProject } from '../../docker/projectLogs';
import { belongs, type Project } from '../tree/rows';

/** Whose logs a panel shows. */
export interface LogTarget extends LoggedProject {
  /** The same for the same project: it has one panel. */
  readonly key: string;
  readonly title: string;
}

export const ofProject = (project: Project): LogTarget => ({
  key: project.folder,
  title: project.slug,
  belongs: (container) => belongs(container, project),
  folders: [project.folder, project.realFolder],
});

/** The Compose project of a container, whoever made it. */
export const ofContainer = ({ project, workingDir }: Container): LogTarget => ({
  key: workingDir ?? project,
  title: project,
  belongs: (container) => container.project === project && container.workingDir === workingDir,
  folders: workingDir === undefined ? [] : [workingDir],
});
