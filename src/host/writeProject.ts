import type { Templates } from '../core/dockerize';
import type { FileChange } from '../core/model/change';
import { ok, type Result } from '../core/model/failure';
import { applyChanges } from './applyChanges';
import { ensureInfraFiles, type EnsuredInfra } from './infra';
import { settleSlug, type SlugRequest } from './settleSlug';

export interface WriteRequest extends SlugRequest {
  readonly templates: Templates;
  /** Folder of the journals, see `stateFolder`. */
  readonly state: string;
}

export interface Written {
  /** Under which the folder runs. */
  readonly slug: string;
  readonly changes: readonly FileChange[];
  /** Paths that were written or removed. */
  readonly written: readonly string[];
  readonly infra: EnsuredInfra;
}

/**
 * Everything on the disk that a start needs: the infra's files, the folder's place in the register, and the changes that are
 * given, none to leave the project's files as they are. Fails as `ensureInfraFiles`, `settleSlug` and `applyChanges`.
 */
export async function writeProject(request: WriteRequest): Promise<Result<Written>> {
  const infra = await ensureInfraFiles(request.infra, request.templates);
  if (!infra.ok) return infra;
  const settled = await settleSlug(request);
  if (!settled.ok) return settled;
  const { slug, changes } = settled.value;
  const applied = await applyChanges(request.root, changes, { state: request.state });
  return applied.ok ? ok({ slug, changes, written: applied.value.written, infra: infra.value }) : applied;
}
