import { scriptRuns } from './nodeProbes';
import { nodeServer } from './nodeServer';

/**
 * Made in the code, or a plugin that fastify-cli starts: https://fastify.dev/docs/latest/Reference/Server/#listen,
 * https://www.npmjs.com/package/fastify-cli (port 3000, FASTIFY_ADDRESS).
 */
export const fastify = nodeServer({
  id: 'fastify',
  title: 'Fastify',
  package: 'fastify',
  makes: /^fastify(\.fastify|\.default)?$/,
  evidence: [scriptRuns('fastify', ['start'], 3)],
  environment: ({ packages }): Readonly<Record<string, string>> =>
    packages.includes('fastify-cli') ? { FASTIFY_ADDRESS: '0.0.0.0' } : {},
});
