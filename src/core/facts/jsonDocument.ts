import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Source } from '../model/facts';
import { lineNumbers } from './lineNumbers';

/** Deeper manifests are refused: the JSON parser recurses. */
const deepest = 200;

/** A JSON document with the places of its members. */
export interface JsonDocument {
  readonly text: string;
  readonly root: Node | undefined;
  /** The last property of that name, as JSON.parse takes it. */
  readonly property: (node: Node | undefined, key: string) => Node | undefined;
  readonly member: (node: Node | undefined, key: string) => Node | undefined;
  readonly string: (
    node: Node | undefined,
    key: string,
  ) => { readonly value: string; readonly source: Source } | undefined;
  readonly entries: (node: Node | undefined) => readonly (readonly [string, Node, Source])[];
  readonly source: (property: Node) => Source;
}

/** Throws a SyntaxError with `lineNumber` (from 1) for what is no JSON. Comments are errors unless they are allowed. */
export function readJson(file: string, raw: string, comments: 'comments' | 'strict' = 'strict'): JsonDocument {
  const text = raw.replace(/^\uFEFF/, '');
  const lineOf = lineNumbers(text).at;
  const fail = (message: string, offset: number) =>
    Object.assign(new SyntaxError(message), { lineNumber: lineOf(offset) });
  const deep = tooDeep(text);
  if (deep !== undefined) throw fail(`it is nested deeper than ${deepest} levels`, deep);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, {
    disallowComments: comments === 'strict',
    allowTrailingComma: comments === 'comments',
  });
  const [error] = errors;
  if (error) throw fail('it is no valid JSON', error.offset);
  const source = (node: Node): Source => {
    const [written = ''] = text.slice(node.offset, node.offset + node.length).split('\n', 1);
    return { file, line: lineOf(node.offset), text: written.trim().slice(0, 200) };
  };
  const property = (node: Node | undefined, key: string) =>
    node?.type === 'object' ? node.children?.findLast((each) => stringOf(each.children?.[0]) === key) : undefined;
  const member = (node: Node | undefined, key: string) => property(node, key)?.children?.[1];
  return {
    text,
    root,
    property,
    member,
    source,
    string: (node, key) => {
      const found = property(node, key);
      const value = stringOf(found?.children?.[1]);
      return found && value !== undefined ? { value, source: source(found) } : undefined;
    },
    entries: (node) =>
      (node?.type === 'object' ? (node.children ?? []) : []).flatMap((each) => {
        const [key, value] = each.children ?? [];
        const name = stringOf(key);
        return name !== undefined && value ? [[name, value, source(each)] as const] : [];
      }),
  };
}

/** The offset where the nesting becomes too deep. */
function tooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    const token: number = scanner.scan();
    // SyntaxKind is a const enum of the library's: 1 '{', 2 '}', 3 '[', 4 ']', 17 the end.
    if (token === 17) return undefined;
    if (token === 1 || token === 3) depth++;
    if (token === 2 || token === 4) depth--;
    if (depth > deepest) return scanner.getTokenOffset();
  }
}

export const stringOf = (node: Node | undefined): string | undefined =>
  node?.type === 'string' && typeof node.value === 'string' ? node.value : undefined;

export const stringsOf = (node: Node | undefined): readonly string[] =>
  node?.type === 'array'
    ? (node.children ?? []).flatMap((each) => {
        const value = stringOf(each);
        return value === undefined ? [] : [value];
      })
    : [];
