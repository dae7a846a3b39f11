/**
 * Context values of rows of the Projects view, which package.json's menus match.
 * project.<state>.<open|maintenance> and container.<running|stopped>.
 */
export type ProjectContext =
  `project.${'running' | 'partial' | 'stopped' | 'absent' | 'unknown'}.${'open' | 'maintenance'}`;
export type ContainerContext = `container.${'running' | 'stopped'}`;
export type RowContext = ProjectContext | ContainerContext | 'message';
