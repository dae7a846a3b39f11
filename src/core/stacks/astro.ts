import { nodeDevServer } from './nodeDevServer';

/** https://docs.astro.build/en/reference/cli-reference/: --host, --port (4321). */
export const astro = nodeDevServer({
  id: 'astro',
  title: 'Astro',
  package: 'astro',
  program: 'astro',
  subcommands: ['dev', ''],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  config: { file: /(^|\/)astro\.config\.\w+$/, path: ['server', 'port'] },
  defaultPort: 4321,
  source: 'Astro’s own default',
  supersedes: ['vite'],
  build: { argv: ['npm', 'run', 'build'], folder: 'dist' },
});
