/** What the last error in a log says. */
export interface LoggedError {
  /** Its own line: "ModuleNotFoundError: No module named 'flask'". */
  readonly error: string;
  /** The innermost place in the repository that it came through. */
  readonly file?: string;
  readonly line?: number;
  /** The backing service that did not let the code in, as the error names it: 'db:5432'; '' where it names none. */
  readonly refusedBy?: string;
}

/** Lines of a log that are looked at, from its end. */
const longest = 200;

/**
 * The last traceback of Python or stack of Node.js in a log; undefined when there is none. Containers have the repository in /app:
 * the innermost frame there that is no installed package is the place. Sources of the two shapes:
 * https://docs.python.org/3/library/traceback.html, https://nodejs.org/api/errors.html#errorstack.
 */
export function lastError(log: string): LoggedError | undefined {
  const lines = log.trimEnd().split('\n').slice(-longest);
  const python = lines.findLastIndex((line) => line.includes('Traceback (most recent call last)'));
  const node = lines.findLastIndex((line) => nodeFrame.test(line));
  const found =
    python >= 0 && python > node ? ofPython(lines.slice(python)) : node >= 0 ? ofNode(lines, node) : undefined;
  if (!found) return undefined;
  const refusedBy = refusal(lines.slice(python >= 0 && python > node ? python : Math.max(0, node - 10)).join('\n'));
  return refusedBy === undefined ? found : { ...found, refusedBy };
}

const nodeFrame = /^ +at .*?(?:file:\/\/)?(?:\/[^():]+|node:[\w/]+):\d+:\d+\)?$/;

function ofPython(lines: readonly string[]): LoggedError | undefined {
  // SyntaxError has its file as the last frame, without ', in'.
  const frames = lines.flatMap((line) => /^ +File "\/app\/([^"]+)", line (\d+)/.exec(line)?.slice(1, 3) ?? []);
  const places = pairs(frames).filter(([file]) => isOwn(file));
  const error = lines.slice(1).find((line) => /^[A-Za-z_][\w.]*(: |$)/.test(line));
  return error === undefined ? undefined : { error: error.trim(), ...placeOf(places.at(-1)) };
}

function ofNode(lines: readonly string[], last: number): LoggedError | undefined {
  let first = last;
  while (first > 0 && nodeFrame.test(lines[first - 1] ?? '')) first--;
  const head = lines
    .slice(0, first)
    .findLastIndex((line) => /^(?:Uncaught )?[A-Z]\w*(?:Error|Exception)?\b.*: |^\w*Error\b/.test(line));
  const error = lines[head];
  if (error === undefined) return undefined;
  const frames = lines
    .slice(first, last + 1)
    .flatMap((line) => /\/app\/([^():]+):(\d+):\d+\)?$/.exec(line)?.slice(1, 3) ?? []);
  // Of a SyntaxError no frame is the repository's: the file stands alone over the line that is wrong.
  const above = lines
    .slice(Math.max(0, head - 6), head)
    .flatMap((line) => /^(?:file:\/\/)?\/app\/(.+):(\d+)$/.exec(line)?.slice(1, 3) ?? []);
  const places = pairs([...frames, ...above]).filter(([file]) => isOwn(file));
  return { error: error.trim(), ...placeOf(places[0]) };
}

function pairs(words: readonly string[]): readonly (readonly [string, number])[] {
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, Number(words[index + 1])] as const] : []));
}

const isOwn = (file: string): boolean => !/(^|\/)(node_modules|site-packages|\.venv|venv)\//.test(file);

const placeOf = (place: readonly [string, number] | undefined) => (place ? { file: place[0], line: place[1] } : {});

/** Who refused, in the words of Node's net module and resolver, libpq, redis-py, pymongo and PyMySQL. */
const refusals = [
  /connect (?:ECONNREFUSED|ETIMEDOUT) (\S+:\d+)/,
  /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)/,
  /connection to server at "([^"]+)".*?port (\d+) failed/s,
  /could not translate host name "([^"]+)"/,
  /Error \d+ connecting to (\S+?)\./,
  /(\S+:\d+): \[Errno 111\] Connection refused/,
  /Can't connect to MySQL server on '([^']+)'/,
];

/** The same where no name is given, and of servers that were reached and did not accept the credentials. */
const nameless =
  /Connection refused|ECONNREFUSED|password authentication failed|Access denied for user|WRONGPASS|NOAUTH|Authentication failed/;

function refusal(text: string): string | undefined {
  for (const pattern of refusals) {
    const found = pattern.exec(text);
    if (found) return found.slice(1).join(':');
  }
  return nameless.test(text) ? '' : undefined;
}
