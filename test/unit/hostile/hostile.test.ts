import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';
import { parseDocument, visit } from 'yaml';
import { dockerize, type Templates } from '../../../src/core/dockerize';
import { instructionsOf } from '../../../src/core/facts/dockerfile';
import type { RenderedFile } from '../../../src/core/model/change';
import { loadTemplates } from '../../../src/host/templates';
import { memoryRepo } from '../support/memoryRepo';
import { fragments, repositories } from './repositories';

const runs = 60;
let templates: Templates;

async function render(files: Readonly<Record<string, string>>): Promise<readonly RenderedFile[]> {
  const proposal = await dockerize({
    reader: memoryRepo(files),
    disk: { stat: () => Promise.resolve(undefined) },
    templates,
    lock: undefined,
    flags: { slug: 'memory' },
  });
  // A refusal in words is an answer too.
  return proposal.ok ? proposal.value.files : [];
}

/** What a repository says stays a value: it changes no structure of what is generated, and nothing of it is run. */
describe('hostile repositories', () => {
  before(async () => {
    templates = await loadTemplates(join(__dirname, '..', '..', '..', 'templates'));
  });

  for (const { what, files } of repositories) {
    it(`${what}: compose files, Dockerfiles and scripts keep their structure`, async function () {
      this.timeout(120_000);
      assert.ok((await render(files('a'))).length > 0, 'the repository is one that Drydock serves');
      await fc.assert(
        fc.asyncProperty(fragments, async (fragment) => {
          const rendered = await render(files(fragment));
          for (const file of rendered) {
            if (/\.ya?ml$/.test(file.path)) checkYaml(file);
            if (/Dockerfile$/.test(file.path)) checkDockerfile(file);
            if (file.path === 'Makefile') checkMakefile(file);
            if (file.path === '.env.example') checkVariables(file);
            if (file.path.endsWith('.json')) checkJson(file);
          }
        }),
        { numRuns: runs },
      );
    });

    it(`${what}: nothing is run by the scripts and the Dockerfiles’ commands`, async function () {
      if (process.platform === 'win32') return this.skip();
      this.timeout(240_000);
      await fc.assert(
        fc.asyncProperty(fragments, async (fragment) => {
          runAll(await render(files(fragment)));
        }),
        { numRuns: 12 },
      );
    });
  }
});

/** Variables that Compose may fill in: the project's own and those of the backing services. */
const own = /^(COMPOSE_PROJECT_NAME|DRYDOCK_[UG]ID|[A-Z][A-Z0-9_]*_(PORT|USER|PASSWORD|DB|DATABASE|NAME|KEY|HOST))$/;

function checkYaml({ path, content }: RenderedFile): void {
  const document = parseDocument(content, { merge: true, uniqueKeys: true });
  assert.deepEqual(document.errors, [], path);
  visit(document, {
    Scalar(_key, { value }) {
      // An override repeats what the author's own file has Compose fill in.
      if (typeof value !== 'string' || path === 'docker-compose.drydock.yml') return;
      const rest = value.replaceAll(/\$\$|\$\{([A-Z_0-9]+)(:?[-?][^}]*)?\}/g, (whole, variable: string | undefined) => {
        assert.ok(variable === undefined || own.test(variable), `${path}: ${value}`);
        return whole === '$$' ? '' : '';
      });
      assert.ok(!rest.includes('$'), `${path}: Compose would fill in ${JSON.stringify(value)}`);
    },
  });
  const compose: unknown = document.toJS({ maxAliasCount: -1 });
  assert.ok(typeof compose === 'object' && compose !== null);
  const services = 'services' in compose ? Object.keys(compose.services as object) : [];
  for (const name of services) assert.match(name, /^[a-zA-Z0-9][\w.-]*$/, path);
  assert.ok(!services.includes('pwned'), content);
}

const instructions = new Set(['FROM', 'ARG', 'USER', 'RUN', 'WORKDIR', 'ENV', 'COPY', 'EXPOSE', 'CMD']);

