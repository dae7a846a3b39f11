import { hideGenerated } from './change/hideGenerated';
import { planChanges } from './change/planChanges';
import { detect } from './detect/detect';
import { collectFacts } from './facts/collectFacts';
import type { FileChange, Lock, RenderedFile } from './model/change';
import type { RepoFacts } from './model/facts';
import { failed, ok, type Result } from './model/failure';
import type { Plan, PlanOptions } from './model/plan';
import type { DiskReader, RepoReader } from './model/ports';
import type { StackModel } from './model/stackModel';
import { plan } from './plan/plan';
import { render } from './render/render';

/** Literal texts of templates/, by path below that folder, '/'-separated. */
export type Templates = Readonly<Record<string, string>>;

/** Everything that lies between a repository and the files that would be written into it. */
export interface Proposal {
  readonly facts: RepoFacts;
  readonly model: StackModel;
  readonly plan: Plan;
  readonly files: readonly RenderedFile[];
  readonly changes: readonly FileChange[];
  readonly lock: Lock;
}

export interface DockerizeInput {
  readonly reader: RepoReader;
  readonly disk: DiskReader;
  readonly templates: Templates;
  /** What was generated last; undefined the first time. */
  readonly lock: Lock | undefined;
  readonly options: PlanOptions;
  readonly signal?: AbortSignal;
}

/**
 * Reads a repository and says what would be written into it; writes nothing.
 * Fails with 'nothing-to-serve', 'framework-unknown', 'manifest-malformed' or 'slug-invalid'.
 */
export async function dockerize(input: DockerizeInput): Promise<Result<Proposal>> {
  const facts = await collectFacts(hideGenerated(input.reader, input.lock), input.signal);
  const model = detect(facts);
  const planned = plan(model, { ...(input.lock && { slug: input.lock.slug }), ...input.options });
  if (!planned.ok) return failed(planned.failure);
  const files = render(planned.value, input.templates);
  const { changes, lock } = await planChanges({ files, slug: planned.value.slug, disk: input.disk, lock: input.lock });
  return ok({ facts, model, plan: planned.value, files, changes, lock });
}
