import { hideGenerated } from './change/hideGenerated';
import { ownOrNothing } from './change/ownOrNothing';
import { planChanges } from './change/planChanges';
import { detect } from './detect/detect';
import { collectFacts } from './facts/collectFacts';
import type { FileChange, Lock, RenderedFile } from './model/change';
import type { RepoFacts } from './model/facts';
import { failed, ok, type Result } from './model/failure';
import type { ObservedAddresses } from './model/observation';
import type { Plan } from './model/plan';
import type { DiskReader, RepoReader } from './model/ports';
import { noSettings, settingsFile, type Flags, type Settings } from './model/settings';
import type { StackModel } from './model/stackModel';
import { applyObserved } from './observe/applyObserved';
import { plan } from './plan/plan';
import { render } from './render/render';
import { applySettings, withFlags } from './settings/applySettings';
import { parseSettings } from './settings/parseSettings';

/** Literal texts of templates/, by path below that folder, '/'-separated. */
export type Templates = Readonly<Record<string, string>>;

/** Everything that lies between a repository and the files that would be written into it. */
export interface Proposal {
  readonly facts: RepoFacts;
  /** What was concluded, with what the user decided in its place. */
  readonly model: StackModel;
  readonly plan: Plan;
  readonly files: readonly RenderedFile[];
  readonly changes: readonly FileChange[];
  readonly lock: Lock;
  /** What was generated last; undefined the first time. */
  readonly former: Lock | undefined;
}

export interface DockerizeInput {
  readonly reader: RepoReader;
  readonly disk: DiskReader;
  readonly templates: Templates;
  /** What was generated last; undefined the first time. */
  readonly lock: Lock | undefined;
  /** What the command line says otherwise. */
  readonly flags: Flags;
  /** Where apps were just seen to listen; what the lock says of others holds on. */
  readonly observed?: ObservedAddresses;
  /** drydock.yml as it would be written too; undefined: as it stands on the disk. */
  readonly settings?: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads a repository and says what would be written into it; writes nothing.
 * Fails with 'nothing-to-serve', 'framework-unknown', 'settings-invalid' or 'slug-invalid'.
 */
export async function dockerize(input: DockerizeInput): Promise<Result<Proposal>> {
  const facts = await collectFacts(hideGenerated(input.reader, input.lock), input.signal);
  const read = input.settings === undefined ? await readSettings(input.reader) : parseSettings(input.settings);
  if (!read.ok) return read;
  const settings = withFlags(read.value, input.flags);
  const settled = applySettings(
    applyObserved(detect(facts), { ...input.lock?.observed, ...input.observed }),
    settings,
    facts,
  );
  if (!settled.ok) return settled;
  const { model, basis } = settled.value;
  const planned = plan(model, { ...(input.lock && { slug: input.lock.slug }), settings, ...(basis && { basis }) });
  if (!planned.ok) return failed(planned.failure);
  const files = render(planned.value, input.templates);
  const { slug, apps, authored } = planned.value;
  const observed = Object.fromEntries(
    [...apps, ...(authored?.services ?? [])].flatMap((each) => (each.observed ? [[each.name, each.observed]] : [])),
  );
  const { changes, lock } = await planChanges({ files, slug, observed, disk: input.disk, lock: input.lock });
  const decided = await settingsChanges(input);
  return ok({ facts, model, plan: planned.value, files, changes: [...changes, ...decided], lock, former: input.lock });
}

/** What is decided together with a proposal is written with it, and undone with it. */
async function settingsChanges({ settings, disk }: DockerizeInput): Promise<readonly FileChange[]> {
  if (settings === undefined) return [];
  const before = (await disk.stat(settingsFile))?.content;
  if (settings === '' && before !== undefined) return [{ kind: 'remove', path: settingsFile, before }];
  return settings === (before ?? '') ? [] : [ownOrNothing(settingsFile, before, settings)];
}

/** What drydock.yml says; a repository without one decides nothing. */
async function readSettings(reader: RepoReader): Promise<Result<Settings>> {
  const read = await reader.read(settingsFile);
  if (read.ok) return parseSettings(read.text);
  if (read.reason === 'missing') return ok(noSettings);
  return failed({
    code: 'settings-invalid',
    message: read.message,
    next: `Make ${settingsFile} a readable text, or take it away.`,
    file: settingsFile,
  });
}
