import type { Level } from '../model/logs';

/** Characters in which a level is looked for: formats put it in front. */
const headLength = 160;

const words: Readonly<Record<string, Level>> = {
  trace: 'debug',
  debug: 'debug',
  verbose: 'debug',
  silly: 'debug',
  info: 'info',
  information: 'info',
  notice: 'info',
  log: 'info',
  http: 'info',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
  err: 'error',
  critical: 'error',
  crit: 'error',
  fatal: 'error',
  panic: 'error',
  alert: 'error',
  emerg: 'error',
  severe: 'error',
  // MongoDB: https://www.mongodb.com/docs/manual/reference/log-messages/
  f: 'error',
  e: 'error',
  w: 'warning',
  i: 'info',
  d: 'debug',
};

/** Fields of JSON lines: pino, bunyan, winston, structlog, python-json-logger, zap, Bunyan's GELF, MongoDB. */
const fields = ['level', 'levelname', 'severity', 'lvl', 'log.level', 'log_level', 's'] as const;

/** Redis: https://github.com/redis/redis/blob/unstable/src/server.c, serverLogRaw. */
const redisLevels: Readonly<Record<string, Level>> = { '.': 'debug', '-': 'debug', '*': 'info', '#': 'warning' };

/**
 * The level that a line names. Structure first (a JSON field, `level=`), then the formats of Python's logging, uvicorn, gunicorn, Celery,
 * Nest, winston, npm, nginx, PostgreSQL and Redis: a word in front, in brackets, or in capitals. Linear; undefined for no level.
 */
export function levelOf(text: string): Level | undefined {
  if (text.startsWith('{')) {
    const level = jsonLevel(text);
    if (level) return level;
  }
  const head = text.slice(0, headLength);
  return (
    byWord(/\b(?:level|lvl|severity)=["']?([A-Za-z]+)/.exec(head)?.[1]) ??
    byWord(/^\s*\[?([A-Za-z]+)\]?:/.exec(head)?.[1], 3) ??
    byWord(/^npm (warn|error|ERR)\b/i.exec(head)?.[1]) ??
    redisLevels[/^\d+:[A-Z] \d+ \w+ \d+ [\d:.]+ ([.\-*#]) /.exec(head)?.[1] ?? ''] ??
    byWord(/[[(](trace|debug|info|notice|warn|warning|error|crit|critical|alert|emerg|fatal)[\])]/i.exec(head)?.[1]) ??
    byWord(
      /\b(TRACE|DEBUG|VERBOSE|INFO|NOTICE|LOG|WARN|WARNING|ERROR|CRITICAL|FATAL|PANIC|SEVERE)\b/.exec(head)?.[1],
    ) ??
    statusLevel(text)
  );
}

const byWord = (word: string | undefined, shortest = 1): Level | undefined =>
  word !== undefined && word.length >= shortest && Object.hasOwn(words, word.toLowerCase())
    ? words[word.toLowerCase()]
    : undefined;

function jsonLevel(text: string): Level | undefined {
  const read = parsed(text);
  if (typeof read !== 'object' || read === null) return undefined;
  const values = new Map(Object.entries(read));
  for (const field of fields) {
    const value: unknown = values.get(field);
    if (typeof value === 'number') return numbered(value);
    const level = typeof value === 'string' ? byWord(/^[a-z]+/i.exec(value)?.[0]) : undefined;
    if (level) return level;
  }
  return undefined;
}

/** pino's and bunyan's tens, else syslog's 0 to 7 (RFC 5424). */
function numbered(value: number): Level {
  if (value >= 10) return value >= 50 ? 'error' : value >= 40 ? 'warning' : value >= 30 ? 'info' : 'debug';
  return value <= 3 ? 'error' : value === 4 ? 'warning' : value < 7 ? 'info' : 'debug';
}

/** A line of an access log: an answer of 500 and above is the server's own fault. */
function statusLevel(text: string): Level | undefined {
  const status = /" (\d)\d\d(?: |$)/.exec(text.slice(0, 1000))?.[1];
  return status === undefined ? undefined : status === '5' ? 'error' : 'info';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The levels of the lines of one stream, in order: what belongs to the line before has its level. */
export class Levels {
  private last: Level | undefined;
  private inTraceback = false;

  next(text: string): Level | undefined {
    if (text.startsWith('Traceback (most recent call last)')) this.inTraceback = true;
    else if (!/^\s|^$/.test(text)) {
      const ends = this.inTraceback && !/^(During handling|The above exception)/.test(text);
      this.last = this.inTraceback || namesException(text) ? 'error' : levelOf(text);
      if (ends) this.inTraceback = false;
      return this.last;
    }
    if (this.inTraceback || /^\s+at .{1,500}:\d+:\d+\)?$/.test(text)) this.last = 'error';
    return this.last;
  }
}

const namesException = (text: string): boolean =>
  /^(?:Uncaught )?[\w.]{0,120}(?:Error|Exception)\b(?: \[\w+\])?(?::|$)/.test(text.slice(0, headLength));
