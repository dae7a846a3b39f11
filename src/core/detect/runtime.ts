import type { RepoFacts } from '../model/facts';
import type { Runtime } from '../model/stackModel';
import type { FoundApp } from './apps';
import { detectFlutter } from './flutter';
import { detectNode } from './node';
import { detectPython } from './python';
import { detectStatic } from './staticSites';
import type { Unit } from './units';

/** What the apps of one unit, or of several in one workspace, run on. `facts` are those of the whole repository. */
export function detectRuntime(id: string, unit: Unit, apps: readonly FoundApp[], facts: RepoFacts): Runtime {
  switch (unit.language) {
    case 'python':
      return detectPython(id, unit, apps);
    case 'node': {
      const units = apps.map((app) => app.unit);
      return detectNode(id, unit, units, facts);
    }
    case 'flutter':
      return detectFlutter(id, unit, apps);
    case 'static':
      return detectStatic(id, unit);
  }
}
