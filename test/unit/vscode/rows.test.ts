import assert from 'node:assert/strict';
import { readContainer, type Container } from '../../../src/docker/container';
import { buildRows, type Project } from '../../../src/vscode/tree/rows';
import { changedRows } from '../../../src/vscode/tree/changedRows';

const project: Project = {
  folder: '/w/portal',
  realFolder: '/data/portal',
  slug: 'portal',
  url: 'http://portal.localhost',
  maintenance: false,
};
const found = { projects: [project], elsewhere: [], failures: [], infra: '/infra', hasFolder: true };

function container(service: string, state: string, status: string, labels: Record<string, string> = {}): Container {
  const base = { project: 'portal', service, 'project.working_dir': '/w/portal', ...labels };
  const prefixed = Object.fromEntries(Object.entries(base).map(([key, value]) => [`com.docker.compose.${key}`, value]));
  return readContainer({
    Id: `id-${service}`,
    Names: [`/portal-${service}`],
    Image: 'redis:8',
    Labels: prefixed,
    State: state,
    Status: status,
  });
}
const web = container('web', 'running', 'Up 2 minutes (healthy)');
const worker = container('worker', 'running', 'Up 2 minutes');
const deps = container('deps', 'exited', 'Exited (0) 2 minutes ago');
const rowsOf = (containers: readonly Container[]) => buildRows(found, { kind: 'ready', containers });

describe('rows of the Projects view', () => {
  it('say how a project is, over its containers', () => {
    const state = (containers: readonly Container[]) => [
      rowsOf(containers)[0]?.context,
      rowsOf(containers)[0]?.description,
    ];
    assert.deepEqual(state([]), ['project.absent.open', 'not started']);
    assert.deepEqual(state([deps, web, worker]), ['project.running.open', '2 running']);
    assert.deepEqual(state([container('web', 'exited', 'Exited (1) 1 second ago'), worker]), [
      'project.partial.open',
      '1 of 2 running',
    ]);
    assert.deepEqual(state([container('web', 'exited', 'Exited (137) 1 second ago')]), [
      'project.stopped.open',
      'stopped',
    ]);
    assert.deepEqual(state([container('web', 'running', 'Up 5 seconds (health: starting)')]), [
      'project.running.open',
      '1 of 1 running · starting',
    ]);
    assert.deepEqual(state([container('web', 'running', 'Up 5 seconds (unhealthy)')]), [
      'project.running.open',
      '1 of 1 running · 1 unhealthy',
    ]);
  });

  it('take a finished one-shot for done and an ended service for an error', () => {
    const rows = rowsOf([deps, container('web', 'exited', 'Exited (1) 1 second ago')])[0]?.children;
    assert.deepEqual(
      rows?.map(({ description, icon }) => [description, icon.id]),
      [
        ['done', 'pass'],
        ['stopped with exit code 1', 'error'],
      ],
    );
  });

  it('hold only containers of that folder, whichever way it was reached, and no one-off', () => {
    const other = container('web', 'running', 'Up 1 second', { 'project.working_dir': '/w/portal-2' });
    const linked = container('db', 'running', 'Up 1 second', { 'project.working_dir': '/data/portal' });
    const oneOff = container('run', 'running', 'Up 1 second', { oneoff: 'True' });
    assert.deepEqual(
      rowsOf([other, linked, oneOff])[0]?.children.map(({ label }) => label),
      ['db'],
    );
  });

  it('show maintenance on the project', () => {
    const [row] = buildRows(
      { ...found, projects: [{ ...project, maintenance: true }] },
      { kind: 'ready', containers: [web] },
    );
    assert.equal(row?.context, 'project.running.maintenance');
    assert.match(row.description, /^in maintenance · /);
  });

  it('begin with what is wrong with the engine and what to do, and keep the projects', () => {
    const failure = { code: 'engine-denied', message: 'You have no permission.', next: 'usermod' } as const;
    const rows = buildRows(found, { kind: 'failed', failure });
    assert.deepEqual(
      rows.map(({ context, children }) => [context, children[0]?.label]),
      [
        ['message', 'usermod'],
        ['project.unknown.open', undefined],
        ['infra.unknown', undefined],
      ],
    );
    assert.deepEqual(buildRows({ ...found, projects: [] }, { kind: 'failed', failure }), []);
  });

  it('keep what is elsewhere on this machine apart, folded, and only look at what Drydock did not make', () => {
    const rota: Project = { ...project, folder: '/w/rota', realFolder: '/w/rota', slug: 'rota' };
    const of = (name: string, folder: string) =>
      container(`${name}-web`, 'running', 'Up 1 second', { project: name, 'project.working_dir': folder });
    const router = of('docker-infra', '/infra/traefik');
    const rows = buildRows(
      { ...found, elsewhere: [rota] },
      { kind: 'ready', containers: [web, of('rota', '/w/rota'), of('wiki', '/opt/wiki'), router] },
    );
    const [own, elsewhere, infra] = rows;
    assert.equal(own?.context, 'project.running.open');
    assert.equal(elsewhere?.folded, true);
    assert.deepEqual(
      elsewhere.children.map(({ label, context, children }) => [label, context, children[0]?.context]),
      [
        ['rota', 'project.running.open.elsewhere', 'container.running'],
        ['wiki', 'stack.running', 'container.running.foreign'],
      ],
    );
    assert.deepEqual([infra?.context, infra?.children[0]?.context], ['infra.running', 'container.running.foreign']);
  });

  it('offer to dockerize an open folder where only others are', () => {
    const router = container('router', 'running', 'Up 1 second', {
      project: 'docker-infra',
      'project.working_dir': '/infra/traefik',
    });
    const contexts = (hasFolder: boolean, containers: readonly Container[]) =>
      buildRows({ ...found, projects: [], hasFolder }, { kind: 'ready', containers }).map(({ context }) => context);
    assert.deepEqual(contexts(true, [router]), ['empty', 'infra.running']);
    assert.deepEqual(contexts(false, [router]), ['infra.running']);
    assert.deepEqual(contexts(true, []), []);
  });

  it('are painted again only where they changed', () => {
    const before = rowsOf([web, worker]);
    assert.deepEqual(changedRows(before, rowsOf([web, worker])), []);
    const paused = changedRows(before, rowsOf([web, container('worker', 'paused', 'Up 2 minutes (Paused)')]));
    assert.deepEqual(paused !== 'all' && paused.map(({ id }) => id), ['project:/w/portal']);
    assert.equal(changedRows([], before), 'all');
  });
});
