import { failed, ok, type Result } from '../model/failure';
import { settingsFile } from '../model/settings';
import type { PlanValue } from '../model/planValue';
import { nearest } from '../settings/nearest';
import { schemaNode } from '../settings/schemaTree';

/**
 * The values that a person means: the one of that name, else all whose names end with it ('port', 'web.port'), else all below it
 * ('apps.web'). Fails with 'value-unknown', naming the nearest.
 */
export function valuesNamed(values: readonly PlanValue[], wanted: string): Result<readonly PlanValue[]> {
  const name = wanted.trim().replace(/^\.+|\.+$/g, '');
  const found = [
    values.filter((each) => each.name === name),
    values.filter((each) => each.name.endsWith(`.${name}`)),
    values.filter((each) => `.${each.name}`.includes(`.${name}.`)),
  ].find((each) => each.length > 0);
  if (found && name !== '') return ok(found);
  const parts = values.flatMap((each) => [each.name, each.name.slice(each.name.indexOf('.') + 1), lastOf(each.name)]);
  const near = nearest(name, [...new Set(parts)]);
  return failed({
    code: 'value-unknown',
    message: `The plan has no value ${wanted}.`,
    next: near === undefined ? 'drydock explain lists them all.' : `drydock explain ${near}`,
  });
}

const lastOf = (name: string): string => name.split('.').at(-1) ?? name;

/** The lines of drydock.yml that decide a value, to be changed; undefined for what it cannot decide. */
export function settingLines({ name, value }: PlanValue): readonly string[] | undefined {
  const keys = name.split('.');
  const node = schemaNode(keys);
  if (!node) return undefined;
  const depth = '  '.repeat(keys.length - 1);
  const [last = ''] = keys.slice(-1);
  return [
    `# ${settingsFile}`,
    ...keys.slice(0, -1).map((key, index) => `${'  '.repeat(index)}${key}:`),
    ...(node.keys.includes('ignore')
      ? [`${depth}${last}:`, `${depth}  ignore: true`]
      : [`${depth}${last}: ${value === 'none' ? '…' : written(value, node.holds === 'a list of texts')}`]),
  ];
}

/** Plain words as they are; JSON's quotes are YAML's too. */
function written(text: string, isList: boolean): string {
  if (isList) return `[${text.split(' ').join(', ')}]`;
  return /^[\w./][\w./ -]*$/.test(text) && !text.endsWith(' ') ? text : JSON.stringify(text);
}
