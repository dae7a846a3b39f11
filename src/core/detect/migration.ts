import type { Conclusion } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import type { Migration } from '../model/stackModel';
import { at, callsOf } from '../stacks/probes';
import type { FoundApp } from './apps';
import { conclude } from './conclude';
import { nodeMigration } from './nodeMigration';
import type { Unit } from './units';

/** How the schema comes about: Flask-Migrate, plain Alembic, Django, or a command of the author's such as `flask init-db`. */
export function detectMigrations(
  unit: Unit,
  apps: readonly FoundApp[],
  runtime: string,
): readonly Conclusion<Migration>[] {
  const found = unit.language === 'python' ? pythonMigration(unit, apps, runtime) : nodeMigration(unit, runtime);
  return found ? [found] : [];
}

function pythonMigration(
  { facts, path: root }: Unit,
  apps: readonly FoundApp[],
  runtime: string,
): Conclusion<Migration> | undefined {
  const django = apps.find((app) => app.stack.id === 'django');
  if (django) return djangoMigration(django, runtime);
  const flask = apps.some((app) => app.stack.id === 'flask');
  const flaskMigrate = callsOf(facts, 'flask_migrate.Migrate');
  const folder = facts.files.find((file) => /(^|\/)migrations\/env\.py$/.test(file));
  if (flaskMigrate.length > 0 && folder) {
    const evidence = flaskMigrate.map(({ call }) => at(call, 'Flask-Migrate is set up here', 5));
    return conclude(
      {
        runtime,
        tool: 'flask-migrate',
        argv: ['flask', 'db', 'upgrade'],
        revise: ['flask', 'db', 'migrate', '-m', 'what changes'],
        path: root,
        when: 'always',
      },
      'Flask-Migrate is set up and has a migrations folder',
      evidence,
    );
  }
  const config = facts.alembic[0];
  if (config) {
    const path = config.file.includes('/') ? config.file.slice(0, config.file.lastIndexOf('/')) : '';
    const required = facts.requirements.filter((requirement) => requirement.name === 'alembic');
    return conclude(
      {
        runtime,
        tool: 'alembic',
        argv: ['alembic', 'upgrade', 'head'],
        revise: ['alembic', 'revision', '--autogenerate', '-m', 'what changes'],
        path,
        when: 'always',
      },
      `${config.file} is there`,
      [
        {
          file: config.file,
          line: config.line,
          text: config.text,
          reason: 'Alembic is configured',
          weight: config.scripts ? 5 : 3,
        },
        ...required.map((requirement) => at(requirement, 'Alembic is required', 2)),
      ],
    );
  }
  return flask ? schemaCommand(facts, root, runtime) : undefined;
}

/** https://docs.djangoproject.com/en/stable/ref/django-admin/#migrate: migrations of Django's own apps are always there. */
function djangoMigration({ path, conclusions }: FoundApp, runtime: string): Conclusion<Migration> {
  return conclude(
    {
      runtime,
      tool: 'django',
      argv: ['python', 'manage.py', 'migrate', '--noinput'],
      revise: ['python', 'manage.py', 'makemigrations'],
      path,
      when: 'always',
    },
    'Django brings its migrations along',
    conclusions.stack.evidence,
  );
}

/** A click command that makes the schema. It may drop tables first, so that it runs only while there is none. */
function schemaCommand(facts: RepoFacts, path: string, runtime: string): Conclusion<Migration> | undefined {
  const names = ['init-db', 'initdb', 'create-db', 'create-all', 'db-init', 'init'];
  for (const module of facts.modules) {
    for (const made of module.functions) {
      for (const decorator of made.decorators) {
        if (decorator.kind !== 'call' || !/(^|\.)command$/.test(decorator.callee)) continue;
        const first = decorator.args[0];
        const name = first?.kind === 'string' ? first.value : made.name.replace(/_command$/, '').replaceAll('_', '-');
        if (!names.includes(name)) continue;
        return conclude(
          { runtime, tool: 'command', argv: ['flask', name], path, when: 'once' },
          `\`flask ${name}\` makes the schema`,
          [at(made, `the command ${name} is defined here`, 5)],
        );
      }
    }
  }
  return undefined;
}
