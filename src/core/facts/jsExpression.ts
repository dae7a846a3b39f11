import type { SyntaxNode } from '@lezer/common';
import type { Expression } from '../model/nodeFacts';

/** Gives the dotted name that a local name stands for. */
export type Resolve = (name: string) => string;

/** What an expression is read with. */
export interface Reading {
  readonly text: string;
  readonly resolve: Resolve;
}

/** How deep an expression is followed; deeper ones are 'other'. */
const deepest = 24;
/** Links of a chain `a.b().c()` that are named. */
const mostLinks = 200;

const other: Expression = { kind: 'other' };
const none: Expression = { kind: 'none' };

/** Functions whose result means the same as their first argument. */
const conversion = /^(Number|String|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat)$/;

/** Reduces an expression's syntax tree to what detection looks at. Functions, JSX and patterns are 'other'. */
export function expressionOf(found: SyntaxNode | null, reading: Reading, depth = 0): Expression {
  const node = unwrap(found);
  if (!node || depth > deepest) return other;
  const inner = (child: SyntaxNode | null | undefined) => expressionOf(child ?? null, reading, depth + 1);
  const slice = () => reading.text.slice(node.from, node.to);
  switch (node.name) {
    case 'String':
      return { kind: 'string', value: unescape(slice().slice(1, -1)) };
    case 'TemplateString':
      return template(node, reading, depth);
    case 'Number':
      return { kind: 'number', value: Number(slice().replaceAll('_', '').replace(/n$/, '')) };
    case 'BooleanLiteral':
      return { kind: 'boolean', value: slice() === 'true' };
    case 'null':
      return none;
    case 'VariableName':
      return slice() === 'undefined' ? none : { kind: 'name', name: reading.resolve(slice()) };
    case 'this':
    case 'ImportMeta':
    case 'DynamicImport': {
      const name = nameOf(node, reading);
      return name ? { kind: 'name', name } : other;
    }
    case 'MemberExpression': {
      const name = nameOf(node, reading);
      if (name) return { kind: 'name', name };
      const parts = childrenOf(node);
      const open = parts.findIndex((part) => part.name === '[');
      return open < 0 ? other : { kind: 'item', of: inner(parts[0]), key: inner(parts[open + 1]) };
    }
    case 'CallExpression':
    case 'NewExpression':
      return call(node, reading, depth);
    case 'UnaryExpression':
      return unary(node, inner, reading);
    case 'BinaryExpression':
      return binary(node, inner, reading);
    case 'ConditionalExpression': {
      const parts = childrenOf(node);
      return either([inner(parts[2]), inner(parts[4])]);
    }
    case 'AssignmentExpression':
      return inner(node.lastChild);
    case 'ArrayExpression':
      return { kind: 'list', items: valuesOf(node).map(inner) };
    case 'ObjectExpression':
      return { kind: 'dict', entries: entriesOf(node, reading, depth) };
    default:
      return other;
  }
}

/** Arguments of a call, without spread ones. */
export const argumentsOf = (list: SyntaxNode | null, reading: Reading, depth = 0): readonly Expression[] =>
  list ? valuesOf(list).map((each) => expressionOf(each, reading, depth + 1)) : [];

/**
 * 'express', 'mongoose.connect', 'process.env.PORT' for either way to write it, 'fastify().listen', 'pg' for
 * `require('pg')` and `import('pg')`; '' for what has no name.
 */
export function nameOf(found: SyntaxNode | null, reading: Reading): string {
  const parts: string[] = [];
  let node = unwrap(found);
  for (let links = 0; node && links < mostLinks; links++) {
    if (node.name === 'MemberExpression') {
      const property = propertyOf(node, reading.text);
      if (property === undefined) return '';
      parts.push(`.${property}`);
      node = unwrap(node.firstChild);
      continue;
    }
    const module = requiredModule(node, reading.text);
    if (module !== undefined) return [module, ...parts.reverse()].join('');
    if (node.name === 'CallExpression' || node.name === 'NewExpression') {
      parts.push('()');
      node = unwrap(calleeOf(node));
      continue;
    }
    const source: string = reading.text.slice(node.from, node.to);
    if (node.name === 'VariableName') return [reading.resolve(source), ...parts.reverse()].join('');
    return ['this', 'super', 'ImportMeta'].includes(node.name) ? [source, ...parts.reverse()].join('') : '';
  }
  return '';
}

