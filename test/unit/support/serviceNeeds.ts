import assert from 'node:assert/strict';
import type { ServiceHints } from '../../../src/core/detect/serviceContext';
import { detectServices } from '../../../src/core/detect/services';
import { parseCiServices } from '../../../src/core/facts/ciServices';
import { collectFacts } from '../../../src/core/facts/collectFacts';
import { parseComposeFile } from '../../../src/core/facts/composeFile';
import { parseSqlExtensions } from '../../../src/core/facts/sqlExtensions';
import { memoryRepo } from './memoryRepo';

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** Services of a repository, with what its compose file and workflow say. */
export async function needs(files: Files, hints: ServiceHints = {}) {
  const facts = await collectFacts(memoryRepo(files));
  return detectServices(facts, {
    composeFiles: Object.entries(files)
      .filter(([path]) => path.endsWith('compose.yml'))
      .map(([path, text]) => parseComposeFile(path, text)),
    ciServices: Object.entries(files)
      .filter(([path]) => path.startsWith('.github/'))
      .flatMap(([path, text]) => parseCiServices(path, text)),
    extensions: Object.entries(files)
      .filter(([path]) => path.endsWith('.sql'))
      .flatMap(([path, text]) => parseSqlExtensions(path, text)),
    ...hints,
  });
}

/** Their ids. */
export const ids = async (files: Files, hints?: ServiceHints) => (await needs(files, hints)).map(({ id }) => id);
/** The only one. */
export const one = async (files: Files, hints?: ServiceHints) => {
  const found = await needs(files, hints);
  assert.equal(found.length, 1, JSON.stringify(found.map(({ id }) => id)));
  const [need] = found;
  assert.ok(need);
  return need;
};
/** What leads to the only one: the part of its address by variable. */
export const leads = async (files: Files, hints?: ServiceHints) =>
  Object.fromEntries((await one(files, hints)).addresses.map(({ variable, holds }) => [variable, holds]));
/** Packages of package.json. */
export const npm = (...names: string[]) =>
  names.map((name, index) => ({ name, group: '', file: 'package.json', line: index + 1, text: `"${name}"` }));
/** Variables that code of Node reads, with their defaults. */
export const reads = (...pairs: (readonly [string, string?])[]) =>
  pairs.map(([name, fallback], index) => ({
    name,
    ...(fallback !== undefined && { fallback }),
    file: 'server.js',
    line: index + 1,
    text: name,
  }));

/** A line of Python that reads a variable. */
export const getenv = (name: string, fallback?: string) =>
  `import os\nX = os.environ.get("${name}"${fallback === undefined ? '' : `, "${fallback}"`})\n`;
