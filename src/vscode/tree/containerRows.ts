import type { StackState } from '../../contrib/rowContexts';
import type { Container } from '../../docker/container';
import type { Icon, Project, Row } from './rows';

export const green = 'testing.iconPassed';
export const red = 'testing.iconFailed';
export const yellow = 'list.warningForeground';
export const grey = 'disabledForeground';

/** How a stack is, over its containers. */
export interface Summary {
  readonly state: StackState;
  readonly text: string;
  readonly icon: Icon;
}
export const unknownState: Summary = { state: 'unknown', text: '', icon: { id: 'circle-outline', color: grey } };

/** How a stack is, over its containers; those of one-shot services that did their work do not count. */
export function summarise(containers: readonly Container[]): Summary {
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

/** A container of a project, or of a stack that Drydock did not make, which is only looked at. */
export function containerRow(container: Container, project?: Project): Row {
  const running = container.state === 'running' ? 'running' : 'stopped';
  return {
    id: `container:${container.id}`,
    label: container.service || container.name,
    description: stateWords(container),
    tooltip: `${container.name}\n${container.image}\n${stateWords(container)}`,
    icon: containerIcon(container),
    context: project ? `container.${running}` : `container.${running}.foreign`,
    children: [],
    ...(project && { project }),
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
