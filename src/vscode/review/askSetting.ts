import * as vscode from 'vscode';
import { planValues } from '../../core/explain/planValues';
import type { Plan } from '../../core/model/plan';
import { settingsFile } from '../../core/model/settings';
import { withSetting } from '../../core/settings/editSettings';
import { schemaNode } from '../../core/settings/schemaTree';
import type { Setting } from './rows';

/** One of all values of a plan that drydock.yml may decide. */
export async function pickSetting({ plan }: { readonly plan: Plan }): Promise<Setting | undefined> {
  const items = planValues(plan)
    .filter(({ settable }) => settable)
    .map(({ name, value, reason }) => ({ label: name, description: value, detail: reason, setting: { name, value } }));
  const options = { title: 'Change a Value', placeHolder: 'Which value?', matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.setting;
}

/** What the user wants of a value; '' where it is to be as Drydock finds it, undefined to leave it. `text`: drydock.yml as it is now. */
export async function askSetting({ name, value }: Setting, text: string | undefined): Promise<string | undefined> {
  const node = schemaNode(name.split('.'));
  const options =
    node && (node.options.length > 0 ? node.options : node.holds.includes('true') ? ['true', 'false'] : []);
  if (options && options.length > 0) {
    const found = { label: 'As Drydock finds it', value: '' };
    const items = [...options.map((each) => ({ label: each, value: each })), found];
    const chosen = items.map((each) => (each.value === value ? { ...each, description: 'now' } : each));
    return (await vscode.window.showQuickPick(chosen, { title: name, placeHolder: node.description }))?.value;
  }
  return vscode.window.showInputBox({
    title: name,
    value,
    prompt: `${node?.description ?? ''} Goes into ${settingsFile}; empty: as Drydock finds it.`,
    validateInput: (typed) => {
      const edited = withSetting(text, name, typed);
      return edited.ok ? undefined : `${edited.failure.message} ${edited.failure.next ?? ''}`;
    },
  });
}
