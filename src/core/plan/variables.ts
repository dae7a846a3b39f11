import type { PlannedApp, PlannedEnvironment, PlannedVariable } from '../model/plan';
import type { StackModel, Variable } from '../model/stackModel';
import { servicesFor } from '../services/index';

/** Set by the interpreter, the shell or Drydock itself; listing them would only invite to change them. */
const reserved = new Set([
  'PATH',
  'HOME',
  'USER',
  'PWD',
  'TMPDIR',
  'TZ',
  'LANG',
  'PYTHONPATH',
  'VIRTUAL_ENV',
  'FLASK_APP',
  'DJANGO_SETTINGS_MODULE',
  'COMPOSE_PROJECT_NAME',
]);

/** The lines of .env.example: the project's own, then every variable that the code reads, then those of the services. */
export function variablesOf(
  model: StackModel,
  apps: readonly PlannedApp[],
  environment: readonly PlannedEnvironment[],
  slug: string,
  composeFile: string,
): readonly PlannedVariable[] {
  const owner = [
    { name: 'DRYDOCK_UID', comment: 'Owner of this folder, as whom the containers run; written by ops/up.sh.' },
    { name: 'DRYDOCK_GID', comment: 'Its group.' },
  ].map((each) => ({ ...each, value: '', kind: 'setting' as const, group: 'project' as const, reads: [] }));
  const file =
    composeFile === 'docker-compose.yml'
      ? []
      : [
          {
            name: 'COMPOSE_FILE',
            value: composeFile,
            kind: 'setting' as const,
            group: 'project' as const,
            comment: 'The compose files that were here before stay as they are; this one is taken instead of them.',
            reads: [],
          },
        ];
  const ports = apps.flatMap((app) =>
    app.port?.variable
      ? [
          {
            name: app.port.variable,
            value: String(app.port.number.value),
            kind: 'setting' as const,
            group: 'project' as const,
            comment: `Port of ${app.name} inside its container${app.port.number.certainty === 'default' ? ', uncertain' : ''}: ${app.port.number.reason}.`,
            reads: app.port.number.evidence,
          },
        ]
      : [],
  );
  const provided = new Map(environment.map((each) => [each.name, each]));
  const own = new Set([...ports, ...owner].map((each) => each.name));
  const read = model.variables
    .filter(
      (variable) => !reserved.has(variable.name) && !own.has(variable.name) && /^[A-Za-z_]\w*$/.test(variable.name),
    )
    .map((variable) => fromCode(variable, provided.get(variable.name), composeFile));
  const named = new Set(read.filter((each) => each.kind !== 'provided').map((each) => each.name));
  const backing = servicesFor(model.services).flatMap(({ settings, secrets }) => {
    return [
      ...settings.map((each) => ({
        name: each.name,
        value: each.value(slug),
        kind: 'setting' as const,
        group: 'services' as const,
        comment: each.comment,
        reads: [],
      })),
      ...secrets.map((each) => ({
        name: each.name,
        value: '',
        kind: 'secret' as const,
        group: 'services' as const,
        comment: each.comment,
        reads: [],
      })),
    ].filter((each) => !named.has(each.name));
  });
  return [...file, ...owner, ...ports, ...read, ...backing];
}

function fromCode(variable: Variable, provided: PlannedEnvironment | undefined, composeFile: string): PlannedVariable {
  const first = variable.reads[0];
  const place = first ? ` (${first.file}:${first.line})` : '';
  const common = { name: variable.name, group: 'app' as const, reads: variable.reads };
  if (provided) {
    const told = first && provided.reason.includes(`${first.file}:${first.line}`);
    return { ...common, kind: 'provided', comment: `Set by ${composeFile}${told ? '' : place}: ${provided.reason}.` };
  }
  if (isGenerated(variable)) return { ...common, value: '', kind: 'secret', comment: `Made by ops/up.sh${place}.` };
  if (variable.secret)
    return {
      ...common,
      kind: 'setting',
      comment: `A credential from elsewhere${place}; put it into .env, never here.`,
    };
  const value = variable.fallback;
  if (value !== undefined && isPlain(value))
    return { ...common, value, kind: 'setting', comment: `The code’s own default${place}.` };
  const { set } = variable;
  if (value === undefined && set && isPlain(set.value))
    return { ...common, value: set.value, kind: 'setting', comment: `As ${set.file}:${set.line} sets it${place}.` };
  if (variable.required && value === undefined)
    return { ...common, value: '', kind: 'setting', comment: `The code has no default${place}.` };
  return { ...common, kind: 'setting', comment: `The code goes on without it${place}.` };
}

/** Secrets that any fresh random text will do for; others come from somebody else and cannot be made up. */
function isGenerated(variable: Variable): boolean {
  return (
    variable.secret &&
    (/(^|_)(SECRET_KEY|JWT_SECRET|SESSION_SECRET|PASSWORD_SALT|SALT|FLASK_SECRET|CSRF_SECRET)(_KEY)?$|^SECRET$/i.test(
      variable.name,
    ) ||
      /^(JWT|AUTH|AUTH_JWT|NEXTAUTH|COOKIE|SESSION)(_(ACCESS|REFRESH|TOKEN|SIGNING))*_SECRET(_KEY)?$/i.test(
        variable.name,
      ) ||
      /^(ACCESS|REFRESH)_TOKEN_SECRET$/i.test(variable.name)) &&
    !/^(AWS|AZURE|GOOGLE|S3|STRIPE|TWILIO)_/i.test(variable.name)
  );
}

/** Means the same to Compose's reader of .env, to `format: raw` and to a person. */
const isPlain = (value: string): boolean =>
  /^[\w./:@%+=,?&!*()[\]{}~^<>;| -]*$/u.test(value) && value.trim() === value && !value.includes(' #');
