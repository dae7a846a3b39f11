import type { Diagnostic } from '../model/diagnostic';
import type { Evidence } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import type { App, StackModel } from '../model/stackModel';
import type { Stack } from '../stacks/define';
import { stacks } from '../stacks/index';
import { conclude, heaviest, weightOf } from './conclude';
import { detectMigration } from './migration';
import { detectPython } from './python';
import { detectServices } from './services';
import { detectVariables } from './variables';

/** Concludes from facts what the repository is; never fails: what is missing is said by diagnostics. */
export function detect(facts: RepoFacts): StackModel {
  const apps: App[] = [];
  const dismissed: { id: string; reason: string; evidence: readonly Evidence[] }[] = [];
  const diagnostics: Diagnostic[] = [...facts.diagnostics];

  for (const stack of stacks) {
    const evidence = stack.evidence.flatMap((probe) => probe(facts));
    if (evidence.length === 0) continue;
    const weight = weightOf(evidence);
    const entries = stack.entries(facts);
    const best = heaviest(
      entries,
      ({ entry }) => `${entry.module}:${entry.attribute}`,
      (candidate) => candidate.evidence,
    );
    if (weight < stack.threshold || !best?.[0]) {
      dismissed.push({
        id: stack.id,
        reason: best
          ? `evidence weighs ${weight}, ${stack.threshold} are needed`
          : 'no application object was found in the code',
        evidence,
      });
      continue;
    }
    apps.push({
      name: stack.appName,
      path: '',
      serves: stack.serves,
      stack: conclude(stack.id, `${stack.title} is required and used`, evidence),
      entry: conclude(
        best[0].entry,
        `${best[0].entry.module}:${best[0].entry.attribute} is the application`,
        best.map((candidate) => candidate.evidence),
      ),
      starts: startsOf(stack, facts),
      ...(stack.port && { port: portOf(stack, facts) }),
    });
  }
  if (facts.docker.length > 0 && apps.length > 0) {
    diagnostics.push({
      code: 'docker-present',
      severity: 'warning',
      message: `The repository has Docker files of its own (${facts.docker.join(', ')}); they stay as they are. Building on them comes with a later version of Drydock.`,
      next: 'Compare them with what Drydock would write: drydock up --dry-run.',
    });
  }
  const python = detectPython(facts, apps);
  const migration = detectMigration(facts, apps);
  const services = detectServices(facts);
  return {
    name: facts.name,
    apps,
    services,
    ...(python && { python }),
    ...(migration && { migration }),
    variables: detectVariables(facts),
    dismissed,
    diagnostics: [...diagnostics, ...portDiagnostics(apps)],
  };
}

function startsOf(stack: Stack, facts: RepoFacts): App['starts'] {
  const decided = stack.starts?.(facts);
  return decided
    ? conclude(decided.value, decided.reason, decided.evidence)
    : conclude(true, 'it is what the repository is for', []);
}

function portOf(stack: Stack, facts: RepoFacts): NonNullable<App['port']> {
  const statements = stack.port?.stated.flatMap((find) => find(facts)) ?? [];
  const best = heaviest(
    statements,
    ({ port }) => String(port),
    (statement) => statement.evidence,
  );
  if (best?.[0])
    return conclude(
      best[0].port,
      `the repository says ${best[0].port}`,
      best.map((statement) => statement.evidence),
    );
  return conclude(stack.port?.default ?? 0, `${stack.port?.source ?? ''}; nothing in the repository states a port`, []);
}

function portDiagnostics(apps: readonly App[]): readonly Diagnostic[] {
  return apps
    .filter((app) => app.port?.certainty === 'default')
    .map((app) => ({
      code: 'port-uncertain' as const,
      severity: 'note' as const,
      message: `Nothing states the port of ${app.name}; ${app.port?.value ?? 0} is taken, ${app.port?.reason ?? ''}.`,
      next: `Change ${app.name.toUpperCase()}_PORT in .env if it listens elsewhere.`,
    }));
}
