import type { Evidence } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import { folderOf } from '../model/paths';
import type { Probe, Stack, StartContext } from './define';
import { defineStack } from './define';
import { portWeights } from './portWeights';
import { configPort, configs, requires, runs, scriptEntries, scriptPort, scriptRuns } from './nodeProbes';
import { at } from './probes';

/** A front-end tool with a development server of its own, as its documentation has it. */
export interface DevServer {
  readonly id: string;
  readonly title: string;
  /** npm package that brings it. */
  readonly package: string;
  readonly program: string;
  /** Subcommands that serve; '' for none. */
  readonly subcommands: readonly string[];
  /** Options behind the script that make it listen on every address, and on the port; none where variables do it. */
  readonly listen?: (port: string) => readonly string[];
  readonly environment?: Stack['environment'];
  readonly behindRouter?: Stack['behindRouter'];
  readonly portOptions: readonly string[];
  /** Where its configuration file states the port. */
  readonly config?: { readonly file: RegExp; readonly path: readonly string[] };
  readonly defaultPort: number;
  readonly source: string;
  readonly supersedes?: readonly string[];
  /** What more has to be seen. */
  readonly evidence?: readonly Probe[];
  readonly build: { readonly argv: readonly string[]; readonly folder: string };
  /** argv of production for what needs a server there; absent: the built folder is static. */
  readonly produce?: (context: StartContext) => readonly string[];
  readonly memory?: string;
  readonly debuggable?: boolean;
  readonly stdin?: boolean;
}

/** A stack for a tool whose script is started as it is, with the address appended. */
export function nodeDevServer(tool: DevServer): Stack {
  const found = (facts: RepoFacts) => runs(facts, tool.program, tool.subcommands);
  return defineStack({
    id: tool.id,
    title: tool.title,
    language: 'node',
    serves: 'http',
    page: true,
    program: tool.program,
    appName: 'web',
    evidence: [
      requires(tool.package, 2),
      scriptRuns(tool.program, tool.subcommands, 3),
      (facts) => nxTask(facts, tool),
      ...(tool.evidence ?? []),
    ],
    threshold: 5,
    ...(tool.supersedes && { supersedes: tool.supersedes }),
    entries: (facts) => [
      ...scriptEntries(facts, found(facts)),
      ...nxTask(facts, tool).map((evidence) => ({
        entry: { kind: 'command' as const, argv: [tool.program, ...tool.subcommands.slice(0, 1).filter(Boolean)] },
        evidence,
      })),
    ],
    port: {
      stated: [
        scriptPort(tool.portOptions, portWeights.code),
        ...(tool.config ? [configPort(tool.config.file, tool.config.path, portWeights.configuration)] : []),
      ],
      default: tool.defaultPort,
      source: tool.source,
    },
    develop: ({ entry, script, bin, port }) => {
      const listen = tool.listen?.(port) ?? [];
      // Behind `concurrently` and the like arguments would reach the wrong program.
      const composed =
        entry.kind === 'script' && /\b(concurrently|npm-run-all|run-p|turbo|nx)\b|&\s*$/.test(entry.command);
      if (entry.kind === 'script' && !composed) return script(entry.script, ...listen);
      const [subcommand = ''] = tool.subcommands;
      return bin(tool.program, ...(subcommand ? [subcommand] : []), ...listen);
    },
    ...(tool.environment && { environment: tool.environment }),
    ...(tool.stdin && { stdin: true }),
    ...(tool.behindRouter && { behindRouter: tool.behindRouter }),
    build: ({ entry, bin }) =>
      entry.kind === 'command' ? { ...tool.build, argv: bin(tool.program, 'build') } : tool.build,
    produce: tool.produce ?? (() => []),
    debuggable: tool.debuggable ?? false,
    memory: tool.memory ?? '2g',
  });
}

/**
 * Nx makes the task of a project that has no script for it from the tool's configuration: https://nx.dev/docs/concepts/inferred-tasks.
 * A page of Vite's has an index.html beside it, a library has none.
 */
function nxTask(facts: RepoFacts, tool: DevServer): readonly Evidence[] {
  const folder = facts.packages[0]?.folder ?? '';
  const inFolder = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  if (!tool.config || !facts.files.includes('nx.json') || !facts.files.includes(inFolder('index.html'))) return [];
  // Tools that are plugins of another read its configuration too.
  if (requires(tool.package, 1)(facts).length === 0) return [];
  return configs(facts, tool.config.file)
    .filter(({ module }) => folderOf(module.file) === folder)
    .slice(0, 1)
    .map(({ source }) => at(source, `Nx serves it by ${tool.program}, which is configured here`, 4));
}
