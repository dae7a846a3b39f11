import type { Templates } from '../dockerize';

/** A file of ~/docker-infra. */
export interface InfraFile {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
}

/** Every file of the shared infra, literally as templates/infra has it, sorted by path. */
export function renderInfra(templates: Templates): readonly InfraFile[] {
  return Object.entries(templates)
    .filter(([path]) => path.startsWith('infra/'))
    .map(([path, content]) => ({ path: path.slice('infra/'.length), content, executable: content.startsWith('#!') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
