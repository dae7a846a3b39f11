import { nodeServer } from './nodeServer';

/** https://docs.nestjs.com/first-steps: main.ts calls NestFactory.create; it runs on Express or Fastify. */
export const nest = nodeServer({
  id: 'nest',
  title: 'NestJS',
  package: '@nestjs/core',
  makes: '@nestjs/core.NestFactory.create',
  supersedes: ['express', 'fastify', 'node-http'],
});
