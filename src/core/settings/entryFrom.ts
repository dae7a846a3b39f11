import type { Unit } from '../detect/units';
import type { Entry } from '../model/stackModel';
import { instead } from './nearest';

/**
 * An entry as a person writes it: `module:attribute`, `module:factory()`, `script dev`, `server.js`, `folder/`; checked to exist in the
 * unit. Gives the next step for what is not there.
 */
export function entryFrom(text: string, unit: Unit, path: string): Entry | { readonly next: string } {
  const [, module, attribute, call] = /^([A-Za-z_][\w.]*):([A-Za-z_]\w*)(\(\))?$/.exec(text) ?? [];
  if (module && attribute && unit.language === 'python')
    return pythonEntry(unit, module, attribute, call !== undefined);
  const below = (file: string) => (path === '' ? file : `${path}/${file}`);
  if (text.startsWith('script ')) {
    const name = text.slice('script '.length).trim();
    const scripts = unit.facts.packages.find(({ folder }) => folder === unit.path)?.scripts ?? [];
    const script = scripts.find((each) => each.name === name);
    if (script) return { kind: 'script', script: name, command: script.command };
    return {
      next: instead(
        name,
        scripts.map((each) => each.name),
      ).replace(/^Write (.*)\.$/, 'Write script $1.'),
    };
  }
  if (text.endsWith('/')) {
    const folder = text === './' ? '' : text.replace(/\/+$/, '');
    if (unit.facts.files.some((file) => file.startsWith(`${below(folder)}/`.replace(/^\//, ''))))
      return { kind: 'folder', file: folder };
  }
  const files = unit.facts.files.filter((file) => path === '' || file.startsWith(`${path}/`));
  if (files.includes(below(text))) return { kind: 'file', file: text };
  return {
    next:
      unit.language === 'python'
        ? 'Write module:attribute, e.g. app:app or portal:create_app().'
        : 'Write script NAME of package.json, or a file relative to the app’s folder, e.g. server.js.',
  };
}

function pythonEntry(unit: Unit, name: string, attribute: string, called: boolean): Entry | { readonly next: string } {
  const module = unit.facts.modules.find((each) => each.module === name);
  if (!module) return { next: instead(name, [...new Set(unit.facts.modules.map((each) => each.module))].sort()) };
  const isFunction = module.functions.some((each) => each.name === attribute && each.scope === '');
  return {
    kind: called || isFunction ? 'factory' : 'instance',
    module: name,
    attribute,
    importRoot: module.importRoot,
  };
}
