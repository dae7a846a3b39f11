import Mustache from 'mustache';
import type { Templates } from '../dockerize';

/** Text of a template; throws for a name that does not exist, which is a mistake in the program. */
export function templateOf(templates: Templates, name: string): string {
  const text = templates[name];
  if (text === undefined) throw new Error(`no template is called ${name}`);
  return text;
}

/**
 * Fills `<% name %>` and sections. Mustache with other tags, since shell and Go templates use {{ }}; nothing is escaped:
 * whoever passes a value makes it safe for the place where it goes.
 */
export function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  return Mustache.render(template, values, {}, { tags: ['<%', '%>'], escape: String });
}
