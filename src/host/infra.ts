import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Templates } from '../core/dockerize';
import { failed, ok, type Result } from '../core/model/failure';
import { renderInfra } from '../core/render/infra';
import { codeOf, isMissing } from './errors';
import { becomeWriter } from './writer';

/** Where the shared infra is: $DRYDOCK_INFRA, else ~/docker-infra. */
export const infraFolder = (env: NodeJS.ProcessEnv): string => env['DRYDOCK_INFRA'] || join(homedir(), 'docker-infra');

const stampName = '.drydock.json';
const stampShape = z.object({ version: z.literal(1), files: z.record(z.string(), z.string()) });

/**
 * Writes what is missing or of an older version, in place; nothing of the user's: a file that was edited since is kept and named.
 * Fails with 'infra-failed'.
 */
export async function ensureInfraFiles(
  folder: string,
  templates: Templates,
): Promise<Result<{ readonly written: readonly string[]; readonly kept: readonly string[] }>> {
  const written: string[] = [];
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
      await writeWhole(path, file.content, file.executable ? 0o755 : 0o644);
      written.push(file.path);
    }
    const text = `${JSON.stringify({ version: 1, files: hashes }, undefined, 2)}\n`;
    if ((await readText(join(folder, stampName))) !== text) await writeWhole(join(folder, stampName), text, 0o644);
    return ok({ written, kept });
  } catch (cause) {
    return failed({
      code: 'infra-failed',
      message: `The shared infra could not be written to ${folder} (${codeOf(cause) || String(cause)}).`,
      next: 'Correct that, or name another folder: DRYDOCK_INFRA=PATH',
      cause,
    });
  }
}

/** The folder of the shared infra, its files written where they are missing or old. */
export async function ensureInfra(env: NodeJS.ProcessEnv, templates: Templates): Promise<Result<string>> {
  const folder = infraFolder(env);
  const done = await ensureInfraFiles(folder, templates);
  return done.ok ? ok(folder) : done;
}

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
  const writer = await waitForWriter(folder);
  if (!writer.ok) return writer;
  try {
    const register = await readRegister(folder);
    if (!register.ok) return register;
    const path = await realpath(project.path);
    const { projects } = register.value;
    const slug = freeSlug(register.value, { slug: project.slug, path });
    if (projects[slug]?.path !== path) {
      const sorted = Object.fromEntries(
        Object.entries({ ...projects, [slug]: { path } }).sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      await writeWhole(
        join(folder, 'projects.json'),
        `${JSON.stringify({ version: 1, projects: sorted }, undefined, 2)}\n`,
        0o644,
      );
    }
    return ok(slug);
  } catch (cause) {
    return failed({
      code: 'infra-failed',
      message: `${project.path} could not be registered in ${folder} (${codeOf(cause) || String(cause)}).`,
      next: 'Correct that, then try again.',
      cause,
    });
  } finally {
    writer.value();
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

/** The temporary name is this call's own: another Drydock may be writing the same file. */
async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(beside, text, { mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
