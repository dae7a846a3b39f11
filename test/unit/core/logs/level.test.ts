import assert from 'node:assert/strict';
import { levelOf, Levels } from '../../../../src/core/logs/level';

describe('the level of a line', () => {
  for (const [text, level] of [
    ['{"level":30,"time":1,"msg":"pino"}', 'info'],
    ['{"level":50,"msg":"pino"}', 'error'],
    ['{"level":"warn","message":"winston"}', 'warning'],
    ['{"levelname": "CRITICAL", "message": "python-json-logger"}', 'error'],
    ['{"severity":"DEBUG"}', 'debug'],
    ['{"t":{"$date":"2026-11-26"},"s":"W","c":"STORAGE","msg":"mongo"}', 'warning'],
    ['time=2026-11-26 level=error msg="logfmt"', 'error'],
    ['WARNING:django.request:Not Found: /x', 'warning'],
    ['INFO:     127.0.0.1:5000 - "GET / HTTP/1.1" 200 OK', 'info'],
    ['[2026-11-26 10:00:00 +0000] [7] [INFO] Booting worker', 'info'],
    ['[2026-11-26 10:00:00,000: ERROR/MainProcess] consumer: Cannot connect', 'error'],
    ['2026-11-26 10:00:00,000 - shop.cart - DEBUG - added', 'debug'],
    ['[Nest] 29  - 11/26/2026, 10:00:00 AM     LOG [NestFactory] Starting', 'info'],
    ['[Nest] 29  - 11/26/2026, 10:00:00 AM   ERROR [ExceptionHandler] boom', 'error'],
    ['warn: winston simple', 'warning'],
    ['npm ERR! code ENOENT', 'error'],
    ['npm warn deprecated x', 'warning'],
    ['2026/11/26 10:00:00 [error] 29#29: *1 connect() failed', 'error'],
    ['2026-11-26 10:00:00.000 UTC [1] LOG:  database system is ready', 'info'],
    ['2026-11-26 10:00:00.000 UTC [1] FATAL:  password authentication failed', 'error'],
    ['1:M 26 Nov 2026 10:00:00.000 * Ready to accept connections', 'info'],
    ['1:M 26 Nov 2026 10:00:00.000 # WARNING overcommit', 'warning'],
    ['172.18.0.1 - - [26/Nov/2026 10:00:00] "GET /x HTTP/1.1" 500 -', 'error'],
    ['172.18.0.1 - - [26/Nov/2026 10:00:00] "GET /x HTTP/1.1" 404 -', 'info'],
    ['Listening on port 3000', undefined],
    ['I did it', undefined],
    ['{"half": "json', undefined],
    ['', undefined],
  ] as const)
    it(`of ${JSON.stringify(text)} is ${String(level)}`, () => assert.equal(levelOf(text), level));

  it('of a traceback is error from its first line to its exception', () => {
    const levels = new Levels();
    const seen = [
      'INFO:app:before',
      'Traceback (most recent call last):',
      '  File "/app/app.py", line 3, in f',
      '    1 / 0',
      'ZeroDivisionError: division by zero',
      'INFO:app:after',
    ].map((text) => levels.next(text));
    assert.deepEqual(seen, ['info', 'error', 'error', 'error', 'error', 'info']);
  });

  it('of a stack of Node.js is error, and what is indented belongs to the line before', () => {
    const levels = new Levels();
    const seen = ['TypeError: x is not a function', '    at f (/app/server.js:3:5)', 'WARNING: odd', '  more'].map(
      (text) => levels.next(text),
    );
    assert.deepEqual(seen, ['error', 'error', 'warning', 'warning']);
  });
});
