import assert from 'node:assert/strict';
import { maskValue, redactSecrets, secretValues } from '../../../../src/core/redact/redactSecrets';

describe('what others may read', () => {
  it('has no secret of the environment, whatever it stands in', () => {
    const secrets = secretValues([
      { name: 'SECRET_KEY', value: 'abcdef123456' },
      { name: 'POSTGRES_PASSWORD', value: 'abcdef' },
      { name: 'WEB_PORT', value: '500000' },
      { name: 'API_TOKEN', value: '' },
    ]);
    assert.deepEqual(secrets, ['abcdef123456', 'abcdef']);
    assert.equal(redactSecrets('key abcdef123456, [abcdef] on 500000', secrets), 'key ***, [***] on 500000');
  });

  it('has no password that stands in a URL of the environment, also where it stands alone', () => {
    const secrets = secretValues([
      { name: 'DATABASE_URL', value: 'postgresql://portal:hunter%402x@db:5432/portal' },
      { name: 'OTHER_URL', value: 'postgresql://postgres:postgres@db:5432/postgres' },
    ]);
    assert.equal(redactSecrets('hunter@2x, hunter%402x, postgres', secrets), '***, ***, postgres');
  });

  it('has no password of a URL, and none that is given by name', () => {
    for (const [text, shown] of [
      ['postgresql://portal:hunter2@db:5432/portal', 'postgresql://portal:***@db:5432/portal'],
      ['connect(password=hunter2, port=5)', 'connect(password=***, port=5)'],
      ['{"apiKey": "hunter2", "name": "x"}', '{"apiKey": ***, "name": "x"}'],
      [String.raw`{"token": "a\"b c", "n": 1}`, '{"token": ***, "n": 1}'],
      ['Authorization: Bearer hunter2hunter2', 'Authorization: Bearer ***'],
    ] as const)
      assert.equal(redactSecrets(text, []), shown);
  });

  it('has everything else', () => {
    for (const text of [
      'FATAL:  password authentication failed for user "portal"',
      'SyntaxError: Unexpected token } in JSON',
      'http://shop.localhost/?page=2',
    ])
      assert.equal(redactSecrets(text, []), text);
  });

  it('has variables, those that are secrets without their values', () => {
    assert.equal(maskValue({ name: 'SECRET_KEY', value: 'abc' }), '***');
    assert.equal(maskValue({ name: 'SECRET_KEY', value: '' }), '');
    assert.equal(maskValue({ name: 'DATABASE_URL', value: 'postgresql://a:b@db/x' }), 'postgresql://a:***@db/x');
    assert.equal(maskValue({ name: 'LOG_LEVEL', value: 'INFO' }), 'INFO');
  });
});
