// Applies the changes to a folder, and kills itself before or after one filesystem call.
//   crashChild ROOT STATE CALL before|after apply|recover     CALL 0: never; prints the number of calls
import type { FileSystem } from '../../../src/host/fileSystem';
import { nodeFileSystem } from '../../../src/host/fileSystem';
import { applyChanges, recover } from '../../../src/host/applyChanges';
import type { FileChange } from '../../../src/core/model/change';

const [root = '', state = '', call = '0', moment = 'before', work = 'apply'] = process.argv.slice(2);
const changes = JSON.parse(process.env['CHANGES'] ?? '[]') as FileChange[];
let count = 0;

/** Every call of the port, counted; SIGKILL cannot be caught or delayed. */
const dying = new Proxy(nodeFileSystem, {
  get(target, name: keyof FileSystem) {
    const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
    return async (...args: unknown[]) => {
      const mine = ++count;
      if (mine === Number(call) && moment === 'before') process.kill(process.pid, 'SIGKILL');
      const result = await method(...args);
      if (mine === Number(call) && moment === 'after') process.kill(process.pid, 'SIGKILL');
      return result;
    };
  },
});

void (work === 'apply' ? applyChanges(root, changes, { state, fs: dying }) : recover(root, { state, fs: dying })).then(
  () => {
    console.log(count);
  },
);
