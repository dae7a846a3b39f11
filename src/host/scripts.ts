import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildError } from '../core/compose/buildError';
import { failed, ok, type Failure, type FailureCode, type Result } from '../core/model/failure';
import type { Progress } from '../core/model/ports';
import { run, type RunResult } from './run';

/** Exit codes of ops/*.sh and of infra's scripts, as their `fail` calls give them. */
const meanings: Readonly<Record<number, FailureCode>> = {
  70: 'engine-missing',
  71: 'engine-down',
  72: 'engine-denied',
  73: 'compose-missing',
  74: 'port-taken',
  75: 'infra-failed',
  76: 'slug-taken',
  77: 'secret-lost',
  78: 'build-failed',
  79: 'dependencies-failed',
  80: 'migration-failed',
  81: 'start-failed',
  82: 'write-failed',
  130: 'cancelled',
};

export interface ScriptOptions {
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs one of a project's (or infra's) scripts; gives its standard output, or the failure that its `error:` and `next:` lines tell. */
export async function runScript(
  folder: string,
  script: string,
  args: readonly string[],
  options: ScriptOptions = {},
): Promise<Result<string>> {
  const path = join(folder, script);
  if (!existsSync(path)) {
    return failed({ code: 'not-dockerized', message: `${folder} has no ${script}.`, next: `drydock up ${folder}` });
  }
  const result = await run('bash', [path, ...args], {
    cwd: folder,
    ...(options.signal && { signal: options.signal }),
    ...(options.env && { env: options.env }),
    onLine: (line) => options.progress?.line(line),
  });
  return result.code === 0 ? ok(result.stdout) : failed(scriptFailure(script, result));
}

/** What the exit code of a script says by itself; undefined for a code that only its own commands give. */
export const meaningOf = (code: number): FailureCode | undefined => meanings[code];

/** The failure that a script's exit code and its `error:` and `next:` lines tell. */
export function scriptFailure(script: string, result: RunResult): Failure {
  const lines = result.stderr.trim().split('\n');
  const last = lines.findLastIndex((line) => line.startsWith('error: '));
  const next = lines.slice(last + 1).find((line) => line.trimStart().startsWith('next: '));
  const detail = (last >= 0 ? lines.slice(0, last) : lines).slice(-30).join('\n').trim();
  const code = meanings[result.code] ?? 'unexpected';
  const broken = code === 'build-failed' ? buildError(result.stderr) : undefined;
  const said =
    last >= 0 ? (lines[last] ?? '').slice('error: '.length) : `${script} ended with exit code ${result.code}.`;
  return {
    code,
    message: broken?.instruction ? `${said.replace(/\.$/, '')}: ${broken.instruction}` : said,
    ...(next && { next: next.trim().slice('next: '.length) }),
    ...(broken && { file: broken.file, line: broken.line }),
    ...(detail && { detail }),
  };
}
