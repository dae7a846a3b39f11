import { resolve } from 'node:path';
import type { PlanOptions } from '../core/model/plan';
import type { Context, Values } from './verb';

/** Options that every verb with a plan takes. */
export const planOptions = { slug: { type: 'string' }, services: { type: 'string' } } as const;
export const planHelp = {
  slug: 'the project’s name: http://<slug>.localhost',
  services: '“own” or “author”: whose services run where the repository has compose files',
};

/** The folders that are meant: those given, else the working directory. */
export const foldersOf = (context: Context, positionals: readonly string[]): readonly string[] =>
  (positionals.length > 0 ? positionals : ['.']).map((path) => resolve(context.cwd, path));

/** The first of them, for verbs that take one. */
export const folderOf = (context: Context, positionals: readonly string[]): string =>
  resolve(context.cwd, positionals[0] ?? '.');

/** Flags as plan options. */
export const optionsOf = ({ slug, services }: Values): PlanOptions => ({
  ...(typeof slug === 'string' && { slug }),
  ...((services === 'own' || services === 'author') && { basis: services }),
});
