import { nodeDevServer } from './nodeDevServer';

/** React, Vue, Svelte, Solid and more. https://vite.dev/config/server-options (host, port 5173), https://vite.dev/guide/cli */
export const vite = nodeDevServer({
  id: 'vite',
  title: 'Vite',
  package: 'vite',
  program: 'vite',
  subcommands: ['', 'dev', 'serve'],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  config: { file: /(^|\/)vite\.config\.\w+$/, path: ['server', 'port'] },
  defaultPort: 5173,
  source: 'Vite’s own default',
  build: { argv: ['npm', 'run', 'build'], folder: 'dist' },
});
