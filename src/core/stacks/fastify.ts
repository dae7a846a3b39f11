import { nodeServer } from './nodeServer';

/** \.default)?$/|https://fastify.dev/docs/latest/Reference/Server/#listen */
export const fastify = nodeServer({
  id: 'fastify',
  title: 'Fastify',
  package: 'fastify',
  makes: /^fastify(\.fastify|\.default)?$/,
});
