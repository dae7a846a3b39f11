import type { Plan } from '../model/plan';
import { mainService } from './render';

const editor = {
  python: {
    extensions: ['ms-python.python', 'ms-python.debugpy'],
    settings: { 'python.defaultInterpreterPath': '/venv/bin/python' },
  },
  node: { extensions: ['dbaeumer.vscode-eslint'], settings: {} },
  static: { extensions: [], settings: {} },
  flutter: { extensions: ['Dart-Code.flutter'], settings: { 'dart.flutterSdkPath': '/opt/flutter' } },
} as const;

/**
 * Attaches to the running stack: initializeCommand starts it, and with overrideCommand false and updateRemoteUserUID false the
 * tool recreates nothing. No Features, since those come from a registry of their own.
 */
export function renderDevcontainer(plan: Plan): string {
  const main = plan.apps.find((app) => app.name === mainService(plan));
  const languages = new Set(plan.runtimes.filter(({ id }) => id === main?.runtime).map(({ language }) => language));
  const content = {
    name: plan.slug,
    dockerComposeFile: `../${plan.compose.file}`,
    service: mainService(plan),
    workspaceFolder: '/app',
    initializeCommand: './ops/up.sh',
    overrideCommand: false,
    updateRemoteUserUID: false,
    shutdownAction: 'none',
    forwardPorts: [],
    customizations: {
      vscode: {
        extensions: [...languages].flatMap((language) => editor[language].extensions),
        settings: Object.assign({}, ...[...languages].map((language) => editor[language].settings)) as object,
      },
    },
  };
  return `// "Reopen in Container" enters the running stack; ./ops/down.sh stops it.\n${JSON.stringify(content, null, 2)}\n`;
}