/** The module of `require('x')` and `import('x')`. */
export function requiredModule(node: SyntaxNode, text: string): string | undefined {
  let argument: SyntaxNode | undefined;
  if (node.name === 'DynamicImport')
    argument = childrenOf(node).find((child) => child.name === 'String' || child.name === 'TemplateString');
  else if (node.name === 'CallExpression') {
    const callee = node.firstChild;
    if (callee?.name !== 'VariableName' || text.slice(callee.from, callee.to) !== 'require') return undefined;
    const list = node.getChild('ArgList');
    argument = list ? valuesOf(list)[0] : undefined;
  }
  if (argument?.name !== 'String' && argument?.name !== 'TemplateString') return undefined;
  return argument.firstChild ? undefined : unescape(text.slice(argument.from + 1, argument.to - 1));
}

/** The name behind the dot; `a['b']` is `a.b`. */
export function propertyOf(node: SyntaxNode, text: string): string | undefined {
  const last = node.lastChild;
  if (last?.name === 'PropertyName' || last?.name === 'PrivatePropertyName') return text.slice(last.from, last.to);
  const key = last?.prevSibling;
  if (last?.name !== ']' || key?.name !== 'String') return undefined;
  const name = text.slice(key.from + 1, key.to - 1);
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : undefined;
}

/** What is called or constructed. */
export const calleeOf = (node: SyntaxNode): SyntaxNode | null =>
  node.name === 'NewExpression' ? (childrenOf(node)[1] ?? null) : node.firstChild;

/** Takes off what does not change the value: parentheses, await, TypeScript's casts, `!` and type arguments. */
export function unwrap(found: SyntaxNode | null): SyntaxNode | null {
  let node = found;
  for (let layers = 0; node && layers < 100; layers++) {
    let inside: SyntaxNode | null | undefined;
    switch (node.name) {
      case 'ParenthesizedExpression':
        inside = valuesOf(node)[0];
        break;
      case 'SequenceExpression':
      case 'AwaitExpression':
      case 'PrefixCast':
        inside = node.lastChild;
        break;
      case 'InstantiationExpression':
        inside = node.firstChild;
        break;
      case 'PostfixExpression':
        inside = node.lastChild?.name === 'LogicOp' ? node.firstChild : undefined;
        break;
      case 'BinaryExpression':
        inside = isCast(node) ? node.firstChild : undefined;
        break;
    }
    if (!inside) return node;
    node = inside;
  }
  return null;
}

/** `a as T`, `a satisfies T` */
export const isCast = (node: SyntaxNode): boolean =>
  ['as', 'satisfies'].includes(node.firstChild?.nextSibling?.name ?? '');

/** Children of a node, in order, without comments. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!isComment(child)) found.push(child);
  return found;
}

/** Elements of a list of values: no punctuation, no spread ones. */
export function valuesOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'Spread') child = child.nextSibling ?? child;
    else if (!punctuation.has(child.name) && !isComment(child)) found.push(child);
  }
  return found;
}

/** Key and value of a property of an object; undefined for methods, spread and computed keys that are no literal. */
export function entryOf(
  property: SyntaxNode,
  text: string,
): { readonly key: string; readonly value: SyntaxNode } | undefined {
  const parts = childrenOf(property);
  const at = parts[0]?.name === '[' ? 1 : 0;
  const key = parts[at];
  if (!key || !['PropertyDefinition', 'String', 'Number'].includes(key.name)) return undefined;
  const written = text.slice(key.from, key.to);
  const name = key.name === 'String' ? unescape(written.slice(1, -1)) : written;
  if (parts.length === 1) return { key: name, value: key };
  const value = parts[at === 1 ? 4 : 2];
  return parts[at === 1 ? 3 : 1]?.name === ':' && value ? { key: name, value } : undefined;
}

/** What is said of several possible values; nested ones become one list. */
export function either(options: readonly Expression[]): Expression {
  return { kind: 'either', options: options.flatMap((each) => (each.kind === 'either' ? each.options : [each])) };
}

/** True for Number(x), parseInt(x, 10) and the like. */
export const isConversion = (callee: string): boolean => conversion.test(callee);

