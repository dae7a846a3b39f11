import type { PyExpression } from '../model/facts';

/** Stands for a part of a joined text that is no literal. */
const unknown = '{}';

/** Every literal text in an expression; of a joined one the whole, with {} for what is not literal, and its parts. */
export function textsIn(expression: PyExpression): readonly string[] {
  switch (expression.kind) {
    case 'string':
      return [expression.value];
    case 'joined':
      return [whole(expression), ...expression.parts.flatMap((part) => (part.kind === 'string' ? [] : textsIn(part)))];
    case 'either':
      return expression.options.flatMap(textsIn);
    case 'call':
      return [...expression.args, ...Object.values(expression.keywords)].flatMap(textsIn);
    case 'list':
      return expression.items.flatMap(textsIn);
    case 'dict':
      return expression.entries.flatMap(({ value }) => textsIn(value));
    default:
      return [];
  }
}

/** The texts of an expression itself, without those of calls in it, which are looked at where they stand. */
export function ownTexts(expression: PyExpression): readonly string[] {
  switch (expression.kind) {
    case 'string':
      return [expression.value];
    case 'joined':
      return [whole(expression)];
    case 'either':
      return expression.options.flatMap(ownTexts);
    case 'list':
      return expression.items.flatMap(ownTexts);
    case 'dict':
      return expression.entries.flatMap(({ value }) => ownTexts(value));
    default:
      return [];
  }
}

/** The literal value, where the expression is one. */
export function literalOf(expression: PyExpression | undefined): string | undefined {
  switch (expression?.kind) {
    case 'string':
      return expression.value;
    case 'number':
    case 'boolean':
      return String(expression.value);
    default:
      return undefined;
  }
}

function whole(expression: Extract<PyExpression, { kind: 'joined' }>): string {
  return expression.parts
    .map((part) => (part.kind === 'string' ? part.value : part.kind === 'joined' ? whole(part) : unknown))
    .join('');
}
