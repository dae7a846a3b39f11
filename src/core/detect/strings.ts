import type { Expression } from '../model/nodeFacts';

/** Deeper expressions are generated code. */
const deepest = 12;

/** Every text that an expression holds; of one that is put together, its first part. */
export function stringsIn(expression: Expression, depth = 0): readonly string[] {
  if (depth > deepest) return [];
  const within = (parts: readonly Expression[]) => parts.flatMap((part) => stringsIn(part, depth + 1));
  switch (expression.kind) {
    case 'string':
      return [expression.value];
    case 'either':
      return within(expression.options);
    case 'joined':
      return within(expression.parts.slice(0, 1));
    case 'list':
      return within(expression.items);
    case 'dict':
      return within(expression.entries.map(({ value }) => value));
    case 'call':
      return within([...expression.args, ...Object.values(expression.keywords)]);
    default:
      return [];
  }
}
