import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Templates } from '../core/dockerize';
import { failed, ok, type Result } from '../core/model/failure';
import { renderInfra } from '../core/render/infra';
import { codeOf, isMissing } from './errors';
import { writeReason } from './writeFailure';
import { becomeWriter } from './writer';

/** Where the shared infra is: $DRYDOCK_INFRA, else ~/docker-infra. */
export const infraFolder = (env: NodeJS.ProcessEnv): string => env['DRYDOCK_INFRA'] || join(homedir(), 'docker-infra');

const stampName = '.drydock.json';
const stampShape = z.object({ version: z.literal(1), files: z.record(z.string(), z.string()) });

/** The folder, the files that were written there, and those that the user has edited and that were left alone; paths below it. */
export interface EnsuredInfra {
  readonly folder: string;
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

/**
 * Writes what is missing or of an older version, in place; nothing of the user's: a file that was edited since is kept and named.
 * All files are written beside their places before the first takes its own, so that a full disk changes nothing.
 * Fails with 'infra-failed'.
 */
export async function ensureInfraFiles(folder: string, templates: Templates): Promise<Result<EnsuredInfra>> {
  const work: NewFile[] = [];
  const kept: string[] = [];
  try {
    const stamp = await readJson(join(folder, stampName), stampShape);
    const hashes: Record<string, string> = {};
    for (const file of renderInfra(templates)) {
      const path = join(folder, file.path);
      const now = await readText(path);
      const hash = hashOf(file.content);
      hashes[file.path] = hash;
      if (now === file.content) continue;
      const former = stamp?.files[file.path];
      if (now !== undefined && hashOf(now) !== former) {
        kept.push(file.path);
        hashes[file.path] = former ?? '';
        continue;
      }
      work.push({ path, text: file.content, mode: file.executable ? 0o755 : 0o644 });
    }
    const written = work.map(({ path }) => relative(folder, path).split(sep).join('/'));
    const text = `${JSON.stringify({ version: 1, files: hashes }, undefined, 2)}\n`;
    const stampPath = join(folder, stampName);
    if ((await readText(stampPath)) !== text) work.push({ path: stampPath, text, mode: 0o644 });
    await writeAll(work);
    return ok({ folder, written, kept });
  } catch (cause) {
    const { reason, next } = writeReason(cause, folder);
    return failed({
      code: 'infra-failed',
      message: `The shared infra could not be written to ${folder}: ${reason}.`,
      next: `${next} Another folder: DRYDOCK_INFRA=PATH`,
      cause,
    });
  }
}

/** As `ensureInfraFiles`, in the folder that the environment names. */
export const ensureInfra = (env: NodeJS.ProcessEnv, templates: Templates): Promise<Result<EnsuredInfra>> =>
  ensureInfraFiles(infraFolder(env), templates);

const registerShape = z.object({
  version: z.literal(1),
  projects: z.record(z.string(), z.object({ path: z.string() })),
});
export type Register = z.infer<typeof registerShape>;

/** projects.json: which folder has which slug. Fails with 'manifest-malformed'; it is never overwritten then. */
export async function readRegister(folder: string): Promise<Result<Register>> {
  const path = join(folder, 'projects.json');
  try {
    return ok((await readJson(path, registerShape)) ?? { version: 1, projects: {} });
  } catch (cause) {
    return failed({
      code: 'manifest-malformed',
      message: `${path} cannot be read.`,
      next: `Correct it, or move it away: mv ${path} ${path}.old`,
      cause,
    });
  }
}

/**
 * Gives a folder its slug: the wanted one, or with -2, -3 … while another folder that still exists has it.
 * Waits up to five seconds for another Drydock; then fails with 'journal-busy'. Fails with 'manifest-malformed' or 'infra-failed' as well.
 */
export async function registerProject(
  folder: string,
  project: { readonly slug: string; readonly path: string },
): Promise<Result<string>> {
  let release: (() => void) | undefined;
  try {
    const writer = await waitForWriter(folder);
    if (!writer.ok) return writer;
    release = writer.value;
    const register = await readRegister(folder);
    if (!register.ok) return register;
    const path = await realpath(project.path);
    const { projects } = register.value;
    const slug = freeSlug(register.value, { slug: project.slug, path });
    if (projects[slug]?.path !== path) {
      const sorted = Object.fromEntries(
        Object.entries({ ...projects, [slug]: { path } }).sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      await writeAll([
        {
          path: join(folder, 'projects.json'),
          text: `${JSON.stringify({ version: 1, projects: sorted }, undefined, 2)}\n`,
          mode: 0o644,
        },
      ]);
    }
    return ok(slug);
  } catch (cause) {
    const { reason, next } = writeReason(cause, folder);
    return failed({
      code: 'infra-failed',
      message: `${project.path} could not be registered in ${folder}: ${reason}.`,
      next,
      cause,
    });
  } finally {
    release?.();
  }
}

/** The slug that `registerProject` would give now; nothing is written. Fails with 'manifest-malformed'. */
export async function foreseeSlug(
  folder: string,
  project: { readonly slug: string; readonly path: string },
): Promise<Result<string>> {
  const register = await readRegister(folder);
  if (!register.ok) return register;
  return ok(freeSlug(register.value, { slug: project.slug, path: await realpath(project.path) }));
}

function freeSlug({ projects }: Register, wanted: { readonly slug: string; readonly path: string }): string {
  const isFree = (slug: string) => {
    const owner = projects[slug]?.path;
    return owner === undefined || owner === wanted.path || !existsSync(owner);
  };
  let slug = wanted.slug;
  for (let count = 2; !isFree(slug); count++) slug = `${wanted.slug}-${count}`;
  return slug;
}

/** The register is held for milliseconds: the next one waits instead of failing. */
async function waitForWriter(folder: string): ReturnType<typeof becomeWriter> {
  for (let attempt = 0; ; attempt++) {
    const writer = await becomeWriter(folder);
    if (writer.ok || writer.failure.code !== 'journal-busy' || attempt === 100) return writer;
    await delay(50);
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readJson<T>(path: string, shape: z.ZodMiniType<T>): Promise<T | undefined> {
  const text = await readText(path);
  return text === undefined ? undefined : shape.parse(JSON.parse(text));
}

interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** Writes every file, or none where one cannot be written. The names beside are this call's own: another Drydock may write the same files. */
async function writeAll(files: readonly NewFile[]): Promise<void> {
  const beside = files.map((file) => ({ ...file, from: `${file.path}.${randomUUID()}.tmp` }));
  const made: string[] = [];
  try {
    for (const { path, from, text, mode } of beside) {
      const first = await mkdir(dirname(path), { recursive: true });
      if (first !== undefined) made.push(first);
      await writeFile(from, text, { mode });
    }
    for (const { path, from } of beside) await rename(from, path);
  } catch (error) {
    for (const { from } of beside) await rm(from, { force: true });
    // Each is the outermost of those that were made; nothing is in them but empty folders.
    for (const folder of made.reverse()) await removeEmpty(folder);
    throw error;
  }
}

async function removeEmpty(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await removeEmpty(join(folder, entry.name));
  await rmdir(folder).catch((error: unknown) => {
    // Another Drydock, or a rename that went well before, has put something there.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) throw error;
  });
}
