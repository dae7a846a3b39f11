/**
 * Poetry's and Pipenv's version constraints as PEP 440 specifiers: '^1.2' is '>=1.2,<2.0'; '' where any version will do.
 * Alternatives ('||') become the range from the first one's lower to the last one's upper end, since PEP 440 has none.
 * https://python-poetry.org/docs/dependency-specification/#version-constraints
 */
export function pep440(constraint: string): string {
  const alternatives = constraint
    .slice(0, 500)
    .split(/\|\|?/)
    .map((each) => clauses(each));
  const [first = [], last = first] = [alternatives[0], alternatives.at(-1)];
  if (alternatives.length < 2) return first.join(',');
  if (alternatives.some((each) => each.length === 0)) return '';
  const lower = first.find((each) => /^(>|==)/.test(each));
  const upper = last.find((each) => /^(<|==[^*]*$)/.test(each));
  return [lower?.replace(/^==([^*]*?)(\.\*)?$/, '>=$1'), upper?.replace(/^==/, '<=')].filter(Boolean).join(',');
}

function clauses(alternative: string): readonly string[] {
  return alternative
    .replace(/([<>=!~^])\s+/g, '$1')
    .split(/[\s,]+/)
    .flatMap((clause) => {
      const [, operator = '', version = ''] = /^(~=|===?|!=|<=|>=|<|>|\^|~|=)?v?(.*)$/.exec(clause) ?? [];
      if (version === '' || version === '*') return [];
      if (operator === '^') return [`>=${version}`, `<${next(version, caret(version))}`];
      if (operator === '~') return [`>=${version}`, `<${next(version, Math.min(1, release(version).length - 1))}`];
      return [`${operator === '' || operator === '=' ? '==' : operator}${version}`];
    });
}

const release = (version: string): readonly number[] =>
  (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);

/** The first part that is not 0 may not change; where all are 0, the last one. */
function caret(version: string): number {
  const index = release(version).findIndex((part) => part !== 0);
  return index < 0 ? release(version).length - 1 : index;
}

/** With the part at `index` counted up and those behind it 0. */
const next = (version: string, index: number): string =>
  release(version)
    .map((part, at) => (at < index ? part : at === index ? part + 1 : 0))
    .join('.');
