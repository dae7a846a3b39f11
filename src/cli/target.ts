import { resolve } from 'node:path';
import { failed, ok, type Result } from '../core/model/failure';
import type { Flags } from '../core/model/settings';
import { cloneRepository, remoteRepository } from '../host/cloneRepository';
import type { Context, Values } from './verb';

/** Options that every verb with a plan takes. */
export const planOptions = {
  slug: { type: 'string' },
  services: { type: 'string' },
  'shared-node-modules': { type: 'boolean' },
} as const;
export const planHelp = {
  slug: 'the project’s name: http://<slug>.localhost',
  services: '“own” or “author”: whose services run where the repository has compose files',
  'shared-node-modules': 'one node_modules for all projects that ask for it; the warning says why not',
};

/** The folders that are meant: those given, else the working directory. */
export const foldersOf = (context: Context, positionals: readonly string[]): readonly string[] =>
  (positionals.length > 0 ? positionals : ['.']).map((path) => resolve(context.cwd, path));

/** The first of them, for verbs that take one. */
export const folderOf = (context: Context, positionals: readonly string[]): string =>
  resolve(context.cwd, positionals[0] ?? '.');

/** The folders that are meant; what is given as a Git URL is cloned into a new folder of the working directory first. */
export async function fetchFolders(
  context: Context,
  positionals: readonly string[],
): Promise<Result<readonly string[]>> {
  const folders: string[] = [];
  for (const word of positionals.length > 0 ? positionals : ['.']) {
    const remote = remoteRepository(word);
    const folder = remote ? await cloneRepository(remote, context.cwd, context) : ok(resolve(context.cwd, word));
    if (!folder.ok) return folder;
    folders.push(folder.value);
  }
  return ok(folders);
}

/** The first of them, for verbs that take one. */
export async function fetchFolder(context: Context, positionals: readonly string[]): Promise<Result<string>> {
  const folders = await fetchFolders(context, positionals.slice(0, 1));
  return folders.ok ? ok(folders.value[0] ?? context.cwd) : folders;
}

/** What the options say, which is stronger than drydock.yml; a value that an option does not have is wrong usage. */
export function flagsOf({ slug, services, ...others }: Values): Result<Flags> {
  if (services !== undefined && services !== 'own' && services !== 'author')
    return failed({
      code: 'usage',
      message: `--services is “own” or “author”, and not “${String(services)}”.`,
      next: 'drydock up --help',
    });
  return ok({
    ...(typeof slug === 'string' && { slug }),
    ...(services && { basis: services }),
    ...(others['shared-node-modules'] === true && { sharedNodeModules: true }),
  });
}
