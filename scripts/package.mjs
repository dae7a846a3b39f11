// npm run package: dist/drydock.vsix. The npm package is called drydock-dev, since the short name is taken there; the extension is
// drydock.drydock. So the package is put together in a folder of its own, from only what runs.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install, root } from './install.mjs';

install();
run([join(root, 'scripts/build.mjs')], root);
const stage = join(root, '.tmp/vsix');
rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, 'dist'), { recursive: true });
for (const path of [
  'dist/extension.js',
  'dist/logs.js',
  'dist/logs.css',
  'drydock.schema.json',
  'templates',
  'media',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
])
  cpSync(join(root, path), join(stage, path), { recursive: true });
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
for (const key of ['bin', 'files', 'scripts', 'devDependencies']) delete manifest[key];
writeFileSync(join(stage, 'package.json'), JSON.stringify({ ...manifest, name: 'drydock' }, undefined, 2));
run(
  [
    join(root, 'node_modules/@vscode/vsce/vsce'),
    'package',
    '--no-dependencies',
    '--out',
    join(root, 'dist/drydock.vsix'),
  ],
  stage,
);

function run(args, cwd) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
