import { nodeDevServer } from './nodeDevServer';

/** https://webpack.js.org/api/cli/#serve: --host, --port (8080), --allowed-hosts. */
export const webpack = nodeDevServer({
  id: 'webpack',
  title: 'webpack',
  package: 'webpack-dev-server',
  program: 'webpack',
  subcommands: ['serve'],
  listen: (port) => ['--host', '0.0.0.0', '--port', port],
  portOptions: ['--port'],
  config: { file: /(^|\/)webpack\.[\w.]+$/, path: ['devServer', 'port'] },
  defaultPort: 8080,
  source: 'webpack-dev-server’s own default',
  build: { argv: ['npm', 'run', 'build'], folder: 'dist' },
});
