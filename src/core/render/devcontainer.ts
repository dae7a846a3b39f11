import type { Plan } from '../model/plan';
import { mainService } from './render';

/**
 * Attaches to the running stack: initializeCommand starts it, and with overrideCommand false and updateRemoteUserUID false the
 * tool recreates nothing. No Features, since those come from a registry of their own.
 */
export function renderDevcontainer(plan: Plan): string {
  const content = {
    name: plan.slug,
    dockerComposeFile: '../docker-compose.yml',
    service: mainService(plan),
    workspaceFolder: '/app',
    initializeCommand: './ops/up.sh',
    overrideCommand: false,
    updateRemoteUserUID: false,
    shutdownAction: 'none',
    forwardPorts: [],
    customizations: {
      vscode: {
        extensions: ['ms-python.python', 'ms-python.debugpy'],
        settings: { 'python.defaultInterpreterPath': '/venv/bin/python' },
      },
    },
  };
  return `// "Reopen in Container" enters the running stack; ./ops/down.sh stops it.\n${JSON.stringify(content, null, 2)}\n`;
}
