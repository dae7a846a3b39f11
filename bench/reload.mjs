// How long a change of the code takes until it is seen from outside, on a running copy of examples/portal.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, until } from './ask.mjs';

/** Milliseconds from a write to the first answer of the router that shows it, for a page's template and for a view. */
export async function reloads(copy, host, rounds) {
  const template = edited(join(copy, 'portal/templates/home.html'), '<h1', (mark) => `<p>${mark}</p><h1`);
  const view = edited(join(copy, 'portal/views/status.py'), '"jobs": [', (mark) => `"mark": "${mark}", "jobs": [`);
  const task = edited(join(copy, 'portal/tasks.py'), 'no result yet', (mark) => `no result yet, ${mark}`);
  const shows = (path) => async (mark) => (await ask(host, path)).body.includes(mark);
  const made = await ask(host, '/api/reports', {
    method: 'POST',
    body: JSON.stringify({ department: 'OPD', patient: 'Bench', test: 'TSH' }),
  });
  if (made.status !== 201) throw new Error(`POST /api/reports gave ${made.status}: ${made.body.slice(0, 500)}`);
  const { id } = JSON.parse(made.body);
  const times = { template: [], view: [], task: [] };
  for (let round = 0; round < rounds; round++) {
    times.template.push(await template.change(shows('/')));
    times.view.push(await view.change(shows('/jobs')));
    times.task.push(await task.change((mark) => summary(host, id, mark)));
  }
  for (const file of [template, view, task]) file.restore();
  return times;
}

/** One task from queue to result; false when the result has another text, or none after three seconds. */
async function summary(host, id, mark) {
  const queued = await ask(host, `/reports/${id}/summary`, { method: 'POST' });
  if (queued.status !== 202) return false;
  const { status_url: path } = JSON.parse(queued.body);
  const end = performance.now() + 3000;
  for (;;) {
    const { body } = await ask(host, path);
    if (body.includes('SUCCESS')) return body.includes(mark);
    if (performance.now() > end) return false;
  }
}

/** A file in which a piece of text is replaced by one with a mark that was never there before. */
function edited(path, piece, text) {
  const original = readFileSync(path, 'utf8');
  if (!original.includes(piece)) throw new Error(`${path} has no ${piece}`);
  let count = 0;
  return {
    change: async (shown) => {
      const mark = `mark-${++count}-${process.pid}`;
      writeFileSync(path, original.replace(piece, text(mark)));
      return until(`${path} to be seen`, () => shown(mark));
    },
    restore: () => writeFileSync(path, original),
  };
}
