import { nodeDevServer } from './nodeDevServer';

/** https://v2.remix.run/docs/other-api/dev: `remix vite:dev` is a Vite server (5173). */
export const remix = nodeDevServer({
  id: 'remix',
  title: 'Remix',
  package: '@remix-run/dev',
  program: 'remix',
  subcommands: ['vite:dev'],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  config: { file: /(^|\/)vite\.config\.\w+$/, path: ['server', 'port'] },
  defaultPort: 5173,
  source: 'Vite’s own default',
  supersedes: ['vite', 'express'],
  build: { argv: ['npm', 'run', 'build'], folder: '' },
  produce: ({ script }) => script('start'),
});
