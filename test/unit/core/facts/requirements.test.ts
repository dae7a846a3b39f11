import assert from 'node:assert/strict';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { memoryRepo } from '../../support/memoryRepo';

describe('manifests', () => {
  it('are read with markers, extras, hashes and includes', async () => {
    const facts = await collectFacts(
      memoryRepo({
        'requirements.txt':
          '-c constraints.txt\r\nCelery[redis] == 5.5.3 ; python_version > "3.8" \\\r\n    --hash=sha256:abc\r\n# no\r\n-e .\r\n',
        'requirements-dev.txt': '-r requirements.txt\npytest\n',
      }),
    );
    assert.deepEqual(
      facts.requirements.map(({ name, extras, specifier, marker, group, line }) => ({
        name,
        extras,
        specifier,
        marker,
        group,
        line,
      })),
      [
        { name: 'pytest', extras: [], specifier: '', marker: '', group: 'dev', line: 2 },
        {
          name: 'celery',
          extras: ['redis'],
          specifier: '== 5.5.3',
          marker: 'python_version > "3.8"',
          group: '',
          line: 2,
        },
      ],
    );
    assert.deepEqual(facts.manifests.find((each) => each.file === 'requirements-dev.txt')?.includes, [
      'requirements.txt',
    ]);
  });

  it('may include each other in a circle', async () => {
    const facts = await collectFacts(
      memoryRepo({
        'requirements-a.txt': '-r requirements-b.txt\nflask\n',
        'requirements-b.txt': '-r requirements-a.txt\n',
      }),
    );
    assert.equal(facts.requirements.length, 1);
  });

  it('that are broken are named with the line, and nothing else is lost', async () => {
    const facts = await collectFacts(
      memoryRepo({ 'pyproject.toml': '[project]\nname = "x\n', 'requirements.txt': 'flask\n' }),
    );
    assert.equal(facts.diagnostics[0]?.code, 'manifest-unreadable');
    assert.equal(facts.diagnostics[0].line, 2);
    assert.equal(facts.requirements[0]?.name, 'flask');
  });

  it('of ten megabytes in one line take no time', async () => {
    const facts = await collectFacts(memoryRepo({ 'requirements.txt': `${'a'.repeat(10 << 20)}\nflask\n` }));
    assert.ok(facts.requirements.some((each) => each.name === 'flask'));
  });
});
