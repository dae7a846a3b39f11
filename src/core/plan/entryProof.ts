import { failed, ok, type Result } from '../model/failure';
import type { PythonEntry } from '../model/stackModel';

/** A Python program that imports an entry as a server would, and calls it where it is a factory. Prints nothing when it is well. */
export function entryProof(entry: PythonEntry): string {
  const lines = [
    'import importlib, sys',
    `sys.path.insert(0, ${JSON.stringify(entry.importRoot === '' ? '/app' : `/app/${entry.importRoot}`)})`,
    `module = importlib.import_module(${JSON.stringify(entry.module)})`,
    `found = getattr(module, ${JSON.stringify(entry.attribute)})`,
    ...(entry.kind === 'factory' ? ['found()'] : []),
  ];
  return lines.join('\n');
}

/** What the traceback of a failed proof says: the innermost line of the repository's own code, and the last line. */
export function readTraceback(entry: PythonEntry, output: string): Result<void> {
  if (!output.includes('Traceback (most recent call last)')) return ok(undefined);
  const frames = [...output.matchAll(/^ +File "\/app\/([^"]+)", line (\d+)/gm)];
  const last = frames.at(-1);
  const error =
    output
      .trim()
      .split('\n')
      .findLast((line) => /^[A-Za-z_][\w.]*(: |$)/.test(line)) ?? 'it failed';
  const missing = /^ModuleNotFoundError: No module named '([^']+)'/.exec(error)?.[1];
  return failed({
    code: 'entry-failed',
    message: `${entry.module}:${entry.attribute} cannot be imported: ${error}`,
    next: missing
      ? `Add ${missing} to the requirements, then run drydock up again.`
      : 'Correct that line, then run drydock up again.',
    ...(last?.[1] && { file: last[1], line: Number(last[2]) }),
    detail: output.trim().split('\n').slice(-15).join('\n'),
  });
}
