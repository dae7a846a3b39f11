import assert from 'node:assert/strict';
import { missingLines } from '../../../../src/core/change/missingLines';

describe('missing lines', () => {
  it('are rules that do not ignore the name yet', () => {
    for (const rule of ['.env', '/.env', '.env*', '*.env', '.*']) {
      assert.deepEqual(missingLines('.gitignore', `${rule}\r\n`, '.env\n'), [], rule);
    }
    for (const rule of ['.env/', '.env\n!.env', '# .env', '.environment', 'env', '!.env']) {
      assert.deepEqual(missingLines('.gitignore', `${rule}\n`, '.env\n'), ['.env'], rule);
    }
  });

  it('are patterns that stand there in no spelling', () => {
    const wanted = '**/*.pyc\n!.env.example\n';
    assert.deepEqual(missingLines('.dockerignore', '**/*.pyc\n', wanted), ['!.env.example']);
  });

  it('are variables that are not listed, commented out or not', () => {
    const wanted = '# First.\nA=1\n# Second.\n# B=\n\n# Third.\nC=3\n';
    assert.deepEqual(missingLines('.env.example', '#A=\nexport B=x\n', wanted), ['# Third.', 'C=3']);
    assert.deepEqual(missingLines('.env.example', 'C=\n', wanted), ['# First.', 'A=1', '# Second.', '# B=']);
  });
});
