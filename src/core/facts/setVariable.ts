import type { SetVariable } from '../model/dockerFacts';
import type { Source } from '../model/facts';

/** By its name, the value must not be kept. The name of a URL says nothing: its password is taken out instead. */
const secret =
  /(SECRET|PASS(WORD|WD|PHRASE)?$|PASSWORD|TOKEN|CREDENTIAL|PRIVATE|SALT|API_?KEY|ACCESS_?KEY|_KEY$|^KEY$|DSN$|COOKIE)/i;

/** A variable without what is secret in it; where there is something, only its name is quoted. */
export function setVariable(source: Source, name: string, value: string): SetVariable {
  const shown = secret.test(name) && !value.includes('://') ? '' : withoutPassword(value);
  return { ...source, name, value: shown, ...(shown !== value && { text: name }) };
}

/** 'postgres://user:pass@host' as 'postgres://user:***@host'. */
const withoutPassword = (value: string): string => value.replaceAll(/(:\/\/[^:@/\s]*):[^@/\s]+@/g, '$1:***@');
