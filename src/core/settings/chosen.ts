import type { Conclusion, Evidence } from '../model/evidence';
import { failed, type Result } from '../model/failure';
import { settingsFile, type CommandSetting, type Settings } from '../model/settings';

/** The line of drydock.yml at which a value stands, as evidence; none for what a flag decides. */
export function evidenceOf(settings: Settings, path: string): readonly Evidence[] {
  const place = settings.places[path];
  if (!place || 'flag' in place) return [];
  const { file, line, text } = place;
  return [{ file, line, text, reason: `${settingsFile} sets ${path}`, weight: 5 }];
}

/** What the user decided at a path ('apps.web.port') as a conclusion; `before`, as text, is what would have been without. */
export function chosen<T>(settings: Settings, path: string, value: T, before?: string): Conclusion<T> {
  const place = settings.places[path];
  const reason = `${place && 'flag' in place ? place.flag : settingsFile} decides`;
  const former = before?.replaceAll(/\s+/g, ' ').slice(0, 120);
  return {
    value,
    certainty: 'chosen',
    reason: former === undefined ? reason : `${reason}, in place of ${former}`,
    evidence: evidenceOf(settings, path),
  };
}

/** The conclusion itself, or what the user decided in its place. */
export function override<T>(
  settings: Settings,
  path: string,
  value: T | undefined,
  found: Conclusion<T>,
  text: (value: T) => string = String,
): Conclusion<T> {
  if (value === undefined) return found;
  const before = text(found.value) || 'none';
  return chosen(settings, path, value, before === text(value) ? undefined : before);
}

/** A mistake at a path of drydock.yml that only shows beside the repository. */
export function refuse(settings: Settings, path: string, message: string, next: string): Result<never> {
  const place = settings.places[path];
  const where = place && !('flag' in place) && { file: place.file, line: place.line, column: place.column };
  return failed({ code: 'settings-invalid', message, next, ...where });
}

/** The argv of a command as the user writes it. */
export const argvOf = (command: CommandSetting): readonly string[] =>
  typeof command === 'string' ? ['sh', '-c', command] : command;

/** The settings of a name, whatever the name is. */
export const named = <T>(
  all: Readonly<Partial<Record<string, T | null>>> | null | undefined,
  name: string,
): Partial<T> => (all && Object.hasOwn(all, name) ? (all[name] ?? {}) : {});
