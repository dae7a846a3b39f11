// Bundles the command line (dist/cli.js), the extension (dist/extension.js) and its page of logs (dist/logs.js, dist/logs.css), and checks the layers on what went into them.
//   node scripts/build.mjs [--watch]
import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { install, root } from './install.mjs';

install();
const { build, context } = await import('esbuild');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  metafile: true,
  // jsonc-parser's UMD build cannot be bundled.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  loader: { '.node': 'empty' },
  alias: {
    // dockerode's ways to an engine over ssh, into BuildKit, and to build from a folder are not used: half a megabyte less.
    ...Object.fromEntries(
      ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs', 'cpu-features', 'tar-fs'].map((name) => [
        name,
        './scripts/empty.cjs',
      ]),
    ),
    // A copy of Node's own streams for older versions of Node.
    'readable-stream': 'node:stream',
  },
  logLevel: 'warning',
};
const bundles = [
  { ...common, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  { ...common, entryPoints: ['src/vscode/activate.ts'], outfile: 'dist/extension.js' },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: ['src/webview/logs/main.ts'],
    outfile: 'dist/logs.js',
  },
];

if (process.argv.includes('--watch')) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const results = await Promise.all(bundles.map((options) => build(options)));
  const problems = results.flatMap(({ metafile }, index) => checkLayers(metafile, bundles[index].outfile));
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exit(1);
  }
  chmodSync(`${root}/dist/cli.js`, 0o755);
}

/** src/core imports nothing of Node and nothing outside itself; only src/vscode imports vscode; the CLI has no vscode at all. */
function checkLayers(metafile, outfile) {
  const builtin = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  const problems = [];
  for (const [file, { imports }] of Object.entries(metafile.inputs)) {
    for (const { path } of imports) {
      if (path === 'vscode' && (!file.startsWith('src/vscode/') || outfile.endsWith('cli.js')))
        problems.push(`${file} imports vscode in ${outfile}`);
      if (file.startsWith('src/webview/') && path.startsWith('src/') && !/^src\/(core|webview)\//.test(path))
        problems.push(`${file} is a page and imports ${path}`);
      if (
        file.startsWith('src/core/') &&
        (builtin.has(path) || (path.startsWith('src/') && !path.startsWith('src/core/')))
      )
        problems.push(`${file} is core and imports ${path}`);
    }
  }
  return problems;
}
