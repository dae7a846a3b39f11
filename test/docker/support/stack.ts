import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks the router on this machine for a host; curl and browsers resolve *.localhost, Node does not everywhere. */
export function ask(
  host: string,
  path = '/',
  options: { readonly method?: string; readonly body?: string; readonly type?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port: 80,
        path,
        method: options.method ?? 'GET',
        headers: { Host: host, ...(options.type && { 'Content-Type': options.type }) },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
        // A server that restarts in the middle of its answer: there is no end, and no error of the request.
        response.on('close', () => {
          if (!response.complete) reject(new Error(`${host}${path}: the answer broke off`));
        });
      },
    );
    call.on('error', reject);
    call.end(options.body);
  });
}

/** Tries until it holds; gives what the last try gave, or throws what it threw. Seconds. */
export async function until<T>(seconds: number, look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const late = Date.now() > end;
    try {
      const value = await look();
      if (holds(value) || late) return value;
    } catch (error) {
      if (late) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of a repository in a folder of its own, owned by 1000:1000 where the test may do that, and the built CLI on it. */
export class Copy {
  readonly base = mkdtempSync(join(tmpdir(), 'drydock-test-'));
  readonly path: string;

  constructor(
    readonly name: string,
    source?: string,
  ) {
    this.path = join(this.base, name);
    if (source) cpSync(source, this.path, { recursive: true });
  }

  /** Makes it a git repository with one commit, and gives it to user 1000. */
  commit(): void {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], {
        cwd: this.path,
        stdio: 'pipe',
      });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '-m', 'as the author left it');
    this.own();
  }

  own(): void {
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', '1000:1000', this.base]);
  }

  drydock(...args: string[]): Ran {
    return this.run(process.execPath, join(root, 'dist/cli.js'), ...args);
  }

  run(command: string, ...args: string[]): Ran {
    return this.typed(undefined, command, ...args);
  }

  /** The same with something typed at its standard input. */
  typed(input: string | undefined, command: string, ...args: string[]): Ran {
    const done = spawnSync(command, args, {
      cwd: this.path,
      encoding: 'utf8',
      env: this.env(),
      maxBuffer: 64 << 20,
      ...(input !== undefined && { input }),
    });
    return { code: done.status ?? 1, stdout: done.stdout, stderr: done.stderr };
  }

  /** The same without holding the test's own requests up. */
  async runBeside(command: string, ...args: string[]): Promise<Ran> {
    const child = spawn(command, args, { cwd: this.path, env: this.env(), stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => (said[name] += chunk));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? 1, ...said })));
  }

  /** Git refuses a folder of another user's, and these tests may run as root. */
  private env(): NodeJS.ProcessEnv {
    const git = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' };
    return {
      ...process.env,
      ...git,
      XDG_STATE_HOME: join(this.base, 'state'),
      XDG_DATA_HOME: join(this.base, 'data'),
      NO_COLOR: '1',
    };
  }

  /** Stops what runs and removes the volumes that the test made. */
  remove(slug: string): void {
    const list = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
    const filter = ['--filter', `label=com.docker.compose.project=${slug}`];
    const containers = list('ps', '--all', '--quiet', ...filter);
    if (containers.length > 0) execFileSync('docker', ['rm', '--force', ...containers], { stdio: 'pipe' });
    const volumes = list('volume', 'ls', '--quiet', ...filter);
    if (volumes.length > 0) execFileSync('docker', ['volume', 'rm', ...volumes], { stdio: 'pipe' });
    const networks = list('network', 'ls', '--quiet', ...filter);
    if (networks.length > 0) execFileSync('docker', ['network', 'rm', ...networks], { stdio: 'pipe' });
    rmSync(this.base, { recursive: true, force: true });
  }
}

/** The checkout. */
export const checkout = root;
