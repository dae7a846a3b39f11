import type { RepoFacts } from '../model/facts';
import type { Inventory } from '../model/inventory';
import { compare } from './conclude';

/** By ending; every other is called by its ending. */
const languages: Readonly<Record<string, string>> = {
  py: 'Python',
  pyi: 'Python',
  ipynb: 'notebook',
  js: 'JavaScript',
  mjs: 'JavaScript',
  cjs: 'JavaScript',
  jsx: 'JavaScript',
  ts: 'TypeScript',
  mts: 'TypeScript',
  tsx: 'TypeScript',
  dart: 'Dart',
  html: 'HTML',
  css: 'CSS',
  md: 'Markdown',
  rst: 'reStructuredText',
  yml: 'YAML',
  yaml: 'YAML',
  json: 'JSON',
  toml: 'TOML',
  sh: 'shell',
  go: 'Go',
  rs: 'Rust',
  java: 'Java',
  kt: 'Kotlin',
  rb: 'Ruby',
  php: 'PHP',
  cs: 'C#',
  c: 'C',
  h: 'C',
  cpp: 'C++',
  r: 'R',
};

/** Counts what is there, for the answer to a person who wonders why nothing was found. */
export function inventoryOf(facts: RepoFacts): Inventory {
  return {
    files: facts.files.length,
    kinds: counted(facts.files.map(kindOf)).map(([name, files]) => ({ name, files })),
    folders: counted(facts.files.map((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : ''))).map(
      ([path, files]) => ({ path, files }),
    ),
    manifests: [...facts.manifests, ...facts.packages, ...facts.pubspecs].map(({ file }) => file).sort(compare),
    commands: [
      ...facts.manifests.flatMap(({ project }) => project?.commands ?? []),
      ...facts.packages.flatMap(({ commands }) => commands ?? []),
    ],
  };
}

function kindOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const ending = /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? 'other' : (languages[ending] ?? `.${ending}`);
}

/** Each value with how often it is there, most first, then by name. */
function counted(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}
