import type { Conclusion } from '../model/evidence';
import type { Migration } from '../model/stackModel';
import { at } from '../stacks/probes';
import { conclude } from './conclude';
import type { Unit } from './units';

/**
 * How a Node app's schema comes about. Prisma: https://www.prisma.io/docs/orm/prisma-migrate (migrate deploy runs what is in
 * prisma/migrations; without migrations `db push` only adds, it refuses what would lose data). Drizzle:
 * https://orm.drizzle.team/docs/migrations. Knex: https://knexjs.org/guide/migrations.html. Sequelize:
 * https://sequelize.org/docs/v6/other-topics/migrations/.
 */
export function nodeMigration({ facts, path }: Unit, runtime: string): Conclusion<Migration> | undefined {
  const [own] = facts.packages;
  const required = (name: string) =>
    facts.packages.flatMap((each) => each.dependencies).find((each) => each.name === name);
  const inUnit = facts.files.filter((file) => path === '' || file.startsWith(`${path}/`));
  const has = (pattern: RegExp) =>
    inUnit.some((file) => pattern.test(path === '' ? file : file.slice(path.length + 1)));
  const made = (tool: Migration['tool'], argv: readonly string[], name: string, revise?: readonly string[]) => {
    const dependency = required(name);
    return dependency
      ? conclude<Migration>(
          { runtime, tool, argv, path, when: 'always', ...(revise && { revise }) },
          `${name} is required and its migrations are there`,
          [at(dependency, `${dependency.file} requires ${name}`, 5)],
        )
      : undefined;
  };
  if (has(/(^|\/)schema\.prisma$/) || own?.prisma) {
    const argv = has(/(^|\/)prisma\/migrations\/[^/]+\/migration\.sql$/)
      ? ['npx', 'prisma', 'migrate', 'deploy']
      : ['npx', 'prisma', 'db', 'push'];
    return (
      made('prisma', argv, 'prisma', ['npx', 'prisma', 'migrate', 'dev']) ?? made('prisma', argv, '@prisma/client')
    );
  }
  if (has(/^drizzle\.config\.\w+$/)) {
    const argv = has(/(^|\/)meta\/_journal\.json$/)
      ? ['npx', 'drizzle-kit', 'migrate']
      : ['npx', 'drizzle-kit', 'push'];
    return made('drizzle', argv, 'drizzle-kit', ['npx', 'drizzle-kit', 'generate']);
  }
  if (has(/^knexfile\.\w+$/))
    return made('knex', ['npx', 'knex', 'migrate:latest'], 'knex', ['npx', 'knex', 'migrate:make', 'change']);
  if (has(/^\.sequelizerc$/))
    return made('sequelize', ['npx', 'sequelize-cli', 'db:migrate'], 'sequelize-cli', [
      'npx',
      'sequelize-cli',
      'migration:generate',
      '--name',
      'change',
    ]);
  const script = own?.scripts.find(({ name }) =>
    /^(migration:run|migrate|db:migrate|migrations?:up|typeorm:migrate)$/.test(name),
  );
  if (script && required('typeorm'))
    return conclude<Migration>(
      { runtime, tool: 'typeorm', argv: ['npm', 'run', script.name], path, when: 'always' },
      `the script ${script.name} runs the migrations`,
      [at(script, `package.json has the script ${script.name}`, 5)],
    );
  return undefined;
}
