import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileChange } from '../../../src/core/model/change';

/** One change of each kind that writes. */
export const changes: readonly FileChange[] = [
  { kind: 'update', path: 'edited.txt', before: 'old\n', after: 'new\n', executable: false },
  { kind: 'create', path: 'ops/deep/up.sh', after: '#!/bin/sh\n', executable: true },
  { kind: 'create', path: 'top.txt', after: 'top\n', executable: false },
  { kind: 'remove', path: 'gone.txt', before: 'bye\n' },
];

/** A folder with two files of odd modes, and a place for journals. */
export function makeTree() {
  const base = mkdtempSync(join(tmpdir(), 'drydock-change-'));
  const root = join(base, 'repo');
  mkdirSync(root);
  writeFileSync(join(root, 'edited.txt'), 'old\n');
  chmodSync(join(root, 'edited.txt'), 0o640);
  writeFileSync(join(root, 'gone.txt'), 'bye\n');
  return {
    base,
    root,
    options: { state: join(base, 'state') },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Path, mode and bytes of everything below. */
export function snapshot(root: string): string {
  return readdirSync(root, { recursive: true })
    .map(String)
    .sort()
    .map((path) => {
      const info = statSync(join(root, path));
      return `${path} ${(info.mode & 0o777).toString(8)} ${info.isFile() ? readFileSync(join(root, path), 'utf8') : ''}`;
    })
    .join('\n');
}
