import { constants } from 'node:fs';
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { ReadResult, RepoReader } from '../core/model/ports';

const never = new Set([
  '.git',
  'node_modules',
  '__pycache__',
  '.venv',
  'venv',
  '.tox',
  '.mypy_cache',
  '.pytest_cache',
  '.hg',
  '.svn',
]);
const defaultLimit = 1 << 20;

/**
 * Reads a repository on this machine. Links are listed only where they lead to a file inside; folders behind links are not entered.
 * `files` rejects when the root itself cannot be listed.
 */
export function openFileTree(root: string): RepoReader {
  const top = resolve(root);
  return {
    name: basename(top),
    async files(signal) {
      const found: string[] = [];
      await walk(top, '', [], found, signal);
      return found.sort();
    },
    read: (path, limit = defaultLimit) => readText(top, path, limit),
  };
}

interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

async function walk(
  top: string,
  folder: string,
  above: readonly Rules[],
  found: string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  // A folder that cannot be listed holds nothing that could be concluded from.
  const entries = await readdir(join(top, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (folder === '') throw error;
    return [];
  });
  if (folder && entries.some((entry) => entry.name === 'pyvenv.cfg')) return;
  // Like git, no link is followed here; a pipe would never end.
  const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
    ? await readFile(join(top, folder, '.gitignore'), 'utf8').catch(() => '')
    : '';
  const rules = own ? [...above, { folder, rules: ignore().add(own) }] : above;
  for (const entry of entries) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (!never.has(entry.name) && !ignored(rules, `${path}/`)) await walk(top, path, rules, found, signal);
    } else if (
      !ignored(rules, path) &&
      (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(top, path))))
    ) {
      found.push(path);
    }
  }
}

async function leadsToFile(top: string, path: string): Promise<boolean> {
  try {
    const [real, base] = await Promise.all([realpath(join(top, path)), realpath(top)]);
    return real.startsWith(base + sep) && (await stat(real)).isFile();
  } catch {
    // It leads nowhere or in a circle: there is no file.
    return false;
  }
}

/** The innermost .gitignore that says something decides. */
function ignored(rules: readonly Rules[], path: string): boolean {
  for (const { folder, rules: own } of [...rules].reverse()) {
    const verdict = own.test(folder ? path.slice(folder.length + 1) : path);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

async function readText(top: string, path: string, limit: number): Promise<ReadResult> {
  const full = resolve(top, path);
  const no = (reason: Exclude<ReadResult, { ok: true }>['reason'], message: string): ReadResult => ({
    ok: false,
    reason,
    message,
  });
  try {
    const [real, base] = await Promise.all([realpath(full), realpath(top)]);
    if (real !== base && !real.startsWith(base + sep)) return no('outside', `${path} leads out of the repository.`);
    const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const info = await file.stat();
      if (!info.isFile()) return no('binary', `${path} is not a file.`);
      if (info.size > limit) return no('too-large', `${path} is larger than ${Math.round(limit / 1024)} KiB.`);
      const bytes = await file.readFile();
      if (bytes.subarray(0, 8192).includes(0)) return no('binary', `${path} is not text.`);
      return { ok: true, text: bytes.toString('utf8') };
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT'
      ? no('missing', `${path} does not exist.`)
      : no('denied', `${path} cannot be read (${String(code)}).`);
  }
}
