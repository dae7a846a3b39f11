import { nodeDevServer } from './nodeDevServer';

/** https://nuxt.com/docs/4.x/api/commands/dev: --host, --port (3000); the build is a Node server in .output. */
export const nuxt = nodeDevServer({
  id: 'nuxt',
  title: 'Nuxt',
  package: 'nuxt',
  program: 'nuxt',
  subcommands: ['dev', ''],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['-p', '--port'],
  config: { file: /(^|\/)nuxt\.config\.\w+$/, path: ['devServer', 'port'] },
  defaultPort: 3000,
  source: 'Nuxt’s own default',
  supersedes: ['vite'],
  build: { argv: ['npm', 'run', 'build'], folder: '' },
  produce: () => ['node', '.output/server/index.mjs'],
});