function call(node: SyntaxNode, reading: Reading, depth: number): Expression {
  const module = requiredModule(node, reading.text);
  if (module !== undefined) return { kind: 'name', name: module };
  const callee = nameOf(calleeOf(node), reading);
  const args = argumentsOf(node.getChild('ArgList'), reading, depth);
  const [first] = args;
  if (first && node.name === 'CallExpression' && isConversion(callee)) {
    const plain = callee === 'String' ? first : numeric(first);
    if (['string', 'number', 'name', 'either', 'none'].includes(plain.kind)) return plain;
  }
  return { kind: 'call', callee, args, keywords: {} };
}

function unary(
  node: SyntaxNode,
  inner: (child: SyntaxNode | null | undefined) => Expression,
  reading: Reading,
): Expression {
  const [operator, operand] = childrenOf(node);
  const written = operator ? reading.text.slice(operator.from, operator.to) : '';
  if (written === 'void') return none;
  const value = inner(operand);
  if (written === '+') return numeric(value);
  if (written === '-' && value.kind === 'number') return { kind: 'number', value: -value.value };
  // Minified true and false.
  if (written === '!' && value.kind === 'number') return { kind: 'boolean', value: value.value === 0 };
  return other;
}

function binary(
  node: SyntaxNode,
  inner: (child: SyntaxNode | null | undefined) => Expression,
  reading: Reading,
): Expression {
  const [left, operator, right] = childrenOf(node);
  const written = operator ? reading.text.slice(operator.from, operator.to) : '';
  if (['||', '??', '&&'].includes(written)) return either([inner(left), inner(right)]);
  if (written !== '+') return other;
  const [before, after] = [inner(left), inner(right)];
  if (before.kind === 'number' && after.kind === 'number') return { kind: 'number', value: before.value + after.value };
  if (before.kind === 'string' && after.kind === 'string') return { kind: 'string', value: before.value + after.value };
  return { kind: 'joined', parts: [before, after] };
}

/** Literal parts of a template lie between its interpolations. */
function template(node: SyntaxNode, reading: Reading, depth: number): Expression {
  const parts: Expression[] = [];
  let at = node.from + 1;
  const literal = (end: number) => {
    if (end > at) parts.push({ kind: 'string', value: unescape(reading.text.slice(at, end)) });
  };
  for (const child of childrenOf(node)) {
    if (child.name !== 'Interpolation') continue;
    literal(child.from);
    parts.push(expressionOf(childrenOf(child)[1] ?? null, reading, depth + 1));
    at = child.to;
  }
  literal(node.to - 1);
  const [only] = parts;
  if (!only) return { kind: 'string', value: '' };
  return parts.length === 1 && only.kind === 'string' ? only : { kind: 'joined', parts };
}

function entriesOf(
  node: SyntaxNode,
  reading: Reading,
  depth: number,
): readonly { readonly key: Expression; readonly value: Expression }[] {
  return node.getChildren('Property').flatMap((property) => {
    const entry = entryOf(property, reading.text);
    if (!entry) return [];
    const value =
      entry.value.name === 'PropertyDefinition'
        ? { kind: 'name' as const, name: reading.resolve(entry.key) }
        : expressionOf(entry.value, reading, depth + 1);
    return [{ key: { kind: 'string' as const, value: entry.key }, value }];
  });
}

/** Digits become a number, in every option. */
function numeric(value: Expression): Expression {
  if (value.kind === 'string' && /^\s*\d+\s*$/.test(value.value)) return { kind: 'number', value: Number(value.value) };
  return value.kind === 'either' ? { kind: 'either', options: value.options.map(numeric) } : value;
}

const punctuation = new Set([',', '(', ')', '[', ']', '{', '}', '⚠']);

const isComment = (node: SyntaxNode): boolean => node.name === 'LineComment' || node.name === 'BlockComment';

const short: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** The value of what stands between quotes. */
function unescape(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replaceAll(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|([^]))/g,
    (whole, braced?: string, four?: string, two?: string, lineBreak?: string, one?: string) => {
      const code = braced ?? four ?? two;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      }
      return lineBreak !== undefined || one === undefined ? '' : (short[one] ?? one);
    },
  );
}
