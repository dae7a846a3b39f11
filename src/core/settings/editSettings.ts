import { isCollection, isMap, parseDocument, type Document } from 'yaml';
import { failed, ok, type Result } from '../model/failure';
import { settingsFile } from '../model/settings';
import { parseSettings } from './parseSettings';
import { schemaNode } from './schemaTree';

/** Above the first value of a file that Drydock makes. */
const head = ' What is decided here comes in the place of what Drydock finds; `drydock explain` lists every value.\n';

/**
 * drydock.yml with one value decided; comments and order stay. `text`: undefined where there is none yet. `name`: as `drydock explain`
 * has it, dotted. `value`: as a person types it, the words of a list separated by blanks; empty takes the decision away. Fails with
 * 'settings-invalid' where the value may not stand there, or the file cannot be read.
 */
export function withSetting(text: string | undefined, name: string, value: string): Result<string> {
  const before = parseSettings(text ?? '');
  if (!before.ok) return before;
  const document = parseDocument(text ?? '');
  const keys = name.split('.');
  try {
    if (value.trim() === '') remove(document, keys);
    else {
      makeRoom(document, keys.slice(0, -1));
      document.setIn(keys, typed(value.trim(), schemaNode(keys)?.holds ?? ''));
    }
  } catch (cause) {
    return failed({
      code: 'settings-invalid',
      message: `${name} cannot be set in ${settingsFile}: it stands in an alias or a list.`,
      next: `Write it by hand into ${settingsFile}.`,
      file: settingsFile,
      cause,
    });
  }
  if (text === undefined) document.commentBefore = head.trimEnd();
  const written =
    isMap(document.contents) && document.contents.items.length > 0 ? document.toString({ lineWidth: 0 }) : '';
  const after = text?.includes('\r\n') ? written.replace(/\r?\n/g, '\r\n') : written;
  const valid = parseSettings(after);
  return valid.ok ? ok(after) : valid;
}

/** A value of YAML in the kind that the schema wants. */
function typed(value: string, holds: string): unknown {
  if (/^\d+$/.test(value) && holds.includes('a whole number')) return Number(value);
  if ((value === 'true' || value === 'false') && holds.includes(value)) return value === 'true';
  return holds === 'a list of texts' ? value.split(/[\s,]+/) : value;
}

/** An empty key ('apps:') holds nothing to set a value in. */
function makeRoom(document: Document, keys: readonly string[]): void {
  for (const depth of keys.keys()) {
    const path = keys.slice(0, depth + 1);
    if (document.hasIn(path) && document.getIn(path) === null) document.deleteIn(path);
  }
}

/** Takes a value away, and every map that is empty without it. */
function remove(document: Document, keys: readonly string[]): void {
  if (!document.hasIn(keys)) return;
  document.deleteIn(keys);
  const above = keys.slice(0, -1);
  const map = above.length > 0 ? document.getIn(above) : undefined;
  if (isCollection(map) && map.items.length === 0) remove(document, above);
}
