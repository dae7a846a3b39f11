import { parseTOML, type AST } from 'toml-eslint-parser';
import type { Source } from '../model/facts';

/** One value of a TOML file with its place; exactly one of `scalar`, `items` and `table` is there, or none for dates. */
export interface TomlNode {
  readonly source: Source;
  readonly scalar?: string | number | boolean;
  readonly items?: readonly TomlNode[];
  /** A map, so that no key of a file can be a property of every object. */
  readonly table?: ReadonlyMap<string, TomlNode>;
}

interface Building {
  source: Source;
  scalar?: string | number | boolean;
  items?: Building[];
  table?: Map<string, Building>;
}

/** How deep values are followed; deeper ones are empty. */
const deepest = 32;

/** Reads a TOML file into tables with places; throws a SyntaxError with lineNumber for what is no TOML. */
export function readToml(file: string, text: string): TomlNode {
  const lines = text.split(/\r?\n/);
  const at = (node: AST.TOMLNode): Source => ({
    file,
    line: node.loc.start.line,
    text: (lines[node.loc.start.line - 1] ?? '').trim().slice(0, 200),
  });
  const value = (node: AST.TOMLContentNode, source: Source, depth: number): Building => {
    if (depth > deepest) return { source };
    if (node.type === 'TOMLArray')
      return { source, items: node.elements.map((element) => value(element, at(element), depth + 1)) };
    if (node.type === 'TOMLInlineTable') {
      const made: Building = { source, table: new Map() };
      for (const pair of node.body) add(made, pair, depth + 1);
      return made;
    }
    const scalar = node.value;
    return typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean'
      ? { source, scalar }
      : { source };
  };
  const add = (into: Building, pair: AST.TOMLKeyValue, depth: number) => {
    const keys = names(pair.key);
    const last = keys.pop() ?? '';
    descend(into, keys, at(pair)).table?.set(last, value(pair.value, at(pair), depth));
  };
  const root: Building = { source: { file, line: 1, text: '' }, table: new Map() };
  for (const entry of parseTOML(text).body[0].body) {
    if (entry.type === 'TOMLKeyValue') {
      add(root, entry, 0);
      continue;
    }
    const keys = names(entry.key);
    let table: Building;
    if (entry.kind === 'array') {
      const last = keys.pop() ?? '';
      const parent = descend(root, keys, at(entry));
      const list = parent.table?.get(last) ?? { source: at(entry), items: [] };
      parent.table?.set(last, list);
      table = { source: at(entry), table: new Map() };
      list.items?.push(table);
    } else table = descend(root, keys, at(entry));
    for (const pair of entry.body) add(table, pair, 0);
  }
  return root;
}

const names = (key: AST.TOMLKey): string[] =>
  key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));

/** The table at a path, made where it is missing; of an array of tables, the last one. */
function descend(from: Building, keys: readonly string[], source: Source): Building {
  let table = from;
  for (const key of keys) {
    let next = table.table?.get(key);
    if (!next) {
      next = { source, table: new Map() };
      table.table?.set(key, next);
    }
    table = next.items?.at(-1) ?? next;
  }
  return table;
}

/** What stands at a path of keys. */
export function tomlAt(node: TomlNode | undefined, ...keys: readonly string[]): TomlNode | undefined {
  return keys.reduce<TomlNode | undefined>((now, key) => now?.table?.get(key), node);
}

/** Keys and values of a table; nothing for what is none. */
export const tomlEntries = (node: TomlNode | undefined): readonly (readonly [string, TomlNode])[] => [
  ...(node?.table ?? []),
];

/** The string that a node is. */
export const tomlText = (node: TomlNode | undefined): string | undefined =>
  typeof node?.scalar === 'string' ? node.scalar : undefined;

/** The strings of a list, or the one string itself; others are left out. */
export const tomlTexts = (node: TomlNode | undefined): readonly string[] =>
  (node?.items ?? (node ? [node] : [])).flatMap((item) => tomlText(item) ?? []);
