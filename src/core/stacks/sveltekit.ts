import { nodeDevServer } from './nodeDevServer';

/** https://svelte.dev/docs/kit: a Vite plugin, so that Vite's options hold. */
export const sveltekit = nodeDevServer({
  id: 'sveltekit',
  title: 'SvelteKit',
  package: '@sveltejs/kit',
  program: 'vite',
  subcommands: ['', 'dev', 'serve'],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  config: { file: /(^|\/)vite\.config\.\w+$/, path: ['server', 'port'] },
  defaultPort: 5173,
  source: 'Vite’s own default',
  supersedes: ['vite'],
  build: { argv: ['npm', 'run', 'build'], folder: '' },
  produce: ({ bin, port }) => bin('vite', 'preview', '--host', '0.0.0.0', '--port', port),
});
