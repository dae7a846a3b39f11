import assert from 'node:assert/strict';
import { readContainer, type Container } from '../../../src/docker/container';
import { projectStatus, unhealthyOf } from '../../../src/vscode/tree/projectStatus';
import { buildRows, type Project } from '../../../src/vscode/tree/rows';

const project = (slug: string, maintenance = false): Project => ({
  folder: `/w/${slug}`,
  realFolder: `/w/${slug}`,
  slug,
  url: `http://${slug}.localhost`,
  maintenance,
});
const container = (slug: string, service: string, state: string, status: string): Container =>
  readContainer({
    Id: `${slug}-${service}`,
    Names: [`/${slug}-${service}`],
    Image: 'x',
    Labels: {
      'com.docker.compose.project': slug,
      'com.docker.compose.service': service,
      'com.docker.compose.project.working_dir': `/w/${slug}`,
    },
    State: state,
    Status: status,
  });
const rows = (projects: readonly Project[], containers: readonly Container[], elsewhere: readonly Project[] = []) =>
  buildRows({ projects, elsewhere, failures: [], infra: '/infra', hasFolder: true }, { kind: 'ready', containers });

describe('the status bar', () => {
  it('says nothing where nothing is dockerized', () => {
    assert.equal(projectStatus(rows([], [], [project('rota')])), undefined);
  });

  it('has the project, as its row has it', () => {
    const status = projectStatus(rows([project('portal')], [container('portal', 'web', 'running', 'Up (healthy)')]));
    assert.deepEqual(
      [status?.text, status?.icon.id, status?.wrong, status?.tooltip],
      ['portal', 'pass-filled', false, 'portal: 1 running'],
    );
    assert.equal(projectStatus(rows([project('portal', true)], []))?.text, 'portal (maintenance)');
  });

  it('names what is not well, of several the project that has it', () => {
    const status = projectStatus(
      rows(
        [project('portal'), project('rota')],
        [
          container('portal', 'web', 'running', 'Up (healthy)'),
          container('rota', 'worker', 'restarting', 'Restarting (1)'),
        ],
      ),
    );
    assert.deepEqual([status?.text, status?.project.slug, status?.wrong], ['rota: worker', 'rota', true]);
  });

  it('leaves projects elsewhere alone', () => {
    const ill = container('rota', 'worker', 'running', 'Up (unhealthy)');
    assert.deepEqual(unhealthyOf(rows([project('portal')], [ill], [project('rota')])), []);
    assert.equal(unhealthyOf(rows([project('rota')], [ill])).length, 1);
  });
});
