import type { Container } from '../../docker/container';
import type { Icon, Project, Row } from './rows';

/** What the status bar says of the workspace's projects. */
export interface ProjectStatus {
  /** Of the first project; undefined when none is dockerized. */
  readonly project: Project;
  readonly text: string;
  readonly icon: Icon;
  /** One line for each project. */
  readonly tooltip: string;
  /** True where the user should look. */
  readonly wrong: boolean;
}

/** The workspace's projects in a few words, by the rows of the view; undefined when there is none. */
export function projectStatus(rows: readonly Row[]): ProjectStatus | undefined {
  const projects = rows.filter(({ context }) => context.startsWith('project.'));
  const wrong = unhealthyOf(projects);
  const worst = projects.find((row) => unhealthyOf([row]).length > 0) ?? projects[0];
  if (!worst?.project) return undefined;
  const names = projects.length === 1 ? worst.label : `${projects.length} projects`;
  const said = wrong.length > 0 ? `${worst.label}: ${wrong.map(({ service }) => service).join(', ')}` : names;
  return {
    project: worst.project,
    text: worst.project.maintenance ? `${said} (maintenance)` : said,
    icon: worst.icon,
    tooltip: projects.map(({ label, description }) => [label, description].filter(Boolean).join(': ')).join('\n'),
    wrong: wrong.length > 0,
  };
}

/** Containers below the rows of projects of the workspace that are unhealthy, or start again and again. */
export const unhealthyOf = (rows: readonly Row[]): readonly Container[] =>
  rows
    .filter(({ context }) => context.startsWith('project.') && !context.endsWith('.elsewhere'))
    .flatMap(({ children }) => children)
    .flatMap(({ container }) => (container && isUnhealthy(container) ? [container] : []));

const isUnhealthy = ({ state, health }: Container): boolean =>
  state === 'restarting' || state === 'dead' || (state === 'running' && health === 'unhealthy');
