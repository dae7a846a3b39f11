import type { Guard, Plan, PlannedService } from '../model/plan';
import { shellWord } from './shellWords';

/** What the scripts know of secrets without which nobody reads data that is there. */
export function guardValues({ services, authored }: Plan): object {
  const guards = [...services.flatMap(guardsOf), ...(authored?.services ?? []).flatMap((each) => each.guards)];
  const servicesOf = (some: readonly Guard[]) => [...new Set(some.map(({ service }) => service))];
  const resets = servicesOf(guards.filter(({ resettable }) => resettable));
  const fixed = servicesOf(guards.filter(({ resettable, data }) => !resettable && data.kind !== 'folder'));
  return {
    guarded: guards.map((guard) => ({ ...guard, data: placeOf(guard), reset: guard.resettable ? ' resettable' : '' })),
    hasGuarded: guards.length > 0,
    folders: guards.some(({ data }) => data.kind === 'folder'),
    resets,
    hasResets: resets.length > 0,
    fixed: fixed.join(', '),
  };
}

/** The secrets of .env without which nobody reads the data of a service of Drydock's own. */
function guardsOf({ id, name, volume, secrets, environment }: PlannedService): readonly Guard[] {
  return volume
    ? secrets.map((variable) => ({
        data: { kind: 'volume', name: volume.name },
        service: name,
        variable,
        inContainer: environment.find(({ value }) => value.includes(`{${variable}:`))?.name ?? variable,
        resettable: id === 'postgres',
      }))
    : [];
}

/** A place of data as ops/up.sh is told it: a folder begins with './'. */
function placeOf({ data }: Guard): string {
  switch (data.kind) {
    case 'volume':
      return `"\${slug}_${data.name}"`;
    case 'outside':
      return shellWord(data.name);
    case 'folder':
      return shellWord(`./${data.name}`);
  }
}
