import type { PlannedAuthored } from '../model/authoredPlan';
import type { Conclusion } from '../model/evidence';
import type { Plan, PlannedApp, PlannedEnvironment, PlannedService, PlannedVariable, RuntimePlan } from '../model/plan';
import type { PlanValue } from '../model/planValue';
import { entryText } from '../model/stackModel';
import { commandLine, shellLine } from '../render/shellWords';
import { schemaNode } from '../settings/schemaTree';

/** Every value of a plan by its name in drydock.yml, with its reason. */
export function planValues(plan: Plan): readonly PlanValue[] {
  const all = [
    value('slug', plan.naming),
    value('main', plan.main),
    value('basis', plan.basis),
    ...plan.leftOut.map((each) => value(`${each.value}.ignore`, { ...each, value: 'true' })),
    ...(plan.runtimes.some(({ language }) => language === 'node')
      ? [value('shared_node_modules', mapped(plan.sharedNodeModules, String))]
      : []),
    ...plan.runtimes.flatMap((runtime) => runtimeValues(runtime, plan)),
    ...plan.apps.flatMap((app) => appValues(app, plan)),
    ...(plan.authored?.services ?? []).flatMap(authoredValues),
    ...plan.services.flatMap(serviceValues),
    ...plan.runtimes.flatMap(({ environment }) => environmentValues('environment', environment, plan)),
    ...plan.volumes.map(({ name, comment }) => value(`volumes.${name}`, usual(name, comment))),
    ...plan.variables.map(variableValue),
  ];
  return [...new Map(all.map((each) => [each.name, each])).values()];
}

/** Those that the user decided. */
export const decisions = (plan: Plan): readonly PlanValue[] =>
  planValues(plan).filter(({ certainty }) => certainty === 'chosen');

function runtimeValues(runtime: RuntimePlan, plan: Plan): readonly PlanValue[] {
  const at = `runtimes.${runtime.id}`;
  const { production, packages, addedPackages } = runtime;
  const needed = [...new Set([...packages.build, ...packages.run])].join(' ');
  const migration = plan.migrations.find((each) => each.migration.value.runtime === runtime.id)?.migration;
  return [
    value(`${at}.version`, runtime.version),
    ...(production.language === 'node'
      ? [value(`${at}.package_manager`, { ...runtime.dependencies, value: production.manager.name })]
      : []),
    value(`${at}.dependencies`, runtime.dependencies),
    value(
      `${at}.packages`,
      mapped(addedPackages, (names) => names.join(' ') || needed || 'none'),
    ),
    value(
      `${at}.migrate`,
      migration
        ? mapped(migration, ({ argv }) => commandLine(argv))
        : usual('false', 'nothing in the code makes a schema'),
    ),
  ];
}

function appValues(app: PlannedApp, plan: Plan): readonly PlanValue[] {
  const at = `apps.${app.name}`;
  const { build, host, health, port } = app;
  return [
    value(`${at}.framework`, app.stack),
    value(
      `${at}.path`,
      mapped(app.path, (path) => path || '.'),
    ),
    // An entry that is a command of the user's says nothing that the command does not say.
    ...(app.entry.value.kind === 'command' && app.entry.certainty === 'chosen'
      ? []
      : [value(`${at}.entry`, mapped(app.entry, entryText))]),
    ...(port ? [value(`${at}.port`, mapped(port.number, String))] : []),
    value(`${at}.command`, mapped(app.develop, commandLine)),
    ...(app.produce.value.length > 0 ? [value(`${at}.production_command`, mapped(app.produce, commandLine))] : []),
    ...(build
      ? [
          value(
            `${at}.build`,
            mapped(build, ({ argv }) => shellLine(argv)),
          ),
        ]
      : []),
    ...(build?.value.folder
      ? [
          value(
            `${at}.build_folder`,
            mapped(build, ({ folder }) => folder),
          ),
        ]
      : []),
    ...(host
      ? [
          value(
            `${at}.host`,
            mapped(host, (name) => name || 'none'),
          ),
        ]
      : []),
    ...(health ? [value(`${at}.health`, health)] : []),
    value(`${at}.starts`, mapped(app.starts, String)),
    value(`${at}.memory`, app.memory),
    ...app.volumes.map(({ volume, path, chosen }) =>
      value(`${at}.volumes.${volume}`, {
        value: path,
        certainty: 'chosen',
        reason: 'drydock.yml decides',
        evidence: chosen ? [chosen] : [],
      }),
    ),
    ...environmentValues(`${at}.environment`, app.environment, plan),
  ];
}

function authoredValues({ name, role, port }: PlannedAuthored): readonly PlanValue[] {
  return [value(`apps.${name}`, role), ...(port ? [value(`apps.${name}.port`, port)] : [])];
}

const serviceValues = ({ id, need, image, memory }: PlannedService): readonly PlanValue[] => [
  value(`services.${id}`, { ...need, value: 'needed' }),
  value(`services.${id}.image`, image),
  value(`services.${id}.memory`, memory),
];

function environmentValues(at: string, variables: readonly PlannedEnvironment[], plan: Plan): readonly PlanValue[] {
  return variables.map(({ name, value: text, reason, chosen }) => {
    const reads = plan.variables.find((each) => each.name === name)?.reads ?? [];
    const certainty = chosen ? 'chosen' : reads.length > 0 ? 'stated' : 'default';
    return value(`${at}.${name}`, { value: text, certainty, reason, evidence: chosen ? [chosen] : reads });
  });
}

const variableValue = ({ name, value: text, kind, comment, reads }: PlannedVariable): PlanValue =>
  value(`variables.${name}`, {
    value: kind === 'secret' ? 'made by ops/up.sh' : (text ?? 'as the code or docker-compose.yml has it'),
    certainty: reads.length > 0 ? 'stated' : 'default',
    reason: comment.replace(/\.$/, ''),
    evidence: reads,
  });

function value(name: string, conclusion: Conclusion<string>): PlanValue {
  const { certainty, reason, evidence } = conclusion;
  return {
    name,
    value: conclusion.value,
    settable: schemaNode(name.split('.')) !== undefined,
    certainty,
    reason,
    evidence,
  };
}

const usual = (text: string, reason: string): Conclusion<string> => ({
  value: text,
  certainty: 'default',
  reason,
  evidence: [],
});

const mapped = <T>(conclusion: Conclusion<T>, text: (value: T) => string): Conclusion<string> => ({
  ...conclusion,
  value: text(conclusion.value),
});
