import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type * as z from 'zod/v4/core';
import { nestedLine } from '../facts/yamlNesting';
import { failed, ok, type Failure, type Result } from '../model/failure';
import { noSettings, settingsFile, type SettingPlace, type Settings } from '../model/settings';
import { instead } from './nearest';
import { settingsSchema } from './schema';
import { schemaNode } from './schemaTree';

/** Characters; a hundred apps with every key take a tenth of it. */
const longest = 64 * 1024;

/** Reads drydock.yml. Fails with 'settings-invalid', with line and column of the first mistake and all of them in `detail`. */
export function parseSettings(text: string): Result<Settings> {
  if (text.length > longest) return failed(invalid(`it is larger than ${longest / 1024} KiB`));
  const nested = nestedLine(text);
  if (nested > 0) return failed({ ...invalid('it is nested too deeply'), line: nested });
  const counter = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  let document: Document;
  let plain: unknown;
  try {
    document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: counter, prettyErrors: false });
    const [error] = document.errors;
    if (error) return failed({ ...invalid(firstSentence(error.message)), ...at(error.pos[0]) });
    takeTexts(document);
    plain = document.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    return failed({ ...invalid(cause instanceof Error ? firstSentence(cause.message) : 'it is no YAML'), cause });
  }
  if (plain === null || plain === undefined) return ok(noSettings);
  const parsed = settingsSchema.safeParse(plain);
  if (!parsed.success) return failed(firstOf(parsed.error.issues.flatMap((issue) => mistakes(issue, document, at))));
  return ok({ values: parsed.data, places: placesOf(document, text.split(/\r?\n/), at) });
}

type At = (offset: number) => { readonly line: number; readonly column: number };

const invalid = (problem: string): Failure => ({
  code: 'settings-invalid',
  message: `${settingsFile} cannot be read: ${problem}.`,
  next: 'Correct it; docs/drydock-yml.md lists every key.',
  file: settingsFile,
});

const firstSentence = (message: string): string => (message.split('\n')[0] ?? message).replace(/[.:]$/, '');

/** YAML makes 3.1 of 3.10 and true of yes-like words: where a text is wanted, what was written is taken. */
function takeTexts(document: Document): void {
  visit(document, {
    Scalar(key, node, path) {
      if (key === 'key' || typeof node.value === 'string' || node.value === null || node.source === undefined) return;
      const keys = path.flatMap((each) => ('key' in each && isScalar(each.key) ? [String(each.key.value)] : []));
      if (keys.at(-1) === 'version' || keys.at(-2) === 'environment') node.value = node.source;
    },
  });
}

/** Where each value stands, by its dotted path; of a list or a text of several lines, its key. */
function placesOf(document: Document, lines: readonly string[], at: At): Settings['places'] {
  const places: [string, SettingPlace][] = [];
  const walk = (node: unknown, path: string, depth: number) => {
    const map = isAlias(node) ? node.resolve(document) : node;
    if (!isMap(map) || depth > 4) return;
    for (const { key, value } of map.items) {
      if (!isScalar(key) || !key.range) continue;
      const place = at(key.range[0]);
      const below = path === '' ? String(key.value) : `${path}.${String(key.value)}`;
      places.push([below, { file: settingsFile, text: (lines[place.line - 1] ?? '').trim().slice(0, 200), ...place }]);
      walk(value, below, depth + 1);
    }
  };
  walk(document.contents, '', 0);
  return Object.fromEntries(places);
}

/** One sentence for each thing that zod does not like, with its place. */
function mistakes(issue: z.$ZodIssue, document: Document, at: At): readonly Failure[] {
  const path = issue.path.map(String);
  const name = path.join('.');
  const base = { code: 'settings-invalid', file: settingsFile } as const;
  if (issue.code === 'unrecognized_keys') {
    const keys = schemaNode(path)?.keys ?? [];
    return issue.keys.map((key) => ({
      ...base,
      message: `There is no key '${key}' in ${name || settingsFile}.`,
      next: instead(key, keys),
      ...placeOf(document, [...path, key], 'key', at),
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = path.at(-1) ?? '';
    const section = path.slice(0, -1).join('.');
    return [
      {
        ...base,
        message: `'${key}' cannot be a name in ${section}.`,
        next: /environment|variables/.test(section)
          ? 'A variable has letters, digits and underscores, and begins with no digit.'
          : 'Lower case letters, digits, and hyphens inside.',
        ...placeOf(document, path, 'key', at),
      },
    ];
  }
  const node = schemaNode(path);
  const value = document.getIn(path);
  const wrongKind = issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union';
  const about = [node, schemaNode(path.slice(0, -1))].find((each) => each && each.description !== '')?.description;
  return [
    {
      ...base,
      message: wrongKind
        ? `${name || settingsFile} is ${shown(value)}; ${node?.holds ?? 'something else'} is needed.`
        : `${name} cannot be ${shown(value)}.`,
      next:
        typeof value === 'string' && node && node.options.length > 0
          ? instead(value, node.options)
          : (about ?? 'docs/drydock-yml.md lists every key.'),
      ...placeOf(document, path, 'value', at),
    },
  ];
}

function shown(value: unknown): string {
  if (isMap(value)) return 'a map of keys';
  if (isNode(value)) return 'a list';
  return value === null || value === undefined ? 'empty' : `'${textOf(value).slice(0, 60)}'`;
}

/** Line and column of a key, or of what stands under it; of the nearest place above it where it has none. */
function placeOf(
  document: Document,
  path: readonly string[],
  which: 'key' | 'value',
  at: At,
): Pick<Failure, 'line' | 'column'> {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const map = isAlias(parent) ? parent.resolve(document) : parent;
  const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1)) : undefined;
  const node = which === 'value' && isNode(pair?.value) && pair.value.range ? pair.value : (pair?.key ?? map);
  return isNode(node) && node.range
    ? at(node.range[0])
    : path.length > 1
      ? placeOf(document, path.slice(0, -1), 'value', at)
      : {};
}

/** The first by its place; all of them in `detail` where there are several. */
function firstOf(failures: readonly Failure[]): Failure {
  const sorted = [...failures].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  const [first] = sorted;
  if (!first) return invalid('it is not understood');
  const detail = sorted.map(
    ({ file, line, column, message, next }) => `${file ?? ''}:${line ?? 1}:${column ?? 1} ${message} ${next ?? ''}`,
  );
  return sorted.length > 1 ? { ...first, detail: detail.join('\n') } : first;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
