import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelope, type Envelope } from '../../../src/cli/envelope';

const checkout = join(__dirname, '..', '..', '..');
/** What the name nobody stands for on Linux and macOS is of no concern: only that it is not root and owns nothing here. */
export const nobody = 65534;

export const isRoot = process.getuid?.() === 0;

type Failed = Extract<Envelope, { ok: false }>['failure'];
/** The failure that --json printed, and the exit code. */
export type Refusal = Failed & { readonly exit: number | null };

/** The built command line in a folder of its own, with homes of its own, run as a user who is not root where the test may do that. */
export class Sandbox {
  readonly base = mkdtempSync(join(tmpdir(), 'drydock-refused-'));
  readonly project = join(this.base, 'board');
  readonly infra = join(this.base, 'infra');
  readonly state = join(this.base, 'state');
  readonly templates = join(this.base, 'drydock/templates');
  /** The command's user is one of this group; that of the engine's socket may use the engine. */
  group = nobody;
  private readonly mounts: string[] = [];

  constructor(fixture = 'flask-single') {
    // Another user may not enter the checkout.
    cpSync(join(checkout, 'dist/cli.js'), join(this.base, 'drydock/dist/cli.js'));
    cpSync(join(checkout, 'templates'), this.templates, { recursive: true });
    cpSync(join(checkout, 'test/fixtures', fixture, 'repo'), this.project, { recursive: true });
    this.own();
  }

  /** Gives everything to the user that the command runs as. */
  own(): void {
    if (!isRoot) return;
    for (const path of ['', ...readdirSync(this.base, { recursive: true }).map(String)])
      chownSync(join(this.base, path), nobody, nobody);
  }

  run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return spawnSync(process.execPath, [join(this.base, 'drydock/dist/cli.js'), ...args], {
      encoding: 'utf8',
      cwd: this.base,
      ...(isRoot && { uid: nobody, gid: this.group }),
      env: {
        ...process.env,
        HOME: this.base,
        TMPDIR: this.base,
        XDG_STATE_HOME: this.state,
        DRYDOCK_INFRA: this.infra,
        NO_COLOR: '1',
        ...env,
      },
    });
  }

  /** The failure that the command ends with. */
  refusal(args: readonly string[], env: NodeJS.ProcessEnv = {}): Refusal {
    const done = this.run([...args, '--json'], env);
    const said = envelope.parse(JSON.parse(done.stdout));
    assert.ok(!said.ok, done.stdout);
    return { exit: done.status, ...said.failure };
  }

  /** A disk of so many KiB at `path`, with the project's files where it is the project. Root on Linux only. */
  mount(path: string, kib: number): void {
    mkdirSync(path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', path]);
    this.mounts.push(path);
    chownSync(path, nobody, nobody);
  }

  remountReadOnly(path: string): void {
    execFileSync('mount', ['-o', 'remount,ro', path]);
  }

  unmount(): void {
    for (const path of this.mounts.splice(0)) execFileSync('umount', [path]);
  }

  remove(): void {
    this.unmount();
    rmSync(this.base, { recursive: true, force: true });
  }
}
