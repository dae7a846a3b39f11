import type { PyExpression } from '../model/facts';

const words = { true: ['True', '1', 'true', 'yes', 'on'], false: ['False', '0', 'false', 'no', 'off', ''] } as const;

/**
 * The text that a variable has to hold so that an expression which reads it is true, or false: 'True' for
 * `os.environ.get("DEBUG") == "True"`, '1' for `bool(int(os.environ.get("DEBUG", 0)))`. What cannot be told is taken for a library's
 * reader of booleans, all of which know the first word; then the code's own default says how it is spelled.
 */
export function wordFor(wanted: boolean, read: PyExpression | undefined, fallback: PyExpression | undefined): string {
  const candidates = words[wanted ? 'true' : 'false'];
  const usual = candidates[spellingOf(fallback)] ?? candidates[0];
  const order = [usual, ...candidates.filter((each) => each !== usual)];
  const fits = (word: string): boolean => {
    const truth = read && truthOf(read, word);
    return truth === undefined || truth === wanted;
  };
  return order.find(fits) ?? usual;
}

/** Which pair of words a default is one of. */
function spellingOf(fallback: PyExpression | undefined): number {
  if (fallback?.kind === 'number') return 1;
  const text = fallback?.kind === 'string' ? fallback.value : 'True';
  return Math.max(
    words.true.findIndex((word) => word === text),
    words.false.findIndex((word) => word !== '' && word === text),
    0,
  );
}

/** What reading gives; null where it raises. */
type Value = string | number | boolean | null | readonly (string | undefined)[];

/** What an expression is when the variable that it reads holds `word`; undefined where only running it would tell. */
function truthOf(expression: PyExpression, word: string): boolean | null | undefined {
  const value = valueOf(expression, word);
  if (value === undefined || value === null) return value;
  return typeof value === 'object' ? value.length > 0 : Boolean(value);
}

function valueOf(expression: PyExpression, word: string): Value | undefined {
  switch (expression.kind) {
    case 'string':
    case 'number':
    case 'boolean':
      return expression.value;
    case 'list':
      return expression.items.map((item) => (item.kind === 'string' ? item.value : undefined));
    case 'either':
      return expression.options[0] && valueOf(expression.options[0], word);
    case 'item':
      return word;
    case 'compared':
      return comparison(expression, word);
    case 'call':
      return callValue(expression, word);
    default:
      return undefined;
  }
}

function comparison(
  { left, operator, right }: Extract<PyExpression, { kind: 'compared' }>,
  word: string,
): boolean | null | undefined {
  const [a, b] = [valueOf(left, word), valueOf(right, word)];
  if (a === undefined || b === undefined) return undefined;
  if (a === null || b === null) return null;
  if (operator === 'in') return typeof b === 'object' ? b.some((each) => each === a) : String(b).includes(String(a));
  if (operator === '==' || operator === 'is') return a === b;
  return operator === '!=' ? a !== b : undefined;
}

/** int(), bool(), str() and the methods of texts; a call with a text is what reads the variable. */
function callValue(
  { callee, args, keywords }: Extract<PyExpression, { kind: 'call' }>,
  word: string,
): Value | undefined {
  const method = /\(\)\.(lower|upper|title|capitalize|strip)$/.exec(callee)?.[1];
  if (method === 'lower') return word.toLowerCase();
  if (method === 'upper') return word.toUpperCase();
  if (method !== undefined) return word;
  const [first] = args;
  if (first === undefined) return undefined;
  const { cast } = keywords;
  if (first.kind === 'string') {
    if (/\.int$/.test(callee) || (cast?.kind === 'name' && cast.name === 'int')) return numberOf(word);
    return cast !== undefined || /\.bool$/.test(callee) ? undefined : word;
  }
  if (callee === 'bool') return truthOf(first, word);
  const value = valueOf(first, word);
  if (callee === 'int') return typeof value === 'string' ? numberOf(value) : value;
  return callee === 'str' ? value : undefined;
}

const numberOf = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);
