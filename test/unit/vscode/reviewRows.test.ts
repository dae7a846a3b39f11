import assert from 'node:assert/strict';
import type { FileChange } from '../../../src/core/model/change';
import type { Conclusion, Evidence } from '../../../src/core/model/evidence';
import { countChanges, reviewRows, writtenChanges, type ReviewRow } from '../../../src/vscode/review/rows';

const create = (path: string): FileChange => ({ kind: 'create', path, after: '', executable: false });
const changes: readonly FileChange[] = [
  create('.drydock/lock.json'),
  create('Dockerfile'),
  create('docker-compose.yml'),
  create('ops/up.sh'),
  { kind: 'update', path: '.gitignore', before: 'x', after: 'y', executable: false },
  { kind: 'unchanged', path: 'Makefile', content: '' },
  { kind: 'kept', path: 'README.md', before: 'x', after: 'y', reason: 'edited' },
];
const evidence = (line: number, weight: number): Evidence => ({
  file: 'a.py',
  line,
  text: 'x',
  reason: `line ${line}`,
  weight,
});
const conclude = <T>(value: T, places: readonly Evidence[] = []): Conclusion<T> => ({
  value,
  certainty: places.length > 0 ? 'stated' : 'default',
  reason: 'because',
  evidence: places,
});
const runtime = {
  id: 'python',
  title: 'Python',
  version: conclude('3.12'),
  dependencies: conclude('requirements.txt'),
  packages: { build: [], run: [] },
  addedPackages: conclude([]),
  production: { language: 'python' },
  environment: [],
};
const rowsOf = (need: Conclusion<string>, left: readonly string[] = []): readonly ReviewRow[] => {
  const plan = {
    slug: 'portal',
    basis: conclude('own'),
    naming: conclude('portal'),
    main: conclude('web'),
    leftOut: [],
    migrations: [],
    volumes: [],
    variables: [],
    apps: [],
    services: [
      { id: 'postgres', name: 'db', memory: conclude('1g'), title: 'PostgreSQL', image: conclude('postgres:17'), need },
    ],
    runtimes: [runtime],
    diagnostics: [],
  };
  const shown = { plan, model: { migrations: [] }, changes } as unknown as Parameters<typeof reviewRows>[0];
  return reviewRows(shown, new Set(left));
};
const childrenOf = (row: ReviewRow | undefined): readonly ReviewRow[] => (row && 'children' in row ? row.children : []);

describe('the review', () => {
  it('counts what would be written, and nothing else', () => {
    assert.equal(countChanges(changes), '4 new, 1 updated');
    assert.equal(countChanges([]), 'nothing');
  });

  it('begins with the compose file, after a line in .env, and ends with the lock', () => {
    assert.deepEqual(
      writtenChanges([...changes, create('.env')]).map(({ path }) => path),
      ['.env', 'docker-compose.yml', 'Dockerfile', 'ops/up.sh', '.gitignore', '.drydock/lock.json'],
    );
  });

  it('has findings, changes, and what is left alone; empty parts are not shown', () => {
    assert.deepEqual(
      rowsOf(conclude('postgres')).map((row) => row.kind === 'heading' && row.label),
      ['Findings', 'Changes', 'Left alone'],
    );
  });

  it('says how sure a conclusion is, and gives the strongest places first and the many folded', () => {
    const places = [1, 2, 3, 4, 5, 6, 7, 8].map((line) => evidence(line, line === 8 ? 5 : 1));
    const [findings] = rowsOf(conclude('postgres', places));
    const [name, db, python] = childrenOf(findings);
    assert.equal(name?.kind === 'finding' && name.label, 'Name: portal');
    assert.equal(python?.kind === 'finding' && python.description, 'default · because');
    assert.equal(db?.kind === 'finding' && db.description, 'postgres:17 · because');
    const lines = childrenOf(db).map((row) =>
      row.kind === 'evidence' ? row.evidence.line : row.kind === 'heading' && row.label,
    );
    assert.deepEqual(lines, [8, 1, 2, 3, 4, '3 more']);
  });

  it('lets each conclusion be decided that drydock.yml can decide, by its name there', () => {
    const [findings] = rowsOf(conclude('postgres'));
    assert.deepEqual(
      childrenOf(findings).flatMap((row) => (row.kind === 'finding' && row.setting ? [row.setting] : [])),
      [
        { name: 'slug', value: 'portal' },
        { name: 'services.postgres.image', value: 'postgres:17' },
        { name: 'runtimes.python.version', value: '3.12' },
      ],
    );
  });

  it('has a box before each file but those that go with the others, and counts what is checked', () => {
    const [, files] = rowsOf(conclude('postgres'), ['ops/up.sh']);
    assert.equal(files?.kind === 'heading' && files.description, '3 new, 1 updated');
    assert.deepEqual(
      childrenOf(files).map((row) => row.kind === 'change' && [row.change.path, row.checked]),
      [
        ['docker-compose.yml', true],
        ['Dockerfile', true],
        ['ops/up.sh', false],
        ['.gitignore', true],
        ['.drydock/lock.json', undefined],
      ],
    );
  });
});
