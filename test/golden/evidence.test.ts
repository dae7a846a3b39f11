import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { detect } from '../../src/core/detect/detect';
import { weightOf } from '../../src/core/detect/conclude';
import { collectFacts } from '../../src/core/facts/collectFacts';
import type { Conclusion, Evidence } from '../../src/core/model/evidence';
import type { Runtime } from '../../src/core/model/stackModel';
import type { RepoReader } from '../../src/core/model/ports';
import { openFileTree } from '../../src/host/fileTree';

const root = join(__dirname, '..', '..');
const repositories = [
  ...readdirSync(join(root, 'test/fixtures')).map((name) => join(root, 'test/fixtures', name, 'repo')),
  join(root, 'examples/portal'),
].filter((path) => existsSync(path));

describe('evidence', () => {
  for (const path of repositories) {
    const name = path.slice(root.length + 1);
    it(`${name}: every quoted text stands at its file and line`, async () => {
      const reader = openFileTree(path);
      for (const { evidence } of conclusionsIn(detect(await collectFacts(reader)))) {
        for (const each of evidence)
          assert.ok(
            (await lineOf(reader, each)).includes(each.text),
            `${each.file}:${each.line} has no '${each.text}'`,
          );
      }
    });

    it(`${name}: without its line, a conclusion changes or is weaker`, async () => {
      const reader = openFileTree(path);
      const model = detect(await collectFacts(reader));
      const tried = new Map<string, ReturnType<typeof detect>>();
      for (const { place, conclusion } of placed(model)) {
        for (const each of conclusion.evidence) {
          const key = `${each.file}:${each.line}`;
          const without = tried.get(key) ?? detect(await collectFacts(withoutLine(reader, each)));
          tried.set(key, without);
          const after = placed(without).find((other) => other.place === place)?.conclusion;
          const changed =
            !after ||
            JSON.stringify(after.value) !== JSON.stringify(conclusion.value) ||
            weightOf(after.evidence) < weightOf(conclusion.evidence);
          assert.ok(changed, `${place} is the same without ${key} '${each.text}'`);
        }
      }
    });
  }
});

async function lineOf(reader: RepoReader, { file, line }: Evidence): Promise<string> {
  const read = await reader.read(file);
  return read.ok ? (read.text.split(/\r?\n/)[line - 1] ?? '') : '';
}

/** The same repository with one line emptied. */
function withoutLine(reader: RepoReader, { file, line }: Evidence): RepoReader {
  return {
    name: reader.name,
    files: (signal) => reader.files(signal),
    async read(path, limit) {
      const read = await reader.read(path, limit);
      if (path !== file || !read.ok) return read;
      return {
        ok: true,
        text: read.text
          .split('\n')
          .map((each, index) => (index === line - 1 ? '' : each))
          .join('\n'),
      };
    },
  };
}

const conclusionsIn = (model: ReturnType<typeof detect>): readonly Conclusion<unknown>[] => [
  ...placed(model).map(({ conclusion }) => conclusion),
  ...(model.authored?.services ?? []).flatMap(({ role, port }) => [role, ...(port ? [port] : [])]),
  ...(model.authored ? [model.authored.files] : []),
];

function installedBy(runtime: Runtime): { readonly place: string; readonly conclusion: Conclusion<unknown> } {
  switch (runtime.language) {
    case 'python':
      return { place: `${runtime.id} manifests`, conclusion: runtime.manifests };
    case 'node':
      return { place: `${runtime.id} manager`, conclusion: runtime.manager };
    case 'flutter':
      return { place: `${runtime.id} manifest`, conclusion: runtime.manifest };
    case 'static':
      return { place: `${runtime.id} version`, conclusion: runtime.version };
  }
}

function placed(
  model: ReturnType<typeof detect>,
): readonly { readonly place: string; readonly conclusion: Conclusion<unknown> }[] {
  return [
    ...model.apps.flatMap((app) => [
      { place: `${app.name} stack`, conclusion: app.stack },
      { place: `${app.name} entry`, conclusion: app.entry },
      { place: `${app.name} starts`, conclusion: app.starts },
      ...(app.port ? [{ place: `${app.name} port`, conclusion: app.port }] : []),
    ]),
    ...model.services.map((need) => ({ place: need.id, conclusion: need.need })),
    ...model.runtimes.flatMap((runtime) => [
      { place: `${runtime.id} version`, conclusion: runtime.version },
      installedBy(runtime),
    ]),
    ...model.migrations.map((migration) => ({ place: `migration ${migration.value.runtime}`, conclusion: migration })),
  ];
}
