import { isSecret } from '../detect/variables';

/** Shorter values are words that stand in every log. */
const shortest = 6;
/** Stands where a secret stood. */
export const mask = '***';

/** A variable of a container or of a .env file. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/**
 * The values of variables that are secrets by their names, and the passwords in those that are URLs; longest first, so that none is cut
 * by a shorter one.
 */
export function secretValues(variables: readonly NamedValue[]): readonly string[] {
  const values = variables
    .flatMap(({ name, value }) => (isSecret(name) ? [value] : passwordsOf(value)))
    .filter(({ length }) => length >= shortest);
  return [...new Set(values)].sort((a, b) => b.length - a.length);
}

/**
 * As it stands in the URL, and as the one that it is sent to writes it. One that is the user's name as well ('postgres') is no secret
 * but a word that stands in every log.
 */
function passwordsOf(value: string): readonly string[] {
  const [, user, password] = /:\/\/([^:@/\s]*):([^@/\s]+)@/.exec(value) ?? [];
  if (password === undefined || password === user) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** A variable as others may see it: nothing of a secret, a URL without its password. */
export const maskValue = ({ name, value }: NamedValue): string =>
  isSecret(name) && value !== '' ? mask : redactSecrets(value, []);

/**
 * A text for other eyes than its owner's: without the secrets that are known, without passwords in URLs, and without what is given to
 * a name that says that it is a secret ('password=x', '"token": "x"', 'Bearer x'). Linear in the text.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .reduce((left, secret) => left.replaceAll(secret, mask), text)
    .replaceAll(/(:\/\/[^:@/\s]*):[^@/\s]+@/g, `$1:${mask}@`)
    .replaceAll(
      /\b(\w*(?:password|passwd|pwd|secret|token|api_?key)["']?\s?=\s?)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&)]+)/gi,
      `$1${mask}`,
    )
    .replaceAll(
      /(["']\w*(?:password|passwd|pwd|secret|token|api_?key)["']: ?)("(?:[^"\\]|\\.)*"|'[^']*')/gi,
      `$1${mask}`,
    )
    .replaceAll(/\b(Bearer|Basic) [A-Za-z0-9+/_.=-]{8,}/g, `$1 ${mask}`);
}
