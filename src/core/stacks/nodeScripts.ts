import type { RepoFacts, Source } from '../model/facts';
import type { NodePackage, PackageScript } from '../model/nodeFacts';

/** One command of a package's script, after following the scripts that it calls. */
export interface ScriptCommand {
  /** The script in which it stands. */
  readonly script: string;
  /** True when it is the last one there, so that arguments behind the script reach it. */
  readonly last: boolean;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly source: Source;
}

/** Names under which authors keep their development server, best first. */
export const developScripts = [
  'dev',
  'start:dev',
  'develop',
  'dev:server',
  'server:dev',
  'server',
  'serve',
  'watch',
  'start',
];

/** The commands of a script of the unit's own package, each simple command once; scripts that it calls are followed. */
export function commandsOf(facts: RepoFacts, name: string): readonly ScriptCommand[] {
  const own = facts.packages[0];
  return own ? follow(own, name, new Set()) : [];
}

/** All commands of the scripts under which development servers are kept, best script first; 'start-watch' is one too. */
export function developCommands(facts: RepoFacts): readonly ScriptCommand[] {
  const own = facts.packages[0]?.scripts.map(({ name }) => name) ?? [];
  const others = own.filter((name) => !developScripts.includes(name) && isDevelopName(name));
  return [...developScripts, ...others].flatMap((name) => commandsOf(facts, name));
}

function isDevelopName(name: string): boolean {
  const words = name.split(/[:\-_.]/);
  return words.some((word) => develops.has(word)) && !words.some((word) => otherwise.has(word));
}

const develops = new Set(['dev', 'develop', 'watch', 'server', 'nodemon', 'hot', 'local']);
const otherwise = new Set(
  'build test tests e2e lint types tsc css sass styles tailwind docs storybook debug inspect prod client db compile format spotlight'.split(
    ' ',
  ),
);

function follow(own: NodePackage, name: string, seen: Set<string>): readonly ScriptCommand[] {
  const script = own.scripts.find((each) => each.name === name);
  if (!script || seen.has(name)) return [];
  seen.add(name);
  const parts = splitCommands(script);
  return parts.flatMap((words, index) => {
    const environment: Record<string, string> = {};
    let argv = [...words];
    for (;;) {
      const first = argv[0] ?? '';
      if (/^[A-Za-z_]\w*=/.test(first))
        environment[first.slice(0, first.indexOf('='))] = first.slice(first.indexOf('=') + 1);
      else if (!wrappers.has(first)) break;
      argv = argv.slice(1);
      if (first === 'dotenv' || first === 'dotenvx' || first === 'env-cmd') argv = afterOptions(argv);
    }
    const called = calledScripts(own, argv);
    if (called.length > 0) return called.flatMap((each) => follow(own, each, seen));
    const inline = argv[0] === 'concurrently' ? argv.slice(1).filter((word) => word.includes(' ')) : [];
    if (inline.length > 0)
      return inline.flatMap((command) =>
        follow(
          { ...own, scripts: [{ ...script, name, command }, ...own.scripts.filter((each) => each !== script)] },
          name,
          new Set([...seen].filter((each) => each !== name)),
        ).map((each) => ({ ...each, last: false })),
      );
    return argv.length === 0
      ? []
      : [{ script: name, last: index === parts.length - 1, argv: programOf(argv), environment, source: script }];
  });
}

const wrappers = new Set([
  'cross-env',
  'npx',
  'env',
  'dotenv',
  'dotenvx',
  'env-cmd',
  'exec',
  '--no-install',
  '-y',
  '--',
]);

const afterOptions = (argv: readonly string[]): string[] => {
  const end = argv.indexOf('--');
  return end >= 0 ? argv.slice(end + 1) : [...argv];
};

/** 'pnpm exec vite' and './node_modules/.bin/vite' are vite. */
function programOf(argv: readonly string[]): readonly string[] {
  const [first = '', second = ''] = argv;
  const rest = ['pnpm', 'yarn', 'bun', 'bunx', 'npm'].includes(first)
    ? ['exec', 'dlx', 'x'].includes(second)
      ? argv.slice(2)
      : argv.slice(1)
    : argv;
  return rest.map((word, index) => (index === 0 ? (word.split('/').at(-1) ?? word) : word));
}

/** The scripts of the same package that a command calls. */
function calledScripts(own: NodePackage, argv: readonly string[]): readonly string[] {
  const [first = '', ...rest] = argv;
  const known = (name: string) => own.scripts.some((script) => script.name === name);
  if (['npm', 'pnpm', 'yarn', 'bun'].includes(first)) {
    if (rest.some((word) => /^(--prefix|-C|--cwd|--filter|-F|--workspace|-w|workspace)(=|$)/.test(word))) return [];
    const name =
      rest[0] === 'run' || rest[0] === 'run-script' ? rest.slice(1).find((word) => !word.startsWith('-')) : rest[0];
    return name && known(name) ? [name] : [];
  }
  if (first === 'concurrently' || first === 'npm-run-all' || first === 'run-p' || first === 'run-s')
    return rest.flatMap((word) => {
      const name = /^(?:npm:|pnpm:|yarn:|(?:npm|pnpm|yarn)(?: run)? )?([\w:.*-]+)$/.exec(word)?.[1] ?? '';
      if (name.endsWith('*'))
        return own.scripts.map((script) => script.name).filter((each) => each.startsWith(name.slice(0, -1)));
      return known(name) ? [name] : [];
    });
  if ((first === 'node' || first === 'bun') && rest[0] === '--run' && rest[1] && known(rest[1])) return [rest[1]];
  return [];
}

/** Words of each simple command, as a shell splits them. */
function splitCommands({ command }: PackageScript): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const match of command
    .slice(0, 4000)
    .matchAll(/&&|\|\||[;&|]|(?:\\"(?:[^\\]|\\[^"])*?\\"|"[^"]*"|'[^']*'|[^\s;&|"'])+/g)) {
    const text = match[0];
    if (/^(&&|\|\||[;&|])$/.test(text)) commands.push([]);
    else commands.at(-1)?.push(text.replaceAll(/\\?["']/g, ''));
  }
  return commands.filter((words) => words.length > 0);
}
