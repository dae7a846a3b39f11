import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderInfra } from '../../../../src/core/render/infra';
import { loadTemplates } from '../../../../src/host/templates';

interface ComposeFile {
  readonly services: Readonly<
    Record<string, { readonly ports?: readonly string[]; readonly command?: readonly string[] }>
  >;
}

describe('the files of the shared infra', () => {
  const rendered = async () => renderInfra(await loadTemplates(join(__dirname, '../../../../templates')));
  const compose = async () =>
    parse((await rendered()).find((file) => file.path === 'traefik/docker-compose.yml')?.content ?? '') as ComposeFile;

  it('are executable where they are programs, and only there', async () => {
    const executables = (await rendered()).filter((file) => file.executable).map((file) => file.path);
    assert.deepEqual(executables, [
      'base/flutter/flutter-deps',
      'base/flutter/flutter-serve',
      'base/flutter/named-user',
      'base/node/named-user',
      'base/node/node-deps',
      'base/node/open-localhost',
      'base/node/project-manager',
      'base/node/with-localhost',
      'base/python/named-user',
      'base/python/open-localhost',
      'base/python/python-deps',
      'base/python/python-requirements',
      'base/python/with-localhost',
      'ops/infra-down.sh',
      'ops/infra-logs.sh',
      'ops/infra-up.sh',
    ]);
  });

  it('publish one port, on 127.0.0.1 unless the user says otherwise', async () => {
    const ports = Object.values((await compose()).services).flatMap((service) => service.ports ?? []);
    assert.deepEqual(ports, ['${INFRA_BIND:-127.0.0.1}:${INFRA_PORT:-80}:80']);
  });

  it("leave every path of the projects' host names to the projects", async () => {
    const command = (await compose()).services['traefik']?.command ?? [];
    assert.ok(command.includes('--ping=true') && !command.includes('--ping.entrypoint=web'));
  });
});
