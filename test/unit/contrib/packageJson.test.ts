import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { commands } from '../../../src/contrib/commands';
import { contextKeys } from '../../../src/contrib/contextKeys';
import { settings } from '../../../src/contrib/settings';
import { taskScripts, taskType } from '../../../src/contrib/tasks';
import { viewContainer, views } from '../../../src/contrib/views';

interface Contributes {
  readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
  readonly views: Readonly<
    Record<string, readonly { readonly id: string; readonly name: string; readonly icon: string }[]>
  >;
  readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
  readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly image: string } }[] }[];
  readonly taskDefinitions: readonly {
    readonly type: string;
    readonly properties: { readonly script: { readonly enum: readonly string[] } };
  }[];
  readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly icon: string;
  readonly contributes: Contributes;
};
const { contributes } = manifest;
const ids: readonly string[] = Object.values(commands).map((command) => command.id);

describe('package.json says what src/contrib says', () => {
  it('declares every command with its title, and no other', () => {
    assert.deepEqual(
      contributes.commands.map(({ command, title }) => ({ id: command, title })),
      Object.values(commands),
    );
    assert.ok(contributes.commands.every(({ category }) => category === 'Drydock'));
  });

  it('declares every view and the container, with icons that exist', () => {
    assert.deepEqual(
      contributes.views[viewContainer]?.map(({ id, name }) => ({ id, name })),
      Object.values(views),
    );
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [viewContainer],
    );
    for (const { icon } of [
      manifest,
      ...contributes.viewsContainers.activitybar,
      ...(contributes.views[viewContainer] ?? []),
    ]) {
      assert.ok(existsSync(icon), icon);
    }
  });

  it('declares every setting with its default', () => {
    const declared = Object.entries(contributes.configuration.properties).map(([id, property]) => ({
      id,
      default: property.default,
    }));
    assert.deepEqual(declared, Object.values(settings));
  });

  it('declares the type of its tasks, with every script', () => {
    const [definition] = contributes.taskDefinitions;
    assert.equal(definition?.type, taskType);
    assert.deepEqual(definition.properties.script.enum, [...Object.keys(taskScripts), 'run']);
    for (const script of Object.keys(taskScripts)) assert.ok(existsSync(`templates/ops/${script}.sh`), script);
  });

  it('shows pictures that are there in a walkthrough of four steps', () => {
    const [walkthrough] = contributes.walkthroughs;
    assert.equal(walkthrough?.steps.length, 4);
    for (const { media } of walkthrough.steps) assert.ok(existsSync(media.image), media.image);
  });

  it('uses only known commands and context keys in menus and welcome texts', () => {
    const items = Object.values(contributes.menus).flat();
    for (const { command } of items) assert.ok(ids.includes(command), command);
    for (const [, id = ''] of JSON.stringify([contributes.viewsWelcome, contributes.walkthroughs]).matchAll(
      /command:([\w.]+)/g,
    )) {
      const focus = Object.values(views).some((view) => id === `${view.id}.focus`);
      assert.ok(ids.includes(id) || focus || id.startsWith('vscode.'), id);
    }
    const known: readonly string[] = [
      ...Object.values(contextKeys),
      ...Object.values(views).map(({ id }) => id),
      'drydock',
    ];
    const texts = [...items, ...contributes.commands, ...Object.values(contributes.views).flat()];
    for (const [key] of texts.flatMap((item) => [
      ...(('when' in item && item.when) || '').matchAll(/drydock[\w.]*/g),
    ])) {
      assert.ok(known.includes(key), key);
    }
  });
});
