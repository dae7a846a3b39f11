import type { PyExpression, PyModule, RepoFacts, Source } from '../model/facts';
import { folderOf, isWithin } from '../model/paths';
import type { HostNeeds } from '../model/stackModel';
import { at } from './probes';
import { wordFor } from './wordFor';

/** Matches every name below it, and itself: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts */
const everyHost = '.localhost';

/**
 * Django answers 400 for a host that ALLOWED_HOSTS does not name, serves no static files while DEBUG is off, and sends a browser to
 * https where SECURE_SSL_REDIRECT is on. Variables that these are read from get values; hosts that code fixes need settings before it.
 */
export function djangoHosts(facts: RepoFacts, path: string): HostNeeds {
  const values = facts.modules.flatMap((module) =>
    module.environment.flatMap((read) => {
      const setting = Object.keys(settings).find(
        (name) => read.target === name || (read.target === '' && read.name.replace(/^DJANGO_/, '') === name),
      );
      const need = setting === undefined ? undefined : settings[setting];
      if (!need) return [];
      const assigned = module.assignments.find(({ target, line }) => target === setting && line === read.line);
      return [{ ...at(read, need.reason, 4), variable: read.name, value: need.value(assigned?.value, read.fallback) }];
    }),
  );
  const byVariable = new Map([...values].reverse().map((each) => [each.variable, each]));
  const fixed = fixedHosts(facts, path);
  return {
    values: [...byVariable.values()].sort((a, b) => (a.variable < b.variable ? -1 : 1)),
    ...(fixed && { fixed }),
  };
}

/** Settings of Django that decide whether it answers, and the text with which a variable makes each what it has to be. */
const settings: Readonly<
  Record<
    string,
    {
      readonly reason: string;
      readonly value: (assigned: PyExpression | undefined, fallback: PyExpression | undefined) => string;
    }
  >
> = {
  ALLOWED_HOSTS: {
    reason: 'Django answers only for the hosts that it names',
    value: (assigned) =>
      assigned?.kind === 'call' && assigned.callee === 'json.loads' ? JSON.stringify([everyHost]) : everyHost,
  },
  DEBUG: {
    reason: 'without it Django’s development server has no static files and no error page',
    value: (assigned, fallback) => wordFor(true, assigned, fallback),
  },
  SECURE_SSL_REDIRECT: {
    reason: 'the router of this machine speaks plain HTTP',
    value: (assigned, fallback) => wordFor(false, assigned, fallback),
  },
};

/** The settings of the manage.py that is nearest above, where they name hosts and none of them is of this machine. */
function fixedHosts(facts: RepoFacts, path: string): HostNeeds['fixed'] {
  const manage = facts.modules.find(({ file }) => /(^|\/)manage\.py$/.test(file) && folderOf(file) === path);
  const call = manage?.calls.find(
    ({ callee, args: [name] }) =>
      callee === 'os.environ.setdefault' && name?.kind === 'string' && name.value === 'DJANGO_SETTINGS_MODULE',
  );
  const named = call?.args[1];
  if (!call || named?.kind !== 'string') return undefined;
  const chain = settingsChain(facts, named.value, path);
  if (chain.length === 0 || chain.some(({ complete }) => !complete)) return undefined;
  const hosts = assignmentsOf(chain, 'ALLOWED_HOSTS');
  const debug = assignmentsOf(chain, 'DEBUG');
  const isSet = hosts.some(({ value }) => value.kind !== 'list' || value.items.some(({ kind }) => kind !== 'string'));
  const texts = hosts.flatMap(({ value }) => (value.kind === 'list' ? value.items.flatMap(textOf) : []));
  if (isSet || texts.some((text) => text === '*' || text === everyHost)) return undefined;
  // Django's own default without hosts, as long as DEBUG is on, is every name below localhost.
  const isOff = debug.length === 0 || debug.every(({ value }) => value.kind === 'boolean' && !value.value);
  if (texts.length === 0 && !isOff) return undefined;
  const place: Source = hosts[0] ?? debug[0] ?? call;
  return {
    value: named.value,
    certainty: 'stated',
    reason:
      texts.length > 0 ? 'ALLOWED_HOSTS names no host below localhost' : 'ALLOWED_HOSTS is empty and DEBUG is off',
    evidence: [at(place, 'no host of this machine', 4), at(call, 'manage.py takes these settings', 4)],
    named: hosts.length > 0,
  };
}

/** A settings module, and those that it takes everything from. */
function settingsChain(facts: RepoFacts, name: string, path: string, seen: readonly PyModule[] = []): PyModule[] {
  const file = `${path === '' ? '' : `${path}/`}${name.replaceAll('.', '/')}`;
  const found = facts.modules.find(
    (module) =>
      isWithin(module.file, path) &&
      (module.module === name || module.file === `${file}.py` || module.file === `${file}/__init__.py`),
  );
  if (!found || seen.includes(found)) return [];
  const bases = found.imports.flatMap((each) => (each.name.endsWith('.*') ? [each.name.slice(0, -2)] : []));
  return [found, ...bases.flatMap((base) => settingsChain(facts, base, path, [...seen, found]))];
}

const assignmentsOf = (chain: readonly PyModule[], target: string): readonly PyModule['assignments'][number][] =>
  chain.flatMap(({ assignments }) => assignments.filter((each) => each.target === target));

const textOf = (expression: PyExpression): readonly string[] =>
  expression.kind === 'string' ? [expression.value] : [];
