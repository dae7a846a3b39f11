import * as z from 'zod';
import { ok, failed, type Result } from '../core/model/failure';

const lockSchema = z.object({ version: z.literal(1), slug: z.string().min(1) });

/** What this needs of the files of a project; undefined for a file that is not there. */
export interface ProjectFiles {
  readonly lock: string;
  readonly env: string | undefined;
  /** ~/docker-infra/traefik/.env */
  readonly infraEnv: string | undefined;
}

/** The slug under which a folder runs (COMPOSE_PROJECT_NAME in its .env, else that of the lock) and its main address. */
export function readProject(
  folder: string,
  files: ProjectFiles,
): Result<{ readonly slug: string; readonly url: string }> {
  const lock = lockSchema.safeParse(parseJson(files.lock));
  if (!lock.success) {
    return failed({
      code: 'manifest-malformed',
      message: `${folder}/.drydock/lock.json cannot be read.`,
      next: 'take it back from git, or run "Drydock: Dockerize This Repo" again',
      file: '.drydock/lock.json',
    });
  }
  const slug = valueOf(files.env, 'COMPOSE_PROJECT_NAME') ?? lock.data.slug;
  const port = valueOf(files.infraEnv, 'INFRA_PORT') ?? '80';
  return ok({ slug, url: `http://${slug}.localhost${port === '80' ? '' : `:${port}`}` });
}

/** The last value of a variable in the text of a .env file, quotes taken off as Compose does; undefined when it has none. */
export function valueOf(env: string | undefined, name: string): string | undefined {
  const line = env?.split(/\r?\n/).findLast((text) => text.startsWith(`${name}=`));
  return (
    line
      ?.slice(name.length + 1)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2') || undefined
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
