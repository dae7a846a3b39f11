// Lets a debugger reach a service: NODE_OPTIONS requires this where ops/debug.sh says so. The inspector listens on 127.0.0.1
// inside of the container, in the process that runs the project's own code: npm, nodemon, nest and tsx, which start it, are left alone.
const { isMainThread } = require('node:worker_threads');

const mode = process.env.DRYDOCK_DEBUGGER;
const script = (process.argv[1] || '').replaceAll('\\', '/');
// Next.js runs the project's pages in a process of its own making.
const isService =
  script.endsWith('/next/dist/server/lib/start-server.js') || (script.startsWith('/app/') && !script.includes('/node_modules/'));

if (mode && isMainThread && isService) {
  const inspector = require('node:inspector');
  // Another process of this service may have it.
  if (!inspector.url()) {
    try {
      inspector.open(9229, '127.0.0.1', mode === 'wait');
    } catch {
      // Node.js has said why.
    }
  }
}
