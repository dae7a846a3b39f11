/**
 * Context values of rows of the Projects view, which package.json's menus match: project.<state>.<open|maintenance>[.elsewhere],
 * stack.<state> for what Drydock did not make, infra.<state>, container.<running|stopped>[.foreign].
 */
export type StackState = 'running' | 'partial' | 'stopped' | 'absent' | 'unknown';
export type ProjectContext = `project.${StackState}.${'open' | 'maintenance'}${'' | '.elsewhere'}`;
export type ContainerContext = `container.${'running' | 'stopped'}${'' | '.foreign'}`;
export type RowContext =
  ProjectContext | `stack.${StackState}` | `infra.${StackState}` | ContainerContext | 'group' | 'message' | 'empty';

/** Context values of rows of the Review view: a conclusion that drydock.yml may decide otherwise. */
export type ReviewContext = 'setting';
