import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileChange } from '../core/model/change';
import { failed, ok, type Result } from '../core/model/failure';
import { registerProject } from './infra';

/**
 * Asks the register which slug the folder gets. Where the planned one belongs to another folder, the next free one is taken by
 * one more line in .env (so that both folders' tracked files stay the same), unless the user asked for this very slug.
 */
export async function settleSlug(
  root: string,
  infra: string,
  planned: string,
  wanted: boolean,
  changes: readonly FileChange[],
): Promise<Result<{ readonly slug: string; readonly changes: readonly FileChange[] }>> {
  const path = join(root, '.env');
  const before = existsSync(path) ? await readFile(path, 'utf8') : undefined;
  const line = before?.split('\n').findLast((each) => each.startsWith('COMPOSE_PROJECT_NAME='));
  const slug = line?.slice('COMPOSE_PROJECT_NAME='.length).trim() || planned;
  const given = await registerProject(infra, { slug, path: root });
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
