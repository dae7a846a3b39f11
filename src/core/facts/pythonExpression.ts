import type { SyntaxNode } from '@lezer/common';
import type { PyExpression } from '../model/facts';

/** Gives the dotted name that a local name stands for. */
export type Resolve = (name: string) => string;

/** How deep an expression is followed; deeper ones are 'other'. */
const deepest = 24;

/** Reduces an expression's syntax tree to what detection looks at. */
export function expressionOf(node: SyntaxNode | null, text: string, resolve: Resolve, depth = 0): PyExpression {
  if (!node || depth > deepest) return { kind: 'other' };
  const inner = (child: SyntaxNode | null) => expressionOf(child, text, resolve, depth + 1);
  const source = text.slice(node.from, node.to);
  switch (node.name) {
    case 'String':
      return { kind: 'string', value: stringValue(source) };
    case 'ContinuedString':
    case 'FormatString':
      return joined(
        childrenOf(node).map((child) =>
          child.name === 'FormatReplacement' ? inner(child.firstChild?.nextSibling ?? null) : inner(child),
        ),
        node,
        text,
      );
    case 'Number':
      return { kind: 'number', value: Number(source.replaceAll('_', '')) };
    case 'Boolean':
      return { kind: 'boolean', value: source === 'True' };
    case 'None':
      return { kind: 'none' };
    case 'VariableName':
      return { kind: 'name', name: resolve(source) };
    case 'ParenthesizedExpression':
      return inner(childrenOf(node).find((child) => !isPunctuation(child)) ?? null);
    case 'MemberExpression':
      return member(node, text, resolve, depth);
    case 'CallExpression': {
      const name = nameOf(node.firstChild, text, resolve, depth + 1);
      return { kind: 'call', callee: name, ...argumentsOf(node.getChild('ArgList'), text, resolve, depth + 1) };
    }
    case 'BinaryExpression': {
      const [left, operator, right] = childrenOf(node);
      if (operator?.name === 'or') return { kind: 'either', options: [inner(left ?? null), inner(right ?? null)] };
      if (operator && text.slice(operator.from, operator.to) === '+')
        return { kind: 'joined', parts: [inner(left ?? null), inner(right ?? null)] };
      if (operator && (operator.name === 'CompareOp' || operator.name === 'in'))
        return {
          kind: 'compared',
          left: inner(left ?? null),
          operator: text.slice(operator.from, operator.to),
          right: inner(right ?? null),
        };
      return { kind: 'other' };
    }
    case 'ConditionalExpression': {
      const parts = childrenOf(node);
      return { kind: 'either', options: [inner(parts[0] ?? null), inner(parts.at(-1) ?? null)] };
    }
    case 'ArrayExpression':
    case 'TupleExpression':
    case 'SetExpression':
      return {
        kind: 'list',
        items: childrenOf(node)
          .filter((child) => !isPunctuation(child))
          .map(inner),
      };
    case 'DictionaryExpression':
      return {
        kind: 'dict',
        entries: entriesOf(node).map(([key, value]) => ({ key: inner(key), value: inner(value) })),
      };
    default:
      return { kind: 'other' };
  }
}

/** Positional and keyword arguments of an ArgList; starred ones are left out. */
export function argumentsOf(
  list: SyntaxNode | null,
  text: string,
  resolve: Resolve,
  depth = 0,
): { readonly args: readonly PyExpression[]; readonly keywords: Readonly<Record<string, PyExpression>> } {
  const args: PyExpression[] = [];
  const keywords: Record<string, PyExpression> = Object.create(null) as Record<string, PyExpression>;
  const words = list ? childrenOf(list) : [];
  for (let index = 0; index < words.length; index++) {
    const node = words[index];
    if (!node || isPunctuation(node)) continue;
    if (node.name === '*' || node.name === '**') index++;
    else if (words[index + 1]?.name === 'AssignOp') {
      keywords[text.slice(node.from, node.to)] = expressionOf(words[index + 2] ?? null, text, resolve, depth + 1);
      index += 2;
    } else args.push(expressionOf(node, text, resolve, depth + 1));
  }
  return { args, keywords: { ...keywords } };
}

/** 'flask.Flask', 'app.config', 'x.y().z' as far as it has names; '' for what has none. */
export function nameOf(node: SyntaxNode | null, text: string, resolve: Resolve, depth = 0): string {
  const expression = expressionOf(node, text, resolve, depth);
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'call') return `${expression.callee}()`;
  return '';
}

function member(node: SyntaxNode, text: string, resolve: Resolve, depth: number): PyExpression {
  const property = node.getChild('PropertyName');
  if (property) {
    const of = nameOf(node.firstChild, text, resolve, depth + 1);
    return of ? { kind: 'name', name: `${of}.${text.slice(property.from, property.to)}` } : { kind: 'other' };
  }
  const parts = childrenOf(node);
  return {
    kind: 'item',
    of: expressionOf(parts[0] ?? null, text, resolve, depth + 1),
    key: expressionOf(parts[2] ?? null, text, resolve, depth + 1),
  };
}

/** Literal parts of an f-string lie between its replacements. */
function joined(children: readonly PyExpression[], node: SyntaxNode, text: string): PyExpression {
  if (node.name === 'ContinuedString') {
    const texts = children.flatMap((child) => (child.kind === 'string' ? [child.value] : []));
    if (texts.length === children.length) return { kind: 'string', value: texts.join('') };
    return { kind: 'joined', parts: children };
  }
  const parts: PyExpression[] = [];
  const quoted = /^[a-zA-Z]*("""|'''|"|')/.exec(text.slice(node.from, node.to));
  let at = node.from + (quoted?.[0].length ?? 1);
  const end = node.to - (quoted?.[1]?.length ?? 1);
  for (const [index, child] of childrenOf(node).entries()) {
    if (child.from > at) parts.push({ kind: 'string', value: text.slice(at, child.from) });
    parts.push(children[index] ?? { kind: 'other' });
    at = child.to;
  }
  if (end > at) parts.push({ kind: 'string', value: text.slice(at, end) });
  return { kind: 'joined', parts };
}

function entriesOf(node: SyntaxNode): readonly (readonly [SyntaxNode, SyntaxNode])[] {
  const found: (readonly [SyntaxNode, SyntaxNode])[] = [];
  const words = childrenOf(node);
  for (const [index, word] of words.entries()) {
    const [key, value] = [words[index - 1], words[index + 1]];
    if (word.name === ':' && key && value) found.push([key, value]);
  }
  return found;
}

/** Children of a node, in order. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

const isPunctuation = (node: SyntaxNode): boolean => [',', '(', ')', '[', ']', '{', '}', 'Comment'].includes(node.name);

/** The text between the quotes; escapes other than of quotes and backslash are left as they are. */
function stringValue(source: string): string {
  const match = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(source);
  if (!match) return source;
  return match[1]?.toLowerCase().includes('r') ? (match[3] ?? '') : (match[3] ?? '').replaceAll(/\\(["'\\])/g, '$1');
}
