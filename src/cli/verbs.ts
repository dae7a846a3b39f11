import type { Verb } from './verb';
import { detect } from './verbs/detect';
import { down } from './verbs/down';
import { explain } from './verbs/explain';
import { infra } from './verbs/infra';
import { logs } from './verbs/logs';
import { maintenance } from './verbs/maintenance';
import { plan } from './verbs/plan';
import { ps } from './verbs/ps';
import { render } from './verbs/render';
import { shell } from './verbs/shell';
import { undo } from './verbs/undo';
import { up } from './verbs/up';

/** Every verb, in the order of the help text. */
export const verbs: readonly Verb[] = [
  up,
  down,
  ps,
  logs,
  shell,
  maintenance,
  undo,
  detect,
  plan,
  explain,
  render,
  infra,
];
