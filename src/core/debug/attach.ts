import type { Debugger } from '../model/plan';

/** Where each debugger listens inside of a container, on 127.0.0.1; templates/infra/base has the programs. */
export const debuggerPorts: Readonly<Record<Debugger, number>> = { python: 5678, node: 9229 };

/** The label by which ops/debug.sh says what listens in a container. */
export const debuggerLabel = 'dev.drydock.debugger';

export const isDebugger = (text: string | undefined): text is Debugger => text === 'python' || text === 'node';

export interface Attachment {
  readonly name: string;
  readonly debugger: Debugger;
  /** On 127.0.0.1 of this machine: the end of the tunnel. */
  readonly port: number;
  /** The repository on this machine; in the container it is /app. */
  readonly folder: string;
}

/**
 * What VS Code's own debuggers are told: https://github.com/microsoft/vscode-python-debugger (debugpy, which follows the processes of a
 * reloading server through the same port) and https://code.visualstudio.com/docs/nodejs/nodejs-debugging (`restart`: it comes back
 * after a reload).
 */
export function attachConfiguration({ name, debugger: kind, port, folder }: Attachment) {
  const host = '127.0.0.1';
  const common = { name, request: 'attach' as const };
  return kind === 'python'
    ? {
        ...common,
        type: 'debugpy',
        connect: { host, port },
        subProcess: true,
        pathMappings: [{ localRoot: folder, remoteRoot: '/app' }],
      }
    : {
        ...common,
        type: 'node',
        address: host,
        port,
        localRoot: folder,
        remoteRoot: '/app',
        restart: { delay: 500, maxAttempts: 40 },
        skipFiles: ['<node_internals>/**', '**/node_modules/**'],
      };
}