function checkDockerfile({ path, content }: RenderedFile): void {
  for (const { word, rest } of instructionsOf(path, content)) {
    assert.ok(instructions.has(word), `${path}: ${word} ${rest}`);
    if (word === 'RUN') assert.ok(!/^touch/.test(rest), content);
    // Docker fills variables into these by itself.
    if (['COPY', 'WORKDIR', 'ENV', 'EXPOSE'].includes(word))
      assert.ok(!/\$\(|\$\{(?!PYTHON_VERSION|NODE_VERSION)/.test(rest.replaceAll('\\$', '')), `${word} ${rest}`);
  }
}

function checkJson({ path, content }: RenderedFile): void {
  const errors: ParseError[] = [];
  parse(content, errors, { allowTrailingComma: false });
  assert.deepEqual(errors, [], path);
}

function checkMakefile({ content }: RenderedFile): void {
  for (const line of content.split('\n'))
    assert.match(line, /^($|#|\t@(\.\/ops\/[a-z-]+\.sh|awk )|\.(DEFAULT_GOAL|PHONY)\b|[a-z-]+: ## )/, content);
}

/** One variable a line, which means the same to every reader. */
function checkVariables({ content }: RenderedFile): void {
  for (const line of content.split(/[\r\n]/)) assert.match(line, /^($|#|[A-Za-z_]\w*=[^'"$`\\]*$)/, content);
}

/** Runs the scripts with a docker that only prints, and the RUN lines with programs that only print. */
function runAll(files: readonly RenderedFile[]): void {
  if (files.length === 0) return;
  const base = mkdtempSync(join(tmpdir(), 'drydock-hostile-'));
  try {
    const project = join(base, 'project');
    const bin = join(base, 'bin');
    const infra = join(base, 'infra');
    const program = (path: string, text: string) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `#!/bin/sh\n${text}\n`);
      chmodSync(path, 0o755);
    };
    program(join(bin, 'docker'), 'case "$1 $2" in "version "*) echo 28.0.0 ;; "compose version") echo 2.40.0 ;; esac');
    program(join(infra, 'ops/infra-up.sh'), 'exit 0');
    for (const name of [
      'apt-get',
      'pip',
      'npm',
      'pnpm',
      'yarn',
      'python',
      'named-user',
      'groupadd',
      'useradd',
      'install',
      'npx',
      'corepack',
      'rm',
      'sed',
      'chown',
    ])
      program(join(bin, 'build', name), 'exit 0');
    for (const file of files) {
      mkdirSync(dirname(join(project, file.path)), { recursive: true });
      writeFileSync(join(project, file.path), file.content);
    }
    const scripts = files.filter(({ path }) => path.endsWith('.sh'));
    for (const { path } of scripts) execFileSync('bash', ['-n', path], { cwd: project, stdio: 'pipe' });
    const env = { HOME: base, PATH: [bin, process.env['PATH']].join(delimiter), DRYDOCK_INFRA: infra };
    const up = spawnSync(
      'bash',
      [
        '-c',
        'seq() { echo 1; }; export -f seq; bash ops/up.sh --prepare; bash ops/migrate.sh; bash ops/shell.sh; make help; bash ops/status.sh; bash ops/config.sh',
      ],
      { cwd: project, env, encoding: 'utf8', timeout: 30_000 },
    );
    for (const { path, content } of files.filter(({ path }) => /Dockerfile$/.test(path)))
      for (const { word, rest } of instructionsOf(path, content))
        if (word === 'RUN')
          spawnSync('sh', ['-c', rest.replaceAll(/^(--\S+\s+)+/g, '').replaceAll(/ > \/\S+/g, '')], {
            cwd: project,
            env: { HOME: base, PATH: [join(bin, 'build'), process.env['PATH']].join(delimiter) },
            timeout: 10_000,
          });
    const made = readdirSync(base, { recursive: true })
      .map(String)
      .filter((each) => each.includes('pwned') && /(^|\/)pwned$/.test(each));
    assert.deepEqual(made, [], up.stdout + up.stderr);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}
