import { nodeServer } from './nodeServer';

/** https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener: a server without a framework. */
export const nodeHttp = {
  ...nodeServer({
    id: 'node-http',
    title: 'Node.js',
    package: '',
    makes: /^(node:)?https?\.createServer$/,
  }),
  threshold: 5,
};
