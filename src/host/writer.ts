import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failed, ok, type Result } from '../core/model/failure';
import { codeOf } from './errors';
import { nodeFileSystem, type FileSystem } from './fileSystem';
import { readIfThere } from './journal';

/** Does work as the only process that writes to a repository, `folder` being that of its journals. Fails with 'journal-busy'. */
export async function asWriter<T>(fs: FileSystem, folder: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const taken = await take(fs, folder);
  if (!taken.ok) return taken;
  try {
    return await work();
  } finally {
    // What came of the work matters more than a lock that cannot be removed: it ends with this process anyway.
    await fs.remove(taken.value).catch(() => undefined);
  }
}

/** As `asWriter`, until the function that it gives is called. */
export async function becomeWriter(folder: string): Promise<Result<() => void>> {
  const taken = await take(nodeFileSystem, folder);
  if (!taken.ok) return taken;
  return ok(() => {
    rmSync(taken.value, { force: true });
  });
}

/** The lock is made under another name and linked into place, so that it is never seen without what it says. */
async function take(fs: FileSystem, folder: string): Promise<Result<string>> {
  const path = join(folder, 'writer');
  const mine = `${path}-${process.pid}-${randomBytes(4).toString('hex')}`;
  await fs.makeFolder(folder, 0o700);
  try {
    await fs.write(mine, Buffer.from(`${process.pid} ${startOf(process.pid)}`), 0o600);
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await fs.link(mine, path);
        return ok(path);
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const holder = await readText(fs, path);
      if (holder !== undefined && isAlive(holder)) return busy(path, holder);
      if (holder !== undefined) await clear(fs, path, `${mine}-stale`, holder);
    }
    return busy(path, await readText(fs, path));
  } finally {
    await fs.remove(mine);
  }
}

/** Takes away a lock whose process is gone; should another process have taken it over in that moment, it gets its own back. */
async function clear(fs: FileSystem, path: string, aside: string, holder: string): Promise<void> {
  try {
    await fs.rename(path, aside);
    if ((await readText(fs, aside)) !== holder) await fs.link(aside, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    await fs.remove(aside);
  }
}

async function readText(fs: FileSystem, path: string): Promise<string | undefined> {
  const bytes = await readIfThere(fs, path);
  return bytes && Buffer.from(bytes).toString('utf8');
}

const busy = (path: string, holder: string | undefined): Result<never> =>
  failed({
    code: 'journal-busy',
    message: `Another Drydock is writing to this folder${holder ? ` (process ${holder.split(' ')[0] ?? ''})` : ''}.`,
    next: `Wait until it is done, then try again. If no Drydock is running: rm ${path}`,
  });

/** Whether the process that wrote a lock still runs: its id, and when it started, since ids are given again. */
function isAlive(holder: string): boolean {
  const [id = '', start = ''] = holder.trim().split(' ');
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (startOf(pid) !== start) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** When a process started, in clock ticks since the machine did (proc(5), field 22 of stat); '' where the system does not tell. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch (error) {
    if (codeOf(error) !== '') return '';
    throw error;
  }
}
