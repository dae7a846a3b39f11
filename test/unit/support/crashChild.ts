// Does one piece of work on a folder, and kills itself before, during or after one filesystem call.
//   crashChild ROOT STATE CALL before|torn|after apply|undo|recover     CALL 0: never; prints the names of the calls
import type { FileChange } from '../../../src/core/model/change';
import { applyChanges, recover } from '../../../src/host/applyChanges';
import { nodeFileSystem, type FileSystem } from '../../../src/host/fileSystem';
import { undo } from '../../../src/host/undo';

const [root = '', state = '', call = '0', moment = 'before', work = 'apply'] = process.argv.slice(2);
const changes = JSON.parse(process.env['CHANGES'] ?? '[]') as FileChange[];
const calls: string[] = [];

/** SIGKILL cannot be caught; the wait is for a process that dies while it returns to the caller. */
const die = async () => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
};

/** Every call of the port, counted. */
const dying = new Proxy(nodeFileSystem, {
  get(target, name: keyof FileSystem) {
    const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
    return async (...args: unknown[]) => {
      const mine = calls.push(name) === Number(call);
      if (mine && moment === 'before') await die();
      if (mine && moment === 'torn') {
        const [path, bytes, mode] = args as Parameters<FileSystem['write']>;
        await target.write(path, bytes.subarray(0, bytes.length / 2), mode);
        await die();
      }
      try {
        return await method(...args);
      } finally {
        if (mine && moment === 'after') await die();
      }
    };
  },
});

const options = { state, fs: dying };
const works: Readonly<Record<string, () => Promise<unknown>>> = {
  apply: () => applyChanges(root, changes, options),
  undo: () => undo(root, options),
  recover: () => recover(root, options),
};
void works[work]?.().then(() => {
  console.log(JSON.stringify(calls));
});
