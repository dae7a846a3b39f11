import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileChange } from '../core/model/change';
import { failed, ok, type Result } from '../core/model/failure';
import { codeOf } from './errors';
import { foreseeSlug, registerProject } from './infra';

export interface SlugRequest {
  readonly root: string;
  /** Folder of the shared infra, which has the register. */
  readonly infra: string;
  readonly planned: string;
  /** True when the user asked for this very slug: then no other is taken. */
  readonly wanted: boolean;
  readonly changes: readonly FileChange[];
}

export interface Settled {
  readonly slug: string;
  /** Those of the request, and the line in .env where one is needed. */
  readonly changes: readonly FileChange[];
}

/**
 * Asks the register which slug the folder gets. Where the planned one belongs to another folder, the next free one is taken by
 * one more line in .env (so that both folders' tracked files stay the same). Fails with 'slug-taken' and as `registerProject`.
 */
export const settleSlug = (request: SlugRequest): Promise<Result<Settled>> => settle(request, registerProject);

/** What `settleSlug` would give now, for a diff: the register stays as it is. */
export const foreseeSettled = (request: SlugRequest): Promise<Result<Settled>> => settle(request, foreseeSlug);

async function settle(
  { root, infra, planned, wanted, changes }: SlugRequest,
  ask: typeof registerProject,
): Promise<Result<Settled>> {
  const path = join(root, '.env');
  let before: string | undefined;
  try {
    before = existsSync(path) ? await readFile(path, 'utf8') : undefined;
  } catch (cause) {
    return failed({
      code: 'write-failed',
      message: `Nothing was written to ${root}: its .env cannot be read (${codeOf(cause)}).`,
      next: `ls -l ${path}`,
      cause,
    });
  }
  const line = before?.split('\n').findLast((each) => each.startsWith('COMPOSE_PROJECT_NAME='));
  const slug = line?.slice('COMPOSE_PROJECT_NAME='.length).trim() || planned;
  const given = await ask(infra, { slug, path: root });
  if (!given.ok) return given;
  if (given.value === slug) return ok({ slug, changes });
  if (wanted) {
    return failed({
      code: 'slug-taken',
      message: `The slug ${slug} belongs to another folder.`,
      next: `drydock up --slug ${given.value} ${root}`,
    });
  }
  const added = `COMPOSE_PROJECT_NAME=${given.value}\n`;
  const change: FileChange =
    before === undefined
      ? { kind: 'create', path: '.env', after: added, executable: false }
      : {
          kind: 'update',
          path: '.env',
          before,
          after: `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${added}`,
          executable: false,
        };
  return ok({ slug: given.value, changes: [...changes, change] });
}
