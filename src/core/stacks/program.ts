import type { Entry } from '../model/stackModel';
import { defineStack, type Stack } from './define';

/** What the user alone knows how to start, by drydock.yml: nothing in a repository speaks for it. */
const program = (id: string, title: string, language: Stack['language'], run: (file: string) => readonly string[]) => {
  const start = ({ entry }: { readonly entry: Entry }): readonly string[] => {
    if (entry.kind === 'command') return entry.argv;
    if ('module' in entry) return ['python', '-m', entry.module];
    return run('file' in entry ? entry.file : '');
  };
  return defineStack({
    id,
    title,
    language,
    serves: 'http',
    appName: 'web',
    evidence: [],
    threshold: 1,
    entries: () => [],
    develop: start,
    produce: start,
    environment: ({ port }): Readonly<Record<string, string>> => (port === '' ? {} : { PORT: port }),
    memory: '1g',
  });
};

export const pythonProgram = program('python', 'Python program', 'python', (file) => ['python', file]);

export const nodeProgram = program('node', 'Node.js program', 'node', (file) => ['node', '--watch', file]);
