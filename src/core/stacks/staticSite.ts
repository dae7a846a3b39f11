import { defineStack, type Probe } from './define';
import { at } from './probes';

/** The port of the server that Drydock brings: unprivileged, since it runs without root. */
const port = 8080;
const serve = ['nginx', '-g', 'daemon off;'];

/** Each line that makes a page a page. */
const marks: Probe = (facts) =>
  facts.pages.flatMap((page) => page.marks.map((mark) => at(mark, `${page.file} is a page`, 2)));

/** A folder whose index.html is all that there is: served as it is. Which folders these are says detect/staticSites.ts. */
export const staticSite = defineStack({
  id: 'static',
  title: 'Static site',
  language: 'static',
  serves: 'http',
  page: true,
  appName: 'web',
  evidence: [marks],
  threshold: 2,
  entries: (facts) => marks(facts).map((evidence) => ({ entry: { kind: 'folder', file: '' }, evidence })),
  port: { stated: [], default: port, source: 'nginx serves it there' },
  develop: () => serve,
  produce: () => serve,
  memory: '128m',
});
