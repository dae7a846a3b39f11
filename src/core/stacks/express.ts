import { nodeServer } from './nodeServer';

/** https://expressjs.com/en/starter/hello-world.html */
export const express = nodeServer({
  id: 'express',
  title: 'Express',
  package: 'express',
  makes: 'express',
});
