// Files of about a million characters that a parser could choke on: nested deeply, repeated endlessly, never closed.
import { extname } from 'node:path';

const million = 1_000_000;
const times = (text) => text.repeat(Math.floor(million / text.length));
const half = (text) => text.repeat(Math.floor(million / 2 / text.length));

/** What, the file's path, and its text. Beside each stands a manifest that makes Drydock look at it. */
export const malformed = [
  ['lists never closed', 'app.py', `x = ${times('[')}`],
  ['lists in lists', 'app.py', `x = ${half('[')}${half(']')}`],
  ['calls never closed', 'app.py', `x = ${times('f(')}`],
  ['dictionaries never closed', 'app.py', `x = ${times('{1:')}`],
  ['blocks in blocks', 'app.py', Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n')],
  ['one chain of attributes', 'app.py', `x = ${times('a.')}`],
  ['one chain of subscripts', 'app.py', `x = a${times('[0]')}`],
  ['an app in parentheses', 'app.py', `from flask import Flask\napp = ${half('(')}Flask(__name__)${half(')')}`],
  ['decorators of nothing', 'app.py', times('@a\n')],
  ['a list in setup.py', 'setup.py', `from setuptools import setup\nsetup(install_requires=${times('[')}`],
  ['an array in TOML', 'pyproject.toml', `x = ${times('[')}`],
  ['an array in JSON', 'package.json', times('[')],
  ['an array in YAML', 'docker-compose.yml', times('[')],
  ['arrays never closed', 'server.js', `x = ${times('[')}`],
  ['templates never closed', 'server.js', times('`${')],
  ['elements never closed', 'server.js', `x = ${times('<a>')}`],
].flatMap(([what, path, text]) => {
  // A source file above the limit is only measured; the longest that is parsed is the worst.
  const parsed = { '.py': 512 * 1024, '.js': 256 * 1024 }[extname(path)];
  const whole = { what, path, text };
  return parsed ? [whole, { what: `${what}, ${parsed / 1024} KiB`, path, text: text.slice(0, parsed) }] : [whole];
});
