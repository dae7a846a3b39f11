/** What a link of vscode://drydock.drydock asks for. */
export type Link =
  | { readonly kind: 'dockerize' }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'clone'; readonly repository: string }
  /** text: why nothing is done, and what can be done instead. */
  | { readonly kind: 'refused'; readonly text: string };

/**
 * Reads a link: /dockerize, with ?folder=PATH or ?repository=URL. A web page may have made it, so that only addresses are taken which a
 * browser opens too: a transport of Git's may run a command.
 */
export function readLink(path: string, query: string): Link {
  if (path !== '/dockerize')
    return { kind: 'refused', text: `Drydock knows no link ${path}. Next: vscode://drydock.drydock/dockerize` };
  const wanted = new URLSearchParams(query);
  const repository = wanted.get('repository');
  const folder = wanted.get('folder');
  if (repository === null) return folder === null ? { kind: 'dockerize' } : { kind: 'folder', folder };
  const known = URL.canParse(repository) && ['https:', 'ssh:'].includes(new URL(repository).protocol);
  return known
    ? { kind: 'clone', repository }
    : { kind: 'refused', text: `${repository} is no https or ssh address of a repository.` };
}
