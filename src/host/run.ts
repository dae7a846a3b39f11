import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Told each line as it comes, of both streams. */
  readonly onLine?: (line: string) => void;
  /**
   * What of this process's own streams the child uses instead of being collected. all: input, output and errors, as a shell does;
   * output: standard output, so that it is shown as it comes and colours stay, while errors are collected.
   */
  readonly inherit?: 'all' | 'output';
}

export interface RunResult {
  /** 127 when the program does not exist, 130 when it was cancelled. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell; never throws: what cannot be started has an exit code too. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.inherit === 'all' ? 'inherit' : ['ignore', options.inherit ? 'inherit' : 'pipe', 'pipe'],
      ...(options.signal && { signal: options.signal }),
    });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      let rest = '';
      child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
        texts[name] += chunk;
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) options.onLine?.(line);
      });
      child[name]?.on('end', () => rest && options.onLine?.(rest));
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({
        code: error.name === 'AbortError' ? 130 : error.code === 'ENOENT' ? 127 : 126,
        stdout: texts.stdout,
        stderr: texts.stderr || error.message,
      });
    });
    child.on('close', (code, killed) => resolve({ code: code ?? (killed ? 130 : 1), ...texts }));
  });
}
