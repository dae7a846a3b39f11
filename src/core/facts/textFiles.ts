import type { SetVariable } from '../model/dockerFacts';
import type { AlembicConfig, EnvFile, ProcessLine, PythonVersion } from '../model/facts';
import { joinFolders, wordsOf } from './commandLine';
import { setVariable } from './setVariable';

/** Names of files that are made to be read by others; every other `.env.*` may hold secrets. */
const shown = /(^|\/)(\.flaskenv|\.env\.([\w-]+\.)*(example|sample|template|dist|defaults?))$/;

/** `.env` and the like. The values of `.env` and of `.env.production`, `.env.staging` ... are secrets and are not kept. */
export function parseEnvFile(file: string, text: string): EnvFile {
  const secret = !shown.test(file);
  const entries = text.split(/\r?\n/).flatMap((line, index) => {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line.slice(0, 4000));
    if (!match?.[1]) return [];
    const value = (match[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
    // The number of a port is no secret, wherever it stands.
    const kept = !secret || (/(^|_)PORT$/.test(match[1]) && /^\d{1,5}$/.test(value));
    return [
      {
        file,
        line: index + 1,
        name: match[1],
        value: kept ? value : '',
        text: kept ? line.trim().slice(0, 200) : match[1],
      },
    ];
  });
  return { file, entries };
}

/** Procfile: 'web: gunicorn wsgi:app'. */
export const parseProcfile = (file: string, text: string): readonly ProcessLine[] =>
  text.split(/\r?\n/).flatMap((line, index) => {
    const match = /^([A-Za-z0-9_-]+):\s*(.+)$/.exec(line.slice(0, 4000));
    return match?.[1] && match[2] ? [processLine(file, index + 1, match[1], match[2])] : [];
  });

/** What a systemd unit starts, where, and with which variables: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html */
export function parseUnit(
  file: string,
  text: string,
): { readonly processes: readonly ProcessLine[]; readonly settings: readonly SetVariable[] } {
  const lines = logicalLines(text).map(({ text: whole, ...rest }) => {
    const [, key = '', value = ''] = /^(\w+)\s*=\s*(.*)$/.exec(whole.trim()) ?? [];
    return { ...rest, key, value };
  });
  const folder = lines.findLast(({ key }) => key === 'WorkingDirectory')?.value.replace(/^-/, '');
  const settings = lines
    .filter(({ key }) => key === 'Environment')
    .flatMap(({ line, first, value }) =>
      wordsOf(value).flatMap((word) => {
        const at = word.indexOf('=');
        return at > 0
          ? [setVariable({ file, line, text: first.trim().slice(0, 200) }, word.slice(0, at), word.slice(at + 1))]
          : [];
      }),
    );
  const processes = lines
    .filter(({ key }) => key === 'ExecStart')
    .map(({ line, first, value }) => ({
      ...processLine(
        file,
        line,
        baseName(file),
        value.replace(/^[-@:+!]*/, ''),
        first.replace(/^[^=]*=\s*[-@:+!]*/, ''),
      ),
      ...(folder && { folder }),
    }));
  return { processes, settings };
}

/** A shell script: each line that is a plain command, in the folder to which a `cd` above it leads. */
export function parseScript(file: string, text: string): readonly ProcessLine[] {
  let folder: string | undefined;
  return logicalLines(text).flatMap(({ line, text: whole, first }): readonly ProcessLine[] => {
    const command = whole.trim();
    const to = /^cd\s+"?([\w./-]+)"?$/.exec(command)?.[1];
    if (to !== undefined) folder = joinFolders(folder, to);
    if (to !== undefined || command === '' || command.startsWith('#') || /[<>`]|\$\(/.test(command)) return [];
    const begins = /^(exec|export)\s+/;
    const read = processLine(file, line, baseName(file), command.replace(begins, ''), first.trim().replace(begins, ''));
    return [folder === undefined ? read : { ...read, folder }];
  });
}

/** Lines with what follows a backslash at their ends; `line` and `first` are where each begins. At most 4,000 characters of each. */
function logicalLines(
  text: string,
): readonly { readonly line: number; readonly text: string; readonly first: string }[] {
  const found: { line: number; text: string; first: string }[] = [];
  let open: { line: number; text: string; first: string } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const cut = raw.slice(0, 4000);
    const goesOn = cut.endsWith('\\') && !cut.trimStart().startsWith('#');
    const part = goesOn ? cut.slice(0, -1) : cut;
    open = open
      ? { ...open, text: `${open.text} ${part.trim()}`.slice(0, 4000) }
      : { line: index + 1, text: part, first: part.trimEnd() };
    if (goesOn) continue;
    found.push(open);
    open = undefined;
  }
  if (open) found.push(open);
  return found;
}

/** A command line, its words split as a shell does it and leading VAR=value words apart. */
export function processLine(file: string, line: number, name: string, command: string, text = command): ProcessLine {
  const words = [...wordsOf(command)];
  const environment: Record<string, string> = {};
  while (words[0] && /^[A-Za-z_]\w*=/.test(words[0])) {
    const word = words.shift() ?? '';
    environment[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
  }
  return { file, line, text: text.trim().slice(0, 200), name, argv: words, environment };
}

const baseName = (file: string): string => (file.split('/').at(-1) ?? file).replace(/\.\w+$/, '');

/** The interpreter for which pip-compile or uv resolved the pins, as their header says: other ones may not run them. */
export function parseResolverHeader(file: string, text: string): readonly PythonVersion[] {
  const lines = text.split(/\r?\n/, 12);
  const index = lines.findIndex((line) => /^#.*(pip-compile with Python \d|--python-version[= ]\d)/i.test(line));
  const line = lines[index] ?? '';
  const version = /(?:pip-compile with Python |--python-version[= ])(\d+\.\d+)/i.exec(line)?.[1];
  return version ? [{ file, line: index + 1, text: line.trim(), specifier: version, kind: 'resolved' }] : [];
}

/** alembic.ini: script_location and sqlalchemy.url; undefined when it has no [alembic] section. */
export function parseAlembic(file: string, text: string): AlembicConfig | undefined {
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  const lines = text.split(/\r?\n/);
  const section = lines.findIndex((line) => line.trim() === '[alembic]');
  if (section < 0) return undefined;
  const next = lines.findIndex((line, at) => at > section && line.startsWith('['));
  const end = next < 0 ? lines.length : next;
  const find = (key: string) => {
    const index = lines.findIndex(
      (line, at) => at > section && at < end && line.slice(0, line.indexOf('=')).trimEnd() === key,
    );
    const line = lines[index] ?? '';
    return index < 0
      ? undefined
      : { line: index + 1, text: line.trim(), value: line.slice(line.indexOf('=') + 1).trim() };
  };
  const location = find('script_location');
  const url = find('sqlalchemy.url');
  return {
    file,
    line: location?.line ?? section + 1,
    text: location?.text ?? '[alembic]',
    // 'package:folder' is found through an import, not through a path.
    ...(location &&
      !location.value.includes(':') && {
        scripts: `${folder}${location.value.replace(/^%\(here\)s\/?/, '').replace(/^\.\//, '')}`,
      }),
    ...(url &&
      url.value !== '' &&
      !url.value.startsWith('driver://') &&
      !url.value.includes('%(') && { url: { file, ...url } }),
  };
}
