import { nodeServer } from './nodeServer';

/** OpenAPIHono)$/|https://hono.dev/docs/getting-started/nodejs */
export const hono = nodeServer({
  id: 'hono',
  title: 'Hono',
  package: 'hono',
  makes: /^(hono(\/[\w-]+)?|@hono\/zod-openapi)\.(Hono|OpenAPIHono)$/,
});
