import type { DockerCommand, DockerStage, Dockerfile } from '../model/dockerFacts';
import type { Source } from '../model/facts';
import { setVariable } from './setVariable';
import { processLine } from './textFiles';

/** One instruction over all of its lines; `text` is its first line. */
interface Instruction extends Source {
  readonly word: string;
  readonly rest: string;
}

/** A stage while it is read. */
type OpenStage = { -readonly [Key in keyof DockerStage]: DockerStage[Key] };

/** Characters of one instruction; a longer one is cut. */
const longest = 16 * 1024;

/**
 * Reads a Dockerfile (https://docs.docker.com/reference/dockerfile/): stages, ports, commands, variables. Line continuations, comments
 * between them, here-documents and the `escape` directive are followed; ARG defaults are put into FROM, EXPOSE and WORKDIR.
 */
export function parseDockerfile(file: string, text: string): Dockerfile {
  const args: Record<string, string> = {};
  const stages: OpenStage[] = [];
  let local: Record<string, string> = {};
  for (const instruction of instructionsOf(file, text)) {
    const { word, rest } = instruction;
    const source: Source = { file, line: instruction.line, text: instruction.text };
    const stage = stages.at(-1);
    if (word === 'FROM') {
      const [image = '', as, name] = rest.split(/\s+/).filter((each) => !each.startsWith('--'));
      local = { ...args };
      stages.push({
        ...source,
        from: fill(image, args),
        ...(as?.toUpperCase() === 'AS' && name && { name: name.toLowerCase() }),
        environment: [],
        expose: [],
      });
      continue;
    }
    if (word === 'ARG') {
      for (const [name, value] of pairsOf(rest)) (stage ? local : args)[name] = value || ((stage && args[name]) ?? '');
      continue;
    }
    if (!stage) continue;
    switch (word) {
      case 'WORKDIR': {
        const path = unquoted(fill(rest, local));
        stage.workdir = path.startsWith('/') || !stage.workdir ? path : `${stage.workdir.replace(/\/$/, '')}/${path}`;
        break;
      }
      case 'USER':
        stage.user = fill(rest, local);
        break;
      case 'ENV': {
        const pairs = pairsOf(rest);
        for (const [name, value] of pairs) local[name] = fill(value, local);
        stage.environment = [
          ...stage.environment,
          ...pairs.map(([name, value]) => setVariable(source, name, fill(value, local))),
        ];
        break;
      }
      case 'HEALTHCHECK':
        stage.healthcheck = rest.trim().toUpperCase() !== 'NONE';
        break;
      case 'EXPOSE':
        stage.expose = [
          ...stage.expose,
          ...fill(rest, local)
            .split(/\s+/)
            .flatMap((each) => {
              const [, digits, protocol] = /^(\d{1,5})(?:-\d+)?(?:\/(tcp|udp))?$/i.exec(each) ?? [];
              const port = Number(digits ?? 0);
              if (port < 1 || port > 65535) return [];
              return [
                { ...source, port, protocol: protocol?.toLowerCase() === 'udp' ? ('udp' as const) : ('tcp' as const) },
              ];
            }),
        ];
        break;
      case 'CMD':
        stage.command = commandOf(source, rest);
        break;
      case 'ENTRYPOINT':
        stage.entrypoint = commandOf(source, rest);
        // As Docker does: a new ENTRYPOINT takes a CMD of the base away, but not one that stands in the same stage.
        break;
    }
  }
  return { file, stages, args };
}

/**
 * What a container of the target runs with: its stage (the last one by default) with what it takes from the stages below it.
 * undefined when there is no such stage.
 */
export function effectiveStage({ stages }: Dockerfile, target?: string): DockerStage | undefined {
  const last =
    target === undefined ? stages.length - 1 : stages.findLastIndex(({ name }) => name === target.toLowerCase());
  let result = stages[last];
  let from = last;
  // A stage can only build on one above it, so that this ends.
  while (result && from > 0) {
    const name = stages[from]?.from.toLowerCase();
    const base = stages.findLastIndex((stage, index) => index < from && stage.name === name);
    const below = stages[base];
    if (!below) break;
    const inherited = result.entrypoint ? {} : { ...(below.command && { command: below.command }) };
    result = {
      ...(below.workdir !== undefined && { workdir: below.workdir }),
      ...(below.user !== undefined && { user: below.user }),
      ...(below.healthcheck !== undefined && { healthcheck: below.healthcheck }),
      ...(below.entrypoint && { entrypoint: below.entrypoint }),
      ...inherited,
      ...result,
      from: below.from,
      environment: [...below.environment, ...result.environment],
      expose: [...below.expose, ...result.expose],
    };
    from = base;
  }
  return result;
}

