import { nodeDevServer } from './nodeDevServer';

/** https://cli.vuejs.org/guide/cli-service.html: --host, --port (8080). */
export const vueCli = nodeDevServer({
  id: 'vue-cli',
  title: 'Vue CLI',
  package: '@vue/cli-service',
  program: 'vue-cli-service',
  subcommands: ['serve'],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  config: { file: /(^|\/)vue\.config\.\w+$/, path: ['devServer', 'port'] },
  defaultPort: 8080,
  source: 'Vue CLI’s own default',
  build: { argv: ['npm', 'run', 'build'], folder: 'dist' },
});
