import { angular } from './angular';
import { arqWorker } from './arq';
import { astro } from './astro';
import { bullmqWorker } from './bullmq';
import { celeryBeat, celeryWorker } from './celery';
import { createReactApp } from './createReactApp';
import type { Stack } from './define';
import { django } from './django';
import { dramatiqWorker } from './dramatiq';
import { express } from './express';
import { fastapi } from './fastapi';
import { fastify } from './fastify';
import { flask } from './flask';
import { flutter } from './flutter';
import { hono } from './hono';
import { hueyWorker } from './huey';
import { koa } from './koa';
import { nest } from './nest';
import { next } from './next';
import { nodeHttp } from './nodeHttp';
import { nuxt } from './nuxt';
import { nodeProgram, pythonProgram } from './program';
import { reactRouter } from './reactRouter';
import { remix } from './remix';
import { rqWorker } from './rq';
import { staticSite } from './staticSite';
import { sveltekit } from './sveltekit';
import { vite } from './vite';
import { vueCli } from './vueCli';
import { webpack } from './webpack';

/** Every stack that is known. The order decides nothing but the order of what is shown. */
export const stacks: readonly Stack[] = [
  flask,
  fastapi,
  django,
  celeryWorker,
  celeryBeat,
  rqWorker,
  arqWorker,
  dramatiqWorker,
  hueyWorker,
  next,
  nuxt,
  astro,
  reactRouter,
  remix,
  sveltekit,
  vite,
  angular,
  createReactApp,
  vueCli,
  webpack,
  flutter,
  staticSite,
  nest,
  express,
  fastify,
  koa,
  hono,
  nodeHttp,
  bullmqWorker,
  pythonProgram,
  nodeProgram,
];

/** The stack of an id; throws on an id that no stack has, which is a mistake in the program. */
export function stackOf(id: string): Stack {
  const found = stacks.find((stack) => stack.id === id);
  if (!found) throw new Error(`no stack has the id ${id}`);
  return found;
}