export function instructionsOf(file: string, text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  const lines = text.split(/\r?\n/);
  const escape = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  for (let index = 0; index < lines.length; index++) {
    const first = lines[index] ?? '';
    if (/^\s*(#|$)/.test(first)) continue;
    const start = index;
    let whole = first.slice(0, longest);
    while (whole.trimEnd().endsWith(escape) && index + 1 < lines.length) {
      const next = lines[++index] ?? '';
      // Comments and, for the sake of old files, empty lines between the lines of one instruction count for nothing.
      if (/^\s*(#|$)/.test(next)) continue;
      whole = `${whole.trimEnd().slice(0, -1)} ${next}`.slice(0, longest);
    }
    whole = whole.trimEnd().endsWith(escape) ? whole.trimEnd().slice(0, -1) : whole;
    const [, word = '', rest = ''] = /^\s*([A-Za-z]+)\s+([\s\S]*)$/.exec(whole) ?? [];
    if (/^(RUN|COPY|ADD)$/i.test(word)) index = afterHeredocs(rest, lines, index);
    if (word)
      found.push({
        file,
        line: start + 1,
        text: first.trim().slice(0, 200),
        word: word.toUpperCase(),
        rest: rest.trim(),
      });
  }
  return found;
}

/** The last line of the here-documents that an instruction opens: `<<EOF`, `<<-EOF`, `<<"EOF"`. */
function afterHeredocs(rest: string, lines: readonly string[], index: number): number {
  let at = index;
  for (const match of rest.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)) {
    const word = match[2] ?? '';
    const end = lines.findIndex((line, place) => place > at && line.replace(/^\t+/, '') === word);
    if (end < 0) return at;
    at = end;
  }
  return at;
}

function commandOf(source: Source, rest: string): DockerCommand {
  const list = rest.startsWith('[') ? jsonTexts(rest) : undefined;
  if (list) {
    const [shell, option, script] = list;
    // `["sh", "-c", "exec gunicorn …"]` says what a shell form says.
    if (list.length === 3 && /(^|\/)(ba|da|a)?sh$/.test(shell ?? '') && /^-\w*c$/.test(option ?? ''))
      return { ...processLine(source.file, source.line, 'cmd', plain(script ?? ''), source.text), form: 'shell' };
    return { ...source, name: 'cmd', argv: list, environment: {}, form: 'exec' };
  }
  return { ...processLine(source.file, source.line, 'cmd', plain(rest), source.text), form: 'shell' };
}

const plain = (command: string): string => command.trim().replace(/^exec\s+/, '');

function jsonTexts(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
  } catch {
    // As Docker does: what is no JSON is a command line.
    return undefined;
  }
}

/** 'A=1 B="two words"', or the old form 'A one and the rest'. */
function pairsOf(rest: string): readonly (readonly [string, string])[] {
  const old = /^([A-Za-z_]\w*)\s+([^=]*)$/.exec(rest);
  if (old?.[1]) return [[old[1], unquoted(old[2] ?? '')]];
  return [...rest.matchAll(/([A-Za-z_][\w.]*)(?:=("(?:[^"\\]|\\.)*"|'[^']*'|\S*))?/g)].map((match) => [
    match[1] ?? '',
    unquoted(match[2] ?? ''),
  ]);
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])([\s\S]*)\1$/, '$2');

/** `$NAME`, `${NAME}`, `${NAME:-default}`; what is not known stays. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(
    /\$(?:\{(\w+)(?::?-([^}$]*))?\}|(\w+))/g,
    (whole, braced: string | undefined, fallback: string | undefined, bare: string | undefined) =>
      (Object.hasOwn(values, braced ?? bare ?? '') ? values[braced ?? bare ?? ''] : undefined) || (fallback ?? whole),
  );
