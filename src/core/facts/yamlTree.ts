import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { Diagnostic } from '../model/diagnostic';
import type { Source } from '../model/facts';
import { nestedLine } from './yamlNesting';

/** Characters; the parser takes some 3 microseconds for each. */
const longest = 256 * 1024;
/** Nodes that are visited in one file: aliases of aliases grow without bound otherwise. */
const mostNodes = 20_000;

/** A key of a map with what stands under it. */
export interface YamlEntry {
  readonly key: string;
  readonly value: unknown;
  readonly source: Source;
}

/** A YAML file whose aliases and merge keys are followed where they are met. */
export class YamlTree {
  private visited = 0;

  private constructor(
    private readonly file: string,
    private readonly document: Document,
    private readonly counter: LineCounter,
    private readonly lines: readonly string[],
  ) {}

  /** Gives a diagnostic for what is no YAML, too long or nested too deeply; never throws. */
  static open(file: string, text: string): YamlTree | Diagnostic {
    const refused = (message: string, line?: number): Diagnostic => ({
      code: 'manifest-unreadable',
      severity: 'warning',
      message: `${file} cannot be read: ${message}.`,
      next: 'Nothing is concluded from it.',
      file,
      ...(line !== undefined && { line }),
    });
    if (text.length > longest) return refused(`it is larger than ${longest / 1024} KiB`);
    const deep = nestedLine(text);
    if (deep) return refused('it is nested too deeply', deep);
    const counter = new LineCounter();
    try {
      const document = parseDocument(text, {
        lineCounter: counter,
        uniqueKeys: false,
        logLevel: 'silent',
        prettyErrors: false,
        strict: false,
      });
      const [error] = document.errors;
      if (error) return refused(firstLine(error.message), counter.linePos(error.pos[0]).line);
      return new YamlTree(file, document, counter, text.split(/\r?\n/));
    } catch (error) {
      return refused(error instanceof Error ? firstLine(error.message) : 'it is no YAML');
    }
  }

  /** What stands at a path of keys from the top. */
  at(...path: readonly string[]): unknown {
    let node: unknown = this.document.contents;
    for (const key of path) node = this.get(node, key);
    return node;
  }

  /** What stands under a key. */
  get(node: unknown, key: string): unknown {
    return this.entries(node).findLast((entry) => entry.key === key)?.value;
  }

  /** Keys in order; those of merge keys come first, so that the map's own, which are stronger, come last. */
  entries(node: unknown, depth = 0): readonly YamlEntry[] {
    const map = this.resolve(node);
    if (!isMap(map) || depth > 20) return [];
    const merged: YamlEntry[] = [];
    const own: YamlEntry[] = [];
    for (const pair of map.items) {
      if (++this.visited > mostNodes) break;
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      if (key === '<<') {
        const from = this.resolve(pair.value);
        for (const each of isSeq(from) ? [...from.items].reverse() : [from])
          merged.push(...this.entries(each, depth + 1));
      } else own.push({ key, value: pair.value, source: this.source(pair.key) });
    }
    const names = new Set(own.map(({ key }) => key));
    return [...merged.filter(({ key }) => !names.has(key)), ...own];
  }

  /** Members of a list; a single value is a list of itself, nothing is an empty one. */
  items(node: unknown): readonly unknown[] {
    const list = this.resolve(node);
    if (isSeq(list)) {
      this.visited += list.items.length;
      return this.visited > mostNodes ? [] : list.items;
    }
    return list === null || list === undefined || (isScalar(list) && list.value === null) ? [] : [list];
  }

  isList(node: unknown): boolean {
    return isSeq(this.resolve(node));
  }

  isMap(node: unknown): boolean {
    return isMap(this.resolve(node));
  }

  /** A text, number or boolean as it is written; undefined for all else. */
  text(node: unknown): string | undefined {
    const scalar = this.resolve(node);
    if (!isScalar(scalar) || scalar.value === null) return undefined;
    const { value, source } = scalar;
    if (typeof value === 'string') return value;
    return source ?? (typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined);
  }

  /** Every text of a list. */
  texts(node: unknown): readonly string[] {
    return this.items(node).flatMap((each) => this.text(each) ?? []);
  }

  /** Every text of the file that is no key, in order. */
  everyText(): readonly (Source & { readonly value: string })[] {
    const found: (Source & { value: string })[] = [];
    visit(this.document, {
      Scalar: (key, node) => {
        if (key !== 'key' && typeof node.value === 'string') found.push({ ...this.source(node), value: node.value });
      },
    });
    return found;
  }

  /** The line where a node begins. */
  source(node: unknown): Source {
    const range = (node as Node | null | undefined)?.range;
    const line = range ? this.counter.linePos(range[0]).line : 1;
    return { file: this.file, line, text: (this.lines[line - 1] ?? '').trim().slice(0, 200) };
  }

  private resolve(node: unknown): unknown {
    this.visited++;
    return isAlias(node) ? node.resolve(this.document) : node;
  }
}

const firstLine = (message: string): string => (message.split('\n')[0] ?? message).replace(/[.:]$/, '');
