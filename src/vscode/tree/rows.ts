import type { ProjectContext, RowContext } from '../../contrib/rowContexts';
import type { Failure } from '../../core/model/failure';
import type { Container } from '../../docker/container';
import type { EngineView } from '../../docker/watchContainers';

/** A dockerized folder of the workspace, as read from its files. */
export interface Project {
  readonly folder: string;
  /** The same folder with symbolic links resolved: Compose may have seen either. */
  readonly realFolder: string;
  readonly slug: string;
  readonly url: string;
  readonly maintenance: boolean;
}

/** The projects of the workspace, and why folders that look like one could not be read. */
export interface FoundProjects {
  readonly projects: readonly Project[];
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
  readonly project?: Project;
  readonly container?: Container;
}

const green = 'testing.iconPassed';
const red = 'testing.iconFailed';
const yellow = 'list.warningForeground';
const grey = 'disabledForeground';

/** The rows of the view. No project gives no row: the view's welcome text stands there then. */
export function buildRows(found: FoundProjects, engine: EngineView): readonly Row[] {
  const rows = found.projects.map((project) => projectRow(project, engine));
  const broken = found.failures.map((failure, index) => failureRow(`broken:${index}`, failure));
  const engineRow = engine.kind === 'failed' && rows.length > 0 ? [failureRow('engine', engine.failure)] : [];
  return [...engineRow, ...broken, ...rows];
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

function projectRow(project: Project, engine: EngineView): Row {
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
    context: `project.${summary.state}.${phase}`,
    children: containers.map((container) => containerRow(container, project)),
    project,
  };
}

function belongs(container: Container, project: Project): boolean {
  if (container.oneOff) return false;
  const { workingDir } = container;
  return workingDir === undefined
    ? container.project === project.slug
    : [project.folder, project.realFolder].includes(workingDir);
}

interface Summary {
  readonly state: ProjectContext extends `project.${infer State}.${'open' | 'maintenance'}` ? State : never;
  readonly text: string;
  readonly icon: Icon;
}
const unknownState: Summary = { state: 'unknown', text: '', icon: { id: 'circle-outline', color: grey } };

function summarise(containers: readonly Container[]): Summary {
  const wanted = containers.filter((container) => !finished(container));
  const running = wanted.filter(({ state }) => state === 'running');
  const unhealthy = wanted.filter(
    ({ state, health }) => health === 'unhealthy' || state === 'restarting' || state === 'dead',
  );
  const starting = running.filter(({ health }) => health === 'starting');
  if (containers.length === 0)
    return { state: 'absent', text: 'not started', icon: { id: 'circle-outline', color: grey } };
  if (running.length === 0) return { state: 'stopped', text: 'stopped', icon: { id: 'circle-outline', color: grey } };
  const count = `${running.length} of ${wanted.length} running`;
  const state = running.length === wanted.length ? 'running' : 'partial';
  if (unhealthy.length > 0)
    return { state, text: `${count} · ${unhealthy.length} unhealthy`, icon: { id: 'error', color: red } };
  if (state === 'partial') return { state, text: count, icon: { id: 'warning', color: yellow } };
  if (starting.length > 0) return { state, text: `${count} · starting`, icon: { id: 'loading~spin' } };
  return { state, text: `${running.length} running`, icon: { id: 'pass-filled', color: green } };
}

/** A one-shot service (deps, migrate) that did its work, not a container that fell over. */
const finished = (container: Container): boolean => container.state === 'exited' && container.exitCode === 0;

function containerRow(container: Container, project: Project): Row {
  return {
    id: `container:${container.id}`,
    label: container.service || container.name,
    description: stateWords(container),
    tooltip: `${container.name}\n${container.image}\n${stateWords(container)}`,
    icon: containerIcon(container),
    context: container.state === 'running' ? 'container.running' : 'container.stopped',
    children: [],
    project,
    container,
  };
}

/** State and health without times: nothing would repaint them while no event comes. */
function stateWords(container: Container): string {
  const { state, health, exitCode } = container;
  if (finished(container)) return 'done';
  if (state === 'exited') return exitCode === undefined ? 'stopped' : `stopped with exit code ${exitCode}`;
  return health === 'none' || state !== 'running' ? state : health;
}

function containerIcon(container: Container): Icon {
  switch (container.state) {
    case 'running':
      if (container.health === 'unhealthy') return { id: 'error', color: red };
      if (container.health === 'starting') return { id: 'loading~spin' };
      return container.health === 'healthy'
        ? { id: 'pass-filled', color: green }
        : { id: 'circle-filled', color: green };
    case 'restarting':
    case 'dead':
      return { id: 'error', color: red };
    case 'paused':
      return { id: 'debug-pause', color: yellow };
    case 'exited':
      return finished(container)
        ? { id: 'pass', color: grey }
        : { id: 'error', color: container.exitCode === undefined ? grey : red };
    case 'created':
    case 'removing':
    case 'unknown':
      return { id: 'circle-outline', color: grey };
  }
}
