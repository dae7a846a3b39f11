import { nodeDevServer } from './nodeDevServer';

/** https://reactrouter.com/api/framework-conventions/react-router.config.ts and its CLI: a Vite server, --host, --port (5173). */
export const reactRouter = nodeDevServer({
  id: 'react-router',
  title: 'React Router',
  package: '@react-router/dev',
  program: 'react-router',
  subcommands: ['dev'],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  config: { file: /(^|\/)vite\.config\.\w+$/, path: ['server', 'port'] },
  defaultPort: 5173,
  source: 'Vite’s own default',
  supersedes: ['vite'],
  build: { argv: ['npm', 'run', 'build'], folder: '' },
  produce: ({ script }) => script('start'),
});
