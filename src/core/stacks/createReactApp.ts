import { nodeDevServer } from './nodeDevServer';

/**
 * https://create-react-app.dev/docs/proxying-api-requests-in-development: with `proxy` in package.json it refuses other host names than
 * its own; here the router lets no others through.
 */
const behindRouter = { WDS_SOCKET_PORT: '0', DANGEROUSLY_DISABLE_HOST_CHECK: 'true' };

/**
 * https://create-react-app.dev/docs/advanced-configuration: PORT, HOST, BROWSER, WDS_SOCKET_PORT=0 (the page's own port, since the
 * router's is another than the server's).
 */
export const createReactApp = nodeDevServer({
  id: 'create-react-app',
  title: 'Create React App',
  package: 'react-scripts',
  program: 'react-scripts',
  subcommands: ['start'],
  environment: ({ port }) => ({ PORT: port, HOST: '0.0.0.0', BROWSER: 'none', ...behindRouter }),
  behindRouter,
  portOptions: ['--port'],
  // https://github.com/facebook/create-react-app/issues/8688: since 3.4.1.
  stdin: true,
  defaultPort: 3000,
  source: 'Create React App’s own default',
  build: { argv: ['npm', 'run', 'build'], folder: 'build' },
});
