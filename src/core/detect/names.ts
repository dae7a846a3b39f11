import { slugFrom } from '../plan/slug';
import type { FoundApp } from './apps';
import { compare } from './conclude';
import type { Unit } from './units';

/**
 * Ids of runtimes, by '<language> <root>': the folder's name, or the language at the root and where there is one only.
 */
export function nameRuntimes(units: readonly Unit[]): ReadonlyMap<string, string> {
  const keys = [...new Map(units.map((unit) => [`${unit.language} ${unit.root}`, unit])).entries()];
  const taken = new Set<string>();
  return new Map(
    keys.map(([key, unit]) => {
      return [key, free(keys.length === 1 || unit.root === '' ? unit.language : lastOf(unit.root), taken)];
    }),
  );
}

/**
 * Names of apps, main app first. An app that is alone in what it does has its stack's name ('web', 'worker'); of several, each
 * takes its folder's ('backend', 'backend-worker').
 */
export function nameApps(found: readonly FoundApp[]): readonly { readonly app: FoundApp; readonly name: string }[] {
  const ordered = [...found].sort((a, b) => rank(a) - rank(b) || compare(a.path, b.path));
  const taken = new Set<string>();
  return ordered.map((app) => {
    const rivals = found.filter(({ stack, conclusions }) =>
      conclusions.serves === 'http' ? app.conclusions.serves === 'http' : stack.appName === app.stack.appName,
    );
    const own = app.path === '' ? '' : lastOf(app.path);
    const name =
      rivals.length <= 1 || own === ''
        ? app.stack.appName
        : app.conclusions.serves === 'http'
          ? own
          : `${own}-${app.stack.appName}`;
    return { app, name: free(name, taken) };
  });
}

/** What a person opens first: a page, then an API, then what serves nothing. */
function rank({ stack, conclusions }: FoundApp): number {
  if (conclusions.serves !== 'http') return conclusions.serves === 'jobs' ? 2 : 3;
  return stack.page ? 0 : 1;
}

const lastOf = (path: string): string => slugFrom(path.split('/').at(-1) ?? path);

/** Services that every project has; no app may be called so. */
const reserved = new Set(['deps', 'migrate', 'db', 'redis']);

function free(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name) || reserved.has(name); count++) name = `${wanted}-${count}`;
  taken.add(name);
  return name;
}
