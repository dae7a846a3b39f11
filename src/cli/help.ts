import { failures } from '../core/model/failure';
import type { Paint } from './terminal';
import type { Verb } from './verb';
import { verbs } from './verbs';

/** `drydock --help`. */
export function helpText(paint: Paint): string {
  const exits = new Map<number, string[]>();
  for (const { exit, title } of Object.values(failures)) exits.set(exit, [...(exits.get(exit) ?? []), title]);
  return [
    `${paint.bold('drydock')}: a Docker-first development environment for any repository`,
    '',
    `${paint.bold('Usage')}  drydock VERB [PATH] [--json] [--verbose]`,
    '',
    ...verbs.map((verb) => `  ${verb.usage.padEnd(28)} ${verb.summary}`),
    '',
    '  drydock VERB --help says more. Without PATH the current folder is meant; a Git URL is cloned into ./<name> first.',
    '',
    paint.bold('Exit codes'),
    '  0    done',
    ...[...exits].map(([code, titles]) => `  ${String(code).padEnd(4)} ${titles.join('; ')}`),
    '',
  ].join('\n');
}

/** `drydock VERB --help`. */
export function verbHelp(verb: Verb, paint: Paint): string {
  const options = Object.entries(verb.help).map(([name, text]) => `  --${name.padEnd(20)} ${text}`);
  return [
    `${paint.bold('Usage')}  drydock ${verb.usage}`,
    '',
    verb.summary,
    '',
    ...options,
    '  --json                 one JSON object on standard output (docs/json.md)',
    '  --verbose              the output of every command that is run',
  ].join('\n');
}
