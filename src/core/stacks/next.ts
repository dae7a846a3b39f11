import { nodeDevServer } from './nodeDevServer';

/** https://nextjs.org/docs/app/api-reference/cli/next: `next dev` listens on 0.0.0.0 and takes PORT. */
export const next = nodeDevServer({
  id: 'next',
  title: 'Next.js',
  package: 'next',
  program: 'next',
  subcommands: ['dev'],
  environment: ({ port }) => ({ PORT: port, HOSTNAME: '0.0.0.0' }),
  portOptions: ['-p', '--port'],
  defaultPort: 3000,
  source: 'Next.js’s own default',
  supersedes: ['vite'],
  debuggable: true,
  build: { argv: ['npm', 'run', 'build'], folder: '' },
  produce: ({ bin, port }) => bin('next', 'start', '-p', port),
});
