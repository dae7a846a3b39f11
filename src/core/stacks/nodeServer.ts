import type { RepoFacts } from '../model/facts';
import type { EntryCandidate, Probe, Stack } from './define';
import { defineStack } from './define';
import { callsJs, jsCalls, listenPort, portVariable, requires, scriptEntries, scriptPort } from './nodeProbes';
import { developCommands, developScripts, type ScriptCommand } from './nodeScripts';
import { portWeights } from './portWeights';
import { at } from './probes';

/** Programs that run a server's own code, by the word that stands first. */
const runners = [
  'node',
  'nodemon',
  'ts-node',
  'ts-node-dev',
  'tsnd',
  'tsx',
  'babel-node',
  'bun',
  'swc-node',
  'node-dev',
  'fastify',
  'micro',
  'nest',
  'tsc-watch',
  'vite-node',
  'esrun',
  'pm2-dev',
];
/** Nx's tasks that build, start and watch. https://nx.dev/docs/technologies/node/introduction */
const nxServes = /^nx (serve|dev)\b|^nx run \S+:(serve|dev)\b/;
/** Of the runners, the ones that start again when a file changes. */
const watching =
  /\b(nodemon|ts-node-dev|tsnd|node-dev|tsc-watch)\b|\b(tsx|nest|bun|node|fastify|vite-node)\b.*(\bwatch\b|--watch\b|-w\b)|--hot\b/;

interface Server {
  readonly id: string;
  readonly title: string;
  /** npm package. */
  readonly package: string;
  /** Resolved names whose call makes the application. */
  readonly makes: string | RegExp;
  readonly defaultPort?: number;
  readonly supersedes?: readonly string[];
  readonly evidence?: readonly Probe[];
  /** Beside PORT: what its own starter needs to be told. */
  readonly environment?: Stack['environment'];
}

/** A server that is Node.js code of the repository: started by its own script, else by its file. */
export function nodeServer(server: Server): Stack {
  return defineStack({
    id: server.id,
    title: server.title,
    language: 'node',
    serves: 'http',
    appName: 'web',
    evidence: [requires(server.package, 2), callsJs(server.makes, 5), ...(server.evidence ?? [])],
    threshold: 5,
    ...(server.supersedes && { supersedes: server.supersedes }),
    entries: (facts) => serverEntries(facts, server.makes),
    port: {
      stated: [scriptPort(['--port', '-p'], portWeights.code), listenPort(portWeights.code), portVariable],
      default: server.defaultPort ?? 3000,
      source: `${server.title}’s usual one`,
    },
    develop: ({ entry, script, bin }) => {
      if (entry.kind === 'script') return script(entry.script);
      if (entry.kind === 'command') return bin('nx', ...entry.argv.slice(1));
      return ['node', '--watch', entry.kind === 'file' ? entry.file : 'index.js'];
    },
    environment: (context) => ({ PORT: context.port, ...server.environment?.(context) }),
    produce: ({ entry, script, bin }) => {
      if (entry.kind === 'script') return script('start');
      // https://nx.dev/docs/reference/nx-commands#nx-run: a configuration of the task's own, where it has one.
      if (entry.kind === 'command') return bin('nx', ...entry.argv.slice(1), '--configuration=production');
      return ['node', entry.kind === 'file' ? entry.file : 'index.js'];
    },
    memory: '1g',
  });
}

/** Scripts that run the server, and files that listen. */
function serverEntries(facts: RepoFacts, makes: string | RegExp): readonly EntryCandidate[] {
  const commands = developCommands(facts)
    .filter(({ argv }) => runners.includes(argv[0] ?? '') || nxServes.test(argv.join(' ')))
    .map((command) => ({ ...command, argv: withoutMissingFiles(facts, command.argv), asWritten: command.argv }));
  const usable = commands.filter(({ argv, asWritten }) => argv.length === asWritten.length);
  const reloading = usable.filter((command) => reloads(command));
  const scripts = scriptEntries(
    facts,
    reloading.length > 0 ? reloading : usable.filter(({ argv }) => !runsBuilt(facts, argv)),
  );
  // `node server.js` alone does not reload: the same file under --watch does.
  const plain = (reloading.length > 0 ? [] : commands).flatMap((command): readonly EntryCandidate[] => {
    const file = command.argv.at(-1)?.replace(/^\.\//, '') ?? '';
    if (command.argv[0] !== 'node' || command.argv.length !== 2 || reloads(command)) return [];
    const path = fileOf(facts, file);
    const rank = Math.max(0, developScripts.length - developScripts.indexOf(command.script));
    return path
      ? [
          {
            entry: { kind: 'file', file: path },
            evidence: at(command.source, `the script ${command.script} runs it`, 5 + rank),
          },
        ]
      : [];
  });
  const listening = [...jsCalls(facts, /(^|\.)listen$/), ...jsCalls(facts, makes)].flatMap(({ module, call }) =>
    /\.(js|mjs|cjs)$/.test(module.file) && !/(^|\/)(tests?|__tests__|spec)\//.test(module.file)
      ? [
          {
            entry: { kind: 'file' as const, file: below(facts, module.file) },
            evidence: at(call, `${call.callee}() stands here`, /listen$/.test(call.callee) ? 2 : 1),
          },
        ]
      : [],
  );
  return [...scripts, ...plain, ...listening, ...nxEntries(facts)];
}

/** An Nx project without scripts: its serve target builds, starts and watches. https://nx.dev/docs/technologies/node/introduction */
function nxEntries(facts: RepoFacts): readonly EntryCandidate[] {
  const [own] = facts.packages;
  const target =
    own?.nxTargets.find(({ name }) => name === 'serve') ?? own?.nxTargets.find(({ name }) => name === 'dev');
  if (!own?.name || !target) return [];
  return [
    {
      entry: { kind: 'command', argv: ['nx', target.name, own.name] },
      evidence: at(target, `${own.file} has the Nx target ${target.name}`, 6),
    },
  ];
}

/** `node --env-file=config.env server.js` ends at once where config.env is not in git; a container has its variables anyway. */
const withoutMissingFiles = (facts: RepoFacts, argv: readonly string[]): readonly string[] =>
  argv.filter((word) => {
    const file = /^--env-file=(?:\.\/)?(.+)$/.exec(word)?.[1];
    return file === undefined || fileOf(facts, file) !== undefined;
  });

const reloads = ({ argv }: ScriptCommand): boolean => watching.test(argv.join(' ')) || nxServes.test(argv.join(' '));

/** `node dist/main.js`: made by a build, so that it is not there in development. */
function runsBuilt(facts: RepoFacts, argv: readonly string[]): boolean {
  const file = argv.find((word, index) => index > 0 && !word.startsWith('-'))?.replace(/^\.\//, '');
  return argv[0] === 'node' && file !== undefined && fileOf(facts, file) === undefined;
}

/** A file of the unit's package as written in a command: with or without its ending, or a folder with an index. */
function fileOf(facts: RepoFacts, name: string): string | undefined {
  const folder = facts.packages[0]?.folder ?? '';
  const whole = folder === '' ? name : `${folder}/${name}`;
  const found = ['', '.js', '.mjs', '.cjs', '/index.js']
    .map((ending) => `${whole}${ending}`)
    .find((path) => facts.files.includes(path));
  return found && below(facts, found);
}

const below = (facts: RepoFacts, file: string): string => {
  const folder = facts.packages[0]?.folder ?? '';
  return folder === '' ? file : file.slice(folder.length + 1);
};
