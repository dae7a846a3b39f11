import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failed, failures, type Result } from '../core/model/failure';
import { failureOf, success } from './envelope';
import { helpText, verbHelp } from './help';
import { failureLines, paintFor, progressOn } from './terminal';
import type { Outcome, Verb } from './verb';
import { verbs } from './verbs';

/** The command line: finds the verb, runs it, prints what it gives, and sets the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  const paint = paintFor(process.stdout, process.env);
  const verb = verbs.find((each) => each.name === name);
  if (!verb) {
    const asked = ['', '-h', '--help', 'help'].includes(name);
    (asked ? process.stdout : process.stderr).write(
      asked
        ? helpText(paint)
        : `${failureLines({ code: 'usage', message: `drydock has no verb '${name}'.`, next: 'drydock --help' }, paint).join('\n')}\n`,
    );
    return asked ? 0 : failures.usage.exit;
  }
  const json = rest.includes('--json');
  const progress = progressOn(process.stderr, rest.includes('--verbose'));
  const result = await runVerb(verb, rest, json, progress);
  progress.end();
  if (json)
    process.stdout.write(
      `${JSON.stringify(result.ok ? success(verb.name, result.value.data) : failureOf(verb.name, result.failure), undefined, 2)}\n`,
    );
  else if (result.ok) process.stdout.write(result.value.lines.length > 0 ? `${result.value.lines.join('\n')}\n` : '');
  else process.stderr.write(`${failureLines(result.failure, paintFor(process.stderr, process.env)).join('\n')}\n`);
  return result.ok ? 0 : failures[result.failure.code].exit;
}

async function runVerb(
  verb: Verb,
  argv: readonly string[],
  json: boolean,
  progress: ReturnType<typeof progressOn>,
): Promise<Result<Outcome>> {
  const options = {
    ...verb.options,
    json: { type: 'boolean' },
    verbose: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    return failed({
      code: 'usage',
      message: error instanceof Error ? error.message : String(error),
      next: `drydock ${verb.name} --help`,
      cause: error,
    });
  }
  if (parsed.values['help'])
    return { ok: true, value: { data: verb.usage, lines: [verbHelp(verb, paintFor(process.stdout, process.env))] } };
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const context = {
    cwd: process.cwd(),
    env: process.env,
    templates: join(__dirname, '..', 'templates'),
    progress: json ? { step: () => undefined, line: () => undefined } : progress,
    signal: abort.signal,
    json,
    terminal: process.stdin.isTTY && process.stdout.isTTY,
  };
  const result = await verb.run(context, parsed.values, parsed.positionals);
  return abort.signal.aborted && !result.ok
    ? failed({ code: 'cancelled', message: 'Cancelled.', next: `drydock ${verb.name} goes on from here` })
    : result;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `${failureLines({ code: 'unexpected', message: error instanceof Error ? (error.stack ?? error.message) : String(error), next: 'Please report this.' }, paintFor(process.stderr, process.env)).join('\n')}\n`,
    );
    process.exitCode = failures.unexpected.exit;
  },
);
