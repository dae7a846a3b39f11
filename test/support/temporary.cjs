// What the tests make in the temporary folder goes when they end, whichever of them ran and however they ended.
const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const folder = mkdtempSync(join(tmpdir(), 'drydock-tests-'));
// Commands that a test runs as another user pass through.
chmodSync(folder, 0o711);
// os.tmpdir() and mktemp read the first, Windows the others.
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
