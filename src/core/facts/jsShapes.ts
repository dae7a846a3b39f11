import type { SyntaxNode } from '@lezer/common';
import type { Expression } from '../model/nodeFacts';
import { childrenOf, either, expressionOf, nameOf, unwrap, valuesOf, type Reading } from './jsExpression';

/** What surrounds a node. */
export interface Around {
  /** Named functions and classes, dotted. */
  readonly scope: string;
  /** Where the value goes, dotted; '' when nowhere. */
  readonly target: string;
  /** What is taken when the value is missing. */
  readonly fallback?: Expression;
  /** The code fails without the value. */
  readonly required?: boolean;
}

/** Nodes that hold types alone. */
export const typesOnly = new Set([
  'TypeAnnotation',
  'TypeArgList',
  'TypeParamList',
  'InterfaceDeclaration',
  'TypeAliasDeclaration',
  'AmbientDeclaration',
]);

/** What a file gives as a whole; functions, also as arguments (`defineConfig(() => ({}))`), stand for what they return. */
export function wholeOf(found: SyntaxNode | null, reading: Reading): Expression {
  const node = unwrap(found);
  if (!node) return { kind: 'other' };
  if (isFunction(node.name)) return returned(node, reading);
  const expression = expressionOf(node, reading);
  const list = node.getChild('ArgList');
  if (expression.kind !== 'call' || !list) return expression;
  const args = valuesOf(list).map((value, index) => {
    const argument = unwrap(value);
    return argument && isFunction(argument.name)
      ? returned(argument, reading)
      : (expression.args[index] ?? { kind: 'other' as const });
  });
  return { ...expression, args };
}

function returned(node: SyntaxNode, reading: Reading): Expression {
  const body = node.lastChild;
  if (body?.name !== 'Block') return expressionOf(body, reading);
  const found: Expression[] = [];
  const visit = (from: SyntaxNode, depth: number) => {
    for (let child = from.firstChild; child && depth < 50; child = child.nextSibling) {
      if (child.name === 'ReturnStatement') found.push(expressionOf(childrenOf(child)[1] ?? null, reading));
      else if (/Statement$|^Block$|^CatchClause$/.test(child.name) && child.name !== 'ExpressionStatement')
        visit(child, depth + 1);
    }
  };
  visit(body, 0);
  const [only] = found;
  return found.length === 1 && only ? only : found.length > 1 ? either(found) : { kind: 'other' };
}

/** Whether a body ends the program. */
export function exits(body: SyntaxNode | undefined, reading: Reading): boolean {
  const statements = body?.name === 'Block' ? childrenOf(body) : body ? [body] : [];
  return statements.some(
    (each) =>
      each.name === 'ThrowStatement' ||
      (each.name === 'ExpressionStatement' && nameOf(unwrap(each.firstChild), reading) === 'process.exit()'),
  );
}

/** 'app', 'app.locals', 'this.x', 'process.env.X' as written; 'a[b-c]' for a key that is no name. */
export function targetOf(node: SyntaxNode, text: string): string {
  const reading = { text: text, resolve: (name: string) => name };
  const expression = expressionOf(node, reading);
  const write = (each: Expression): string => {
    if (each.kind === 'name') return each.name;
    if (each.kind === 'item' && each.key.kind === 'string') return `${write(each.of)}[${each.key.value}]`;
    return '';
  };
  return write(expression);
}

/** Whether a node of this name is a function. */
export const isFunction = (name: string): boolean =>
  name === 'ArrowFunction' || name === 'FunctionExpression' || name === 'FunctionDeclaration';

/**
 * Sound code that the grammar does not know: decorators before `export`, `import x = require()`, import attributes
 * and a default class that has no name.
 */
export function isKnownGap(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (node.prevSibling?.name === 'Decorator') return node.from === node.to;
  if (parent?.name === 'ImportDeclaration') return true;
  if (parent?.name === 'WithStatement') return parent.prevSibling?.name === 'ImportDeclaration';
  return node.firstChild?.name === 'extends' && parent?.parent?.name === 'ExportDeclaration';
}

/** Dotted, without empty parts. */
export const join = (path: string, name: string): string => (path && name ? `${path}.${name}` : path || name);

/** The fallback of an expression is not that of its parts. */
export const plain = (around: Around): Around =>
  around.fallback || around.required ? { scope: around.scope, target: around.target } : around;
