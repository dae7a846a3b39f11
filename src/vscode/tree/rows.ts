import { commands, type CommandId } from '../../contrib/commands';
import type { RowContext } from '../../contrib/rowContexts';
import type { Failure } from '../../core/model/failure';
import type { Container } from '../../docker/container';
import type { EngineView } from '../../docker/watchContainers';
import { containerRow, grey, summarise, unknownState, yellow } from './containerRows';

/** A dockerized folder, as read from its files. */
export interface Project {
  readonly folder: string;
  /** The same folder with symbolic links resolved: Compose may have seen either. */
  readonly realFolder: string;
  readonly slug: string;
  readonly url: string;
  readonly maintenance: boolean;
}

/** The projects of this machine, and why folders of the workspace that look like one could not be read. */
export interface FoundProjects {
  /** Of the workspace. */
  readonly projects: readonly Project[];
  /** Others that were brought up on this machine and whose folder is still there, sorted by slug. */
  readonly elsewhere: readonly Project[];
  /** Absolute folder of the shared infra. */
  readonly infra: string;
  /** Whether a folder is open that could be dockerized. */
  readonly hasFolder: boolean;
  readonly failures: readonly Failure[];
}

/** A codicon and, where it says something, the id of a theme colour. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

/** One row of the Projects view, without anything of the editor in it. */
export interface Row {
  /** Stable while the thing that it shows exists: selection and folding survive a repaint. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Plain text. */
  readonly tooltip: string;
  readonly icon: Icon;
  readonly context: RowContext;
  readonly children: readonly Row[];
  /** Rows that are looked at less often begin folded. */
  readonly folded?: boolean;
  /** What a click does. */
  readonly command?: CommandId;
  readonly project?: Project;
  readonly container?: Container;
}

/**
 * The rows of the view: what is wrong, the projects of the workspace, everything else on this machine, the shared infra. None when
 * there is nothing of all that: the view's welcome text stands there then.
 */
export function buildRows(found: FoundProjects, engine: EngineView): readonly Row[] {
  const containers = engine.kind === 'ready' ? engine.containers.filter(({ oneOff }) => !oneOff) : [];
  const projects = found.projects.map((project) => projectRow(project, engine));
  const known = [...found.projects, ...found.elsewhere];
  const infra = containers.filter(({ workingDir }) => workingDir === `${found.infra}/traefik`);
  const foreign = containers.filter(
    (container) => !infra.includes(container) && !known.some((project) => belongs(container, project)),
  );
  const others = [...found.elsewhere.map((project) => projectRow(project, engine, true)), ...stackRows(foreign)];
  const broken = found.failures.map((failure, index) => failureRow(`broken:${index}`, failure));
  const rows = [
    ...projects,
    ...(others.length > 0 ? [groupRow(others)] : []),
    ...(known.length > 0 || infra.length > 0 ? [infraRow(infra, engine)] : []),
  ];
  if (broken.length + rows.length === 0) return [];
  return [
    ...(engine.kind === 'failed' ? [failureRow('engine', engine.failure)] : []),
    ...broken,
    ...(projects.length === 0 && broken.length === 0 && found.hasFolder ? [emptyRow] : []),
    ...rows,
  ];
}

/** Where others have projects and this workspace has none. */
const emptyRow: Row = {
  id: 'empty',
  label: commands.dockerize.title,
  description: 'nothing here is dockerized yet',
  tooltip:
    'Reads the repository, says what it found and why, and shows every file as a diff before anything is written.',
  icon: { id: 'package' },
  context: 'empty',
  children: [],
  command: commands.dockerize.id,
};

const groupRow = (children: readonly Row[]): Row => ({
  id: 'elsewhere',
  label: 'Elsewhere on this machine',
  description: String(children.length),
  tooltip: 'Projects outside of this workspace. Stacks that Drydock did not make are only looked at.',
  icon: { id: 'server-environment' },
  context: 'group',
  children,
  folded: true,
});

/** Compose projects that Drydock did not make, by name and folder. */
function stackRows(containers: readonly Container[]): readonly Row[] {
  const stacks = new Map<string, Container[]>();
  for (const container of containers) {
    const id = `${container.project}\n${container.workingDir ?? ''}`;
    stacks.set(id, [...(stacks.get(id) ?? []), container]);
  }
  return [...stacks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, members]) => {
      const summary = summarise(members);
      return {
        id: `stack:${id}`,
        label: members[0]?.project ?? '',
        description: summary.text,
        tooltip: [members[0]?.workingDir, 'Not made by Drydock: only looked at.'].filter(Boolean).join('\n'),
        icon: summary.icon,
        context: `stack.${summary.state}` as const,
        children: members.map((container) => containerRow(container)),
        folded: true,
      };
    });
}

function infraRow(containers: readonly Container[], engine: EngineView): Row {
  const summary = engine.kind === 'ready' ? summarise(containers) : unknownState;
  return {
    id: 'infra',
    label: 'Shared infra',
    description: summary.text,
    tooltip: 'Router, its pages, caches and base images, for all projects of this machine.',
    icon: summary.state === 'running' ? summary.icon : { id: 'circuit-board', color: grey },
    context: `infra.${summary.state}`,
    children: containers.map((container) => containerRow(container)),
    folded: true,
  };
}

function failureRow(id: string, failure: Failure): Row {
  const { message, next, detail } = failure;
  const row = (rowId: string, label: string, icon: Icon, children: readonly Row[]): Row => ({
    id: rowId,
    label,
    description: '',
    tooltip: [message, next && `Next: ${next}`, detail].filter(Boolean).join('\n'),
    icon,
    context: 'message',
    children,
  });
  // A side bar is narrow: what to do stands on a row of its own.
  const todo = next ? [row(`${id}:next`, next, { id: 'arrow-small-right' }, [])] : [];
  return row(id, message, { id: 'warning', color: yellow }, todo);
}

/** A project of another folder allows all but to write into that folder, which is not open here. */
function projectRow(project: Project, engine: EngineView, elsewhere = false): Row {
  const containers =
    engine.kind === 'ready' ? engine.containers.filter((container) => belongs(container, project)) : [];
  const summary = engine.kind === 'ready' ? summarise(containers) : unknownState;
  const phase = project.maintenance ? 'maintenance' : 'open';
  return {
    id: `project:${project.folder}`,
    label: project.slug,
    description: [project.maintenance && 'in maintenance', summary.text].filter(Boolean).join(' · '),
    tooltip: `${project.url}\n${project.folder}`,
    icon: project.maintenance ? { id: 'tools', color: yellow } : summary.icon,
    context: elsewhere ? `project.${summary.state}.${phase}.elsewhere` : `project.${summary.state}.${phase}`,
    folded: elsewhere,
    children: containers.map((container) => containerRow(container, project)),
    project,
  };
}

/** Whether a container is one of a project: made by Compose in its folder. */
export function belongs(container: Container, project: Project): boolean {
  if (container.oneOff) return false;
  const { workingDir } = container;
  return workingDir === undefined
    ? container.project === project.slug
    : [project.folder, project.realFolder].includes(workingDir);
}
