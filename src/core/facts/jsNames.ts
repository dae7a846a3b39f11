import type { SyntaxNode } from '@lezer/common';
import type { Source } from '../model/facts';
import type { Expression, JsEnvironmentRead, JsImport } from '../model/nodeFacts';
import { childrenOf, propertyOf, requiredModule, unwrap } from './jsExpression';

const configService = '@nestjs/config.ConfigService';

/** Objects whose members are environment variables, and how they are reached. */
const environments: Readonly<Record<string, JsEnvironmentRead['via']>> = {
  'process.env': 'process',
  'globalThis.process.env': 'process',
  'Bun.env': 'process',
  'import.meta.env': 'import-meta',
  // https://svelte.dev/docs/kit/$env-dynamic-private
  '$env/dynamic/private.env': 'process',
  '$env/dynamic/public.env': 'process',
};

/** How the members of an object are read from the environment; undefined for every other object. */
export const environmentOf = (name: string): JsEnvironmentRead['via'] | undefined =>
  Object.hasOwn(environments, name) ? environments[name] : undefined;

/** False for what Vite itself sets, https://vite.dev/guide/env-and-mode#built-in-constants */
export const isVariable = (via: JsEnvironmentRead['via'], name: string): boolean =>
  via !== 'import-meta' || !['MODE', 'BASE_URL', 'PROD', 'DEV', 'SSR'].includes(name);

/** The imports of a file, and what its local names stand for. */
export class JsNames {
  readonly imports: JsImport[] = [];
  private readonly known = new Map<string, string>();
  /** Names of Nest's ConfigService: 'config', 'this.configService'. */
  private readonly configs = new Set<string>();
  /** The name in `import x = require('y')`, which the grammar takes for two statements. */
  private pending = '';

  constructor(
    private readonly text: string,
    private readonly source: (node: SyntaxNode) => Source,
  ) {}

  resolve(name: string): string {
    return this.known.get(name) ?? name;
  }

  importDeclaration(node: SyntaxNode): void {
    const words = childrenOf(node);
    const specifier = words.find((word) => word.name === 'String');
    // `import type`, but not `import type from 'x'`.
    if (words[1]?.name === 'type' && words[2]?.name !== 'from') return;
    if (!specifier) {
      this.pending = this.slice(node.getChild('VariableDefinition'));
      return;
    }
    const module = this.slice(specifier).slice(1, -1);
    const before = this.imports.length;
    const group = node.getChild('ImportGroup');
    for (const [index, word] of words.entries()) {
      if (word.name !== 'VariableDefinition') continue;
      this.bind(word, module, words[index - 1]?.name === 'as' ? '*' : 'default', this.slice(word));
    }
    for (const words of group ? parts(group) : []) {
      if (words[0]?.name === 'type' && words.length > 1) continue;
      const [first, last] = [words[0], words.at(-1)];
      if (first && last) this.bind(first, module, this.string(first), this.slice(last));
    }
    if (this.imports.length === before && !group)
      this.imports.push({ ...this.source(node), module, imported: '', local: '' });
  }

  /** `export * from 'x'`, `export { a } from 'x'` */
  reExport(node: SyntaxNode): void {
    const specifier = node.getChild('String');
    if (!specifier || node.getChild('type')) return;
    const module = this.slice(specifier).slice(1, -1);
    const group = node.getChild('ExportGroup');
    if (!group) this.imports.push({ ...this.source(node), module, imported: '*', local: '' });
    for (const [first] of group ? parts(group) : [])
      if (first && first.name !== 'type')
        this.imports.push({ ...this.source(first), module, imported: this.string(first), local: '' });
  }

  /** Binds `x = require('y')`, `{ a } = require('y')`, `x = require('y').z`, `x = await import('y')`; false for anything else. */
  required(definition: SyntaxNode, value: SyntaxNode): boolean {
    const node = unwrap(value);
    const inner = node?.name === 'MemberExpression' ? unwrap(node.firstChild) : node;
    const module = inner ? requiredModule(inner, this.text) : undefined;
    if (!node || !inner || module === undefined) return false;
    const member = inner === node ? undefined : propertyOf(node, this.text);
    if (inner !== node && member === undefined) return false;
    const whole = inner.name === 'DynamicImport' ? '*' : 'default';
    if (definition.name !== 'ObjectPattern') {
      this.bind(definition, module, member ?? whole, this.slice(definition));
      return true;
    }
    const properties = member === undefined ? definition.getChildren('PatternProperty') : [];
    for (const property of properties) {
      const words = childrenOf(property);
      const local = words.find((word) => word.name === 'VariableDefinition');
      const key = words[0];
      if (!key || key.name === 'Spread') continue;
      if (local) this.bind(property, module, this.string(key), this.slice(local));
      else this.imports.push({ ...this.source(property), module, imported: this.string(key), local: '' });
    }
    if (properties.length === 0)
      this.imports.push({ ...this.source(definition), module, imported: member ?? whole, local: '' });
    return true;
  }

