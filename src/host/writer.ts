import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Result } from '../core/model/failure';
import { codeOf } from './errors';

/** Makes this process the only one that writes to a repository; the lock of a process that is gone is taken over. */
export async function becomeWriter(folder: string): Promise<Result<() => void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'writer');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return ok(() => {
        rmSync(path, { force: true });
      });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (isAlive(Number(readFileSync(path, 'utf8')))) break;
      rmSync(path, { force: true });
    }
  }
  return failed({
    code: 'journal-busy',
    message: 'Another Drydock is writing to this folder.',
    next: 'Wait until it is done, then try again.',
  });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
