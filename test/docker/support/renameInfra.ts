import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names are the engine's own and the real infra is in use, so the copy under test has names of its own. */
const renamed: readonly (readonly [RegExp, string])[] = [
  [/\binfra-(traefik|pages)\b/g, 'ddtest-infra-$1'],
  [/\bname: docker-infra\b/g, 'name: ddtest-infra'],
  [/\bdevnet\b/g, 'ddtest-infra-devnet'],
  [/\bpython_uv_cache\b/g, 'ddtest-infra-uv-cache'],
];

/** Gives a copy of infra's templates names under which it touches nothing of the real one. */
export function renameInfra(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(entry));
    if (!statSync(path).isFile() || path.includes('/base/')) continue;
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      renamed.reduce((now, [from, to]) => now.replace(from, to), text),
    );
  }
}
