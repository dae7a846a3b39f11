import type { DiskFile, FileChange, Lock, RenderedFile } from '../model/change';
import type { ObservedAddresses } from '../model/observation';
import type { DiskReader } from '../model/ports';
import { missingLines } from './missingLines';
import { lockPath, lockText } from './lockFile';
import { ownOrNothing } from './ownOrNothing';
import { sha256 } from './sha256';

export interface ChangeInput {
  readonly files: readonly RenderedFile[];
  readonly slug: string;
  readonly observed?: ObservedAddresses;
  readonly disk: DiskReader;
  readonly lock: Lock | undefined;
}

/**
 * Compares what should be there with what is on the disk and with what was generated last. A file that the user has edited, or
 * that Drydock did not write, is 'kept'. The lock file is one of the changes. Rejects when a file is there and cannot be read.
 */
export async function planChanges({
  files,
  slug,
  observed = {},
  disk,
  lock,
}: ChangeInput): Promise<{ readonly changes: readonly FileChange[]; readonly lock: Lock }> {
  const changes: FileChange[] = [];
  const entries: Record<string, Lock['files'][string]> = {};
  const before = lock?.files ?? {};
  for (const file of files) {
    const existing = await disk.stat(file.path);
    if (file.policy === 'lines') {
      const former = before[file.path];
      const added = former && 'lines' in former ? former.lines : [];
      const { change, lines } = linesChange(file, existing, added);
      changes.push(change);
      entries[file.path] = { lines };
      continue;
    }
    const target =
      file.policy === 'yield' && file.instead && existing && !before[file.path] && existing.content !== file.content
        ? file.instead
        : file.path;
    const found = target === file.path ? existing : await disk.stat(target);
    const hash = await sha256(file.content);
    const change = await ownChange({ ...file, path: target }, found, before[target]);
    changes.push(change);
    const old = before[target];
    if (change.kind !== 'kept') entries[target] = { sha256: hash };
    else if (old) entries[target] = old;
  }
  for (const [path, entry] of Object.entries(before)) {
    if (path in entries || !('sha256' in entry)) continue;
    const existing = await disk.stat(path);
    if (existing && (await sha256(existing.content)) === entry.sha256)
      changes.push({ kind: 'remove', path, before: existing.content });
  }
  const next: Lock = { version: 1, slug, observed, files: entries };
  changes.push(ownOrNothing(lockPath, (await disk.stat(lockPath))?.content, lockText(next)));
  return { changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)), lock: next };
}

async function ownChange(
  file: RenderedFile,
  existing: DiskFile | undefined,
  former: Lock['files'][string] | undefined,
): Promise<FileChange> {
  const { path, content: after, executable } = file;
  if (!existing) return { kind: 'create', path, after, executable };
  if (existing.content === after) return { kind: 'unchanged', path, content: after };
  const before = existing.content;
  if (former && 'sha256' in former && former.sha256 === (await sha256(before)))
    return { kind: 'update', path, before, after, executable };
  return { kind: 'kept', path, before, after, reason: former ? 'edited' : 'not-ours' };
}

function linesChange(
  file: RenderedFile,
  existing: DiskFile | undefined,
  former: readonly string[],
): { readonly change: FileChange; readonly lines: readonly string[] } {
  const { path, executable } = file;
  const before = existing?.content;
  // Still Drydock's alone: what is not wanted any more goes too.
  if (before === undefined || (former.length > 0 && before === `${former.join('\n')}\n`))
    return {
      change: ownOrNothing(path, before, file.content, executable),
      lines: file.content.trimEnd().split('\n'),
    };
  const missing = missingLines(path, before, file.content);
  const lines = [...former, ...missing.filter((line) => !former.includes(line))];
  if (missing.length === 0) return { change: { kind: 'unchanged', path, content: before }, lines };
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' || before.endsWith('\n') ? '' : end;
  return { change: { kind: 'update', path, before, after: before + gap + missing.join(end) + end, executable }, lines };
}
