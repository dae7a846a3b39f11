import { nodeServer } from './nodeServer';

/** https://koajs.com/#application */
export const koa = nodeServer({
  id: 'koa',
  title: 'Koa',
  package: 'koa',
  makes: 'koa',
});
