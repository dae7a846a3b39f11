import { nodeDevServer } from './nodeDevServer';

/** https://angular.dev/cli/serve: --host, --port (4200). */
export const angular = nodeDevServer({
  id: 'angular',
  title: 'Angular',
  package: '@angular/cli',
  program: 'ng',
  subcommands: ['serve', 's', 'dev'],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  defaultPort: 4200,
  source: 'Angular’s own default',
  supersedes: ['vite'],
  build: { argv: ['npm', 'run', 'build'], folder: 'dist' },
});
