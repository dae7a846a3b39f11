import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerize, type Proposal, type Templates } from '../core/dockerize';
import { failed, ok, type Result } from '../core/model/failure';
import type { ObservedAddresses } from '../core/model/observation';
import type { Flags } from '../core/model/settings';
import { checkFolder } from './checkFolder';
import { openDisk } from './disk';
import { codeOf } from './errors';
import { openFileTree } from './fileTree';
import { readLock } from './lock';
import { PlaceError } from './placeOf';
import { writeFailure } from './writeFailure';

export interface ProposeOptions {
  readonly templates: Templates;
  readonly flags: Flags;
  readonly signal: AbortSignal;
  /** Where its containers were just seen to listen. */
  readonly observed?: ObservedAddresses;
  /** The text of drydock.yml as it would be written along; undefined: as it stands. */
  readonly settings?: string;
}

/**
 * Reads a folder and says what would be written into it. Fails as `checkFolder`, with 'write-failed' where something stands in the way
 * of a file, else as `dockerize`.
 */
export async function propose(root: string, options: ProposeOptions): Promise<Result<Proposal>> {
  const folder = await checkFolder(root);
  if (!folder.ok) return folder;
  const lock = await readLock(root);
  if (!lock.ok) return lock;
  try {
    return await dockerize({ ...options, reader: openFileTree(root), disk: openDisk(root), lock: lock.value });
  } catch (error) {
    if (error instanceof PlaceError || /^E[A-Z]+$/.test(codeOf(error)))
      return writeFailure(`Nothing was written to ${root}`, root, error);
    throw error;
  }
}

/** The slug under which a folder runs: COMPOSE_PROJECT_NAME of its .env, else the lock's; fails with 'not-dockerized'. */
export async function slugOf(root: string): Promise<Result<string>> {
  const lock = await readLock(root);
  if (!lock.ok) return lock;
  if (!lock.value)
    return failed({
      code: 'not-dockerized',
      message: `${root} has not been dockerized yet.`,
      next: `drydock up ${root}`,
    });
  const text = await readFile(join(root, '.env'), 'utf8').catch(() => '');
  const line = text.split('\n').findLast((each) => each.startsWith('COMPOSE_PROJECT_NAME='));
  return ok(line?.slice('COMPOSE_PROJECT_NAME='.length).trim() || lock.value.slug);
}
