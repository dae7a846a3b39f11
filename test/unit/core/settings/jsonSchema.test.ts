import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { settingsJsonSchema } from '../../../../src/core/settings/jsonSchema';
import { parseSettings } from '../../../../src/core/settings/parseSettings';

const file = 'drydock.schema.json';

describe('drydock.schema.json', () => {
  it('is made from the schema by which drydock.yml is read (UPDATE_GOLDEN=1 writes it anew)', () => {
    const text = `${JSON.stringify(settingsJsonSchema(), undefined, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
    assert.equal(readFileSync(file, 'utf8'), text);
  });

  it('is shipped with both packages, and known to YAML language servers by the file’s name', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly files: readonly string[];
      readonly contributes: { readonly yamlValidation: readonly object[] };
    };
    assert.ok(manifest.files.includes(file));
    assert.deepEqual(manifest.contributes.yamlValidation, [{ fileMatch: 'drydock.yml', url: `./${file}` }]);
    assert.match(readFileSync('scripts/package.mjs', 'utf8'), /'drydock\.schema\.json'/);
  });

  it('describes every key', () => {
    const missing: string[] = [];
    const walk = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties')
          for (const [name, property] of Object.entries(value as object))
            if (!JSON.stringify(property).includes('"description"')) missing.push(`${path}.${name}`);
        walk(value, key === 'properties' ? path : `${path}.${key}`);
      }
    };
    walk(settingsJsonSchema(), '');
    assert.deepEqual(missing, []);
  });

  const validate = new Ajv({ strict: false }).compile(settingsJsonSchema());
  const accepted = (text: string) => ({ schema: validate(parse(text) ?? {}), reader: parseSettings(text).ok });

  for (const text of [
    '',
    'slug: board',
    'main: web\nbasis: own\nshared_node_modules: true',
    'environment: { A: b, C: 1, D: true }',
    'apps:\n  web:\n    port: 8000\n    command: [flask, run]\n    volumes: { data: /data }\n  worker:\n',
    'apps: { web: { ignore: true, framework: flask, path: ., entry: "a:b", build_folder: dist, host: x, health: /ok } }',
    'services: { postgres: { version: 15 }, redis: { image: "redis:7", variables: { X_URL: url } }, mailpit: }',
    'runtimes: { python: { version: 3.12, packages: [gdal-bin], migrate: false }, node: { package_manager: pnpm } }',
    'services:',
  ])
    it(`takes ${JSON.stringify(text)}, as the reader does`, () =>
      assert.deepEqual(accepted(text), { schema: true, reader: true }));

  for (const text of [
    'slog: x',
    'slug: My_Board',
    'basis: theirs',
    'apps: { web: { port: eight } }',
    'apps: { web: { port: 70000 } }',
    'apps: { web: { prot: 80 } }',
    'apps: { web: { framework: flusk } }',
    'apps: { Web: { port: 80 } }',
    'apps: { web: { command: [] } }',
    'apps: { web: { path: ../x } }',
    'apps: { web: { path: /x } }',
    'apps: { web: { memory: lots } }',
    'apps: { web: { volumes: { data: data } } }',
    'services: { postgress: {} }',
    'services: { postgres: { image: "a b" } }',
    'services: { postgres: { variables: { X: uri } } }',
    'runtimes: { python: { packages: ["a; b"] } }',
    'runtimes: { python: { migrate: true } }',
    'environment: { 1A: x }',
    'environment: { A: [1] }',
    '- slug',
  ])
    it(`refuses ${JSON.stringify(text)}, as the reader does`, () =>
      assert.deepEqual(accepted(text), { schema: false, reader: false }));
});