  /** A `require` or `import()` that is given to no variable. */
  unbound(node: SyntaxNode): void {
    const module = requiredModule(node, this.text);
    if (module === undefined) return;
    const parent = node.parent;
    const local = this.pending;
    this.pending = '';
    if (local) this.bind(node, module, 'default', local);
    else {
      const member = parent?.name === 'MemberExpression' ? propertyOf(parent, this.text) : undefined;
      const alone = parent?.name === 'ExpressionStatement' ? '' : 'default';
      const imported = node.name === 'DynamicImport' ? '*' : (member ?? alone);
      this.imports.push({ ...this.source(node), module, imported, local: '' });
    }
  }

  /** `const env = process.env` and `const { Router } = express` make another name for the same. */
  alias(name: string, value: Expression, environmentOnly: boolean): void {
    if (value.kind === 'call') {
      // https://vite.dev/config/#using-environment-variables-in-config
      if (value.callee === 'vite.loadEnv') this.known.set(name, 'process.env');
      const [first] = value.args;
      if (/\.get$/.test(value.callee) && first?.kind === 'name' && first.name === configService) this.configs.add(name);
    }
    if (value.kind !== 'name') return;
    const packaged = !environmentOnly && [...this.known.values()].some((each) => value.name.startsWith(`${each}.`));
    if (environmentOf(value.name) || (packaged && !/^[./]|\.env\.\w+$/.test(value.name)))
      this.known.set(name, value.name);
  }

  /** Notes `config: ConfigService`. */
  typed(name: string, annotation: SyntaxNode | undefined): void {
    const type = annotation?.getChild('TypeName') ?? annotation?.getChild('ParameterizedType')?.getChild('TypeName');
    if (type && this.resolve(this.slice(type)) === configService) this.configs.add(name);
  }

  /** Parameters, those of a constructor that become fields included. */
  parameters(list: SyntaxNode): void {
    const words = childrenOf(list);
    for (const [index, word] of words.entries()) {
      if (word.name !== 'TypeAnnotation') continue;
      const name = words[index - 1]?.name === 'Optional' ? words[index - 2] : words[index - 1];
      if (name?.name !== 'VariableDefinition') continue;
      this.typed(this.slice(name), word);
      this.typed(`this.${this.slice(name)}`, word);
    }
  }

  /** What a call reads from the environment: configService.get('X'), Deno.env.get('X'). */
  configRead(
    callee: string,
    args: readonly Expression[],
  ): (Pick<JsEnvironmentRead, 'name' | 'via'> & Partial<Pick<JsEnvironmentRead, 'fallback' | 'required'>>) | undefined {
    const [first, second] = args;
    if (first?.kind !== 'string') return undefined;
    if (callee === 'Deno.env.get') return { name: first.value, via: 'process' };
    const match = /^(.*)\.(get|getOrThrow)$/.exec(callee);
    // Other keys are those of the author's own configuration objects.
    if (!match?.[1] || !/^[A-Z][A-Z0-9_]*$/.test(first.value) || !this.isConfig(match[1])) return undefined;
    const fallback = second && second.kind !== 'dict' ? second : undefined;
    return {
      name: first.value,
      via: 'config',
      ...(fallback && { fallback }),
      ...(match[2] === 'getOrThrow' && !fallback && { required: true }),
    };
  }

  /** In a factory, the parameter often has no type. */
  private isConfig(name: string): boolean {
    if (this.configs.has(name) || name.endsWith(`.get()`)) return this.configs.has(name) || this.usesConfig();
    return /^(this\.)?_?config(Service)?$/.test(name) && this.usesConfig();
  }

  private usesConfig(): boolean {
    return this.imports.some((each) => each.module === '@nestjs/config');
  }

  private bind(node: SyntaxNode, module: string, imported: string, local: string): void {
    this.imports.push({ ...this.source(node), module, imported, local });
    const name = imported === 'default' || imported === '*' ? module : `${module}.${imported}`;
    // The module `process` is the global of that name.
    this.known.set(local, name.replace(/^(node:)?process(?=$|\.)/, 'process'));
  }

  private string(node: SyntaxNode): string {
    return node.name === 'String' ? this.slice(node).slice(1, -1) : this.slice(node);
  }

  private slice(node: SyntaxNode | null): string {
    return node ? this.text.slice(node.from, node.to) : '';
  }
}

/** The words of each part of `{ a, b as c, type D }`. */
function parts(group: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const found: SyntaxNode[][] = [[]];
  for (const word of childrenOf(group)) {
    if (word.name === ',') found.push([]);
    else if (word.name !== '{' && word.name !== '}') found.at(-1)?.push(word);
  }
  return found.filter((words) => words.length > 0);
}
