/**
 * Debian packages that the official slim image lacks for a Python distribution without wheels: to build it, and to run it.
 * psycopg2: https://www.psycopg.org/docs/install.html#build-prerequisites; psycopg without [binary]: libpq at run time,
 * https://www.psycopg.org/psycopg3/docs/basic/install.html
 */
const table: Readonly<Record<string, { readonly build: readonly string[]; readonly run: readonly string[] }>> = {
  psycopg2: { build: ['gcc', 'libc6-dev', 'libpq-dev'], run: ['libpq5'] },
  psycopg: { build: [], run: ['libpq5'] },
};

/** What the distributions need, without repeats, sorted. */
export function debianPackages(distributions: readonly string[]): {
  readonly build: readonly string[];
  readonly run: readonly string[];
} {
  const rows = distributions
    .filter((name) => !distributions.includes(`${name}[binary]`))
    .flatMap((name) => table[name] ?? []);
  const unique = (names: readonly string[]) => [...new Set(names)].sort();
  return { build: unique(rows.flatMap((row) => row.build)), run: unique(rows.flatMap((row) => row.run)) };
}
