import type { HealthcheckPlan } from '../model/plan';
import type { Language, Serves } from '../model/stackModel';

const often = { interval: '30s', timeout: '10s', startPeriod: '60s', startInterval: '1s', retries: 3 };

/**
 * Any HTTP answer is healthy, 500 included: Traefik drops what is unhealthy, and a developer must see the traceback.
 * `path` holds no quotes. Python asks for localhost, since Django logs an error for a host that it is not told of. http.client, since
 * urllib raises on a 500; node:http, since fetch came with Node.js 18; curl fails on no status by itself.
 */
export function httpHealthcheck(language: Language, port: string, path = '/'): HealthcheckPlan {
  switch (language) {
    case 'node': {
      const ask = `require('http').request({ host: '127.0.0.1', port: ${port}, ${path === '/' ? '' : `path: '${path}', `}method: 'HEAD', timeout: 5000 }, () => process.exit(0)).on('error', () => process.exit(1)).end()`;
      return { test: ['CMD', 'node', '-e', ask], ...often };
    }
    case 'python': {
      const ask = `import http.client; c = http.client.HTTPConnection('localhost', ${port}, timeout=5); c.request('HEAD', '${path}'); c.getresponse()`;
      return { test: ['CMD', 'python', '-c', ask], ...often };
    }
    // nginx's own image has curl: https://github.com/nginx/docker-nginx/blob/master/Dockerfile-alpine.template
    case 'static':
      return { test: ['CMD', ...curl(port, path)], ...often };
    // It listens only after the first compilation, which takes minutes on a slow machine.
    case 'flutter':
      return { test: ['CMD', ...curl(port, path)], ...often, startPeriod: '600s' };
  }
}

const curl = (port: string, path: string): readonly string[] => [
  'curl',
  '--silent',
  '--output',
  '/dev/null',
  '--max-time',
  '5',
  `http://127.0.0.1:${port}${path}`,
];

/** `celery inspect ping` costs 0.6 s of CPU each, so that a worker is asked rarely; a schedule's check is only a look at a pid. */
export function processHealthcheck(test: readonly string[], serves: Serves): HealthcheckPlan {
  return serves === 'jobs'
    ? { ...often, test, interval: '300s', startInterval: '3s', timeout: '20s' }
    : { ...often, test };
}

/** Backing services answer within milliseconds; a first start may take a minute. */
export function serviceHealthcheck(test: readonly string[]): HealthcheckPlan {
  return { test, ...often };
}
