// Prints how many lines of a log go through reading, masking, merging and filtering in a second: what the log view does with each.
import { FilteredRows } from '../src/core/logs/filteredRows';
import { noFilter } from '../src/core/logs/filterRows';
import { LogReader } from '../src/core/logs/logReader';
import { sortByTime } from '../src/core/logs/mergeRows';
import { timeOf } from '../src/core/logs/time';
import { RowMaker } from '../src/core/logs/toRow';
import { redactSecrets } from '../src/core/redact/redactSecrets';

const count = 100_000;
const batch = 2000;
const services = ['web', 'worker', 'db'];
const secrets = Array.from({ length: 10 }, (_, index) => `secret-${index}-of-the-environment`);
const texts = [
  'INFO:     172.18.0.2:51234 - "GET /patients?page=2 HTTP/1.1" 200 OK',
  '[2026-11-26 10:00:00,000: INFO/MainProcess] Task shop.tasks.mail[3b0e] succeeded in 0.12s: None',
  '{"level":30,"time":1795692964794,"pid":29,"hostname":"web","msg":"request completed","responseTime":12}',
  '  File "/app/shop/views.py", line 12, in index',
  'connecting to postgresql://portal:secret-3-of-the-environment@db:5432/portal',
];

/** As the engine sends it. */
function frame(index: number): Buffer {
  const time = timeOf(1_795_692_964_000_000_000n + BigInt(index) * 1_000_000n);
  const body = Buffer.from(`${time} ${texts[index % texts.length] ?? ''}\n`);
  const head = Buffer.alloc(8);
  head[0] = 1;
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

async function pass(chunks: readonly (readonly Buffer[])[]): Promise<number> {
  const placing = { mounts: [], workingDirectory: '/app', folders: ['/home/ann/shop'] };
  const makers = services.map(
    (service) => new RowMaker({ service, placing, redact: (text) => redactSecrets(text, secrets) }),
  );
  const readers = services.map(() => new LogReader(true));
  const filtered = new FilteredRows({
    match: async (_, all) => all.map(() => true),
    breathe: () => Promise.resolve(),
    changed: () => undefined,
    tooSlow: () => undefined,
  });
  await filtered.apply({ ...noFilter, text: 'patients' });
  const start = performance.now();
  for (const perService of chunks) {
    const rows = perService.flatMap((chunk, index) => {
      const lines = readers[index]?.push(chunk) ?? [];
      return lines.flatMap((line) => makers[index]?.row(line) ?? []);
    });
    await filtered.append(sortByTime(rows));
  }
  return (count / (performance.now() - start)) * 1000;
}

const chunks = Array.from({ length: count / batch }, (_, at) =>
  services.map((_service, service) =>
    Buffer.concat(
      Array.from({ length: batch }, (_line, line) => at * batch + line)
        .filter((index) => index % services.length === service)
        .map(frame),
    ),
  ),
);
void (async () => {
  const rates: number[] = [];
  for (let run = 0; run < 5; run++) rates.push(await pass(chunks));
  console.log(Math.round(rates.toSorted((a, b) => a - b)[2] ?? 0));
})();
