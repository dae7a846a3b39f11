import * as z from 'zod/mini';
import type { SettingsValues } from '../model/settings';
import { services } from '../services/index';
import { stacks } from '../stacks/index';

/**
 * What drydock.yml may hold. The JSON schema for editors and the tables of docs/drydock-yml.md are made from it, so that a
 * description is written here and nowhere else.
 */

const about = z.describe;
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Compose takes a whole text here; a number or a switch of YAML is taken as it is written. */
const text = () => z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String));
const command = () => z.union([z.string().check(z.minLength(1)), z.array(z.string()).check(z.minLength(1))]);
const environment = () => z.record(z.string().check(z.regex(/^[A-Za-z_]\w*$/)), text());
const version = () => z.pipe(z.union([z.string(), z.number()]), z.transform(String));
/** https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values */
const memory = () => z.string().check(z.regex(/^[1-9]\d*(\.\d+)?([bB]|[kKmMgG][bB]?)$/));
/** Relative, '/'-separated, inside of the repository; '' or '.' is its root. */
const path = () => z.string().check(z.regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\:*?"<>|\p{Cc}]*$/u));

const app = z.strictObject({
  ignore: z.optional(z.boolean().check(about('true: this app is left out.'))),
  framework: z.optional(
    z
      .enum(stacks.map(({ id }) => id))
      .check(about('Id of the stack by which it is started; `python` or `node` for what only `command` knows.')),
  ),
  path: z.optional(path().check(about('Folder in which it runs, relative to the repository.'))),
  entry: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        about(
          'What is started: `module:attribute`, `module:factory()`, `script dev`, `server.js`, or `folder/` of a static site.',
        ),
      ),
  ),
  port: z.optional(
    z.int().check(z.gte(1), z.lte(65535), about('Port on which it listens inside its container; none is published.')),
  ),
  command: z.optional(
    command().check(about('What starts it while developing. A text is run by `sh -c`, a list as it is.')),
  ),
  production_command: z.optional(command().check(about('What starts it in the production image.'))),
  build: z.optional(command().check(about('What makes the files that production serves.'))),
  build_folder: z.optional(
    path().check(
      about('Folder with the static files that `build` makes, relative to the app; empty when a server serves them.'),
    ),
  ),
  host: z.optional(
    z
      .string()
      .check(z.regex(label), z.maxLength(40), about('Its name before the project’s: http://HOST.SLUG.localhost.')),
  ),
  health: z.optional(
    z
      .string()
      .check(
        z.regex(/^\/[\w./~%?=&-]*$/),
        about('Path that the healthcheck asks for. Any HTTP answer is healthy, so that a traceback can be seen.'),
      ),
  ),
  environment: z.optional(z.nullable(environment().check(about('Variables of this app alone; stronger than .env.')))),
  volumes: z.optional(
    z.nullable(
      z
        .record(z.string().check(z.regex(label)), z.string().check(z.regex(/^(\/[\w.-]+)+$/)))
        .check(
          about(
            'Volumes by name, and where each is in the container: for files that must outlive it. Kept by every command but reset.',
          ),
        ),
    ),
  ),
  memory: z.optional(memory().check(about('Memory limit of its container, as Compose writes it: 512m, 2g.'))),
  starts: z.optional(z.boolean().check(about('false: written, but started only by its profile, which has its name.'))),
});

const known = services.map(({ id }) => id);

const service = z.strictObject({
  ignore: z.optional(z.boolean().check(about('true: this service is left out.'))),
  kind: z.optional(z.enum(known).check(about('Another service in its place; the code’s variables lead there.'))),
  image: z.optional(
    z.string().check(z.regex(/^[\w][\w./:@-]*$/), about('Image, with its tag. It must be one of this service’s.')),
  ),
  version: z.optional(version().check(about('Version, in the image that Drydock takes for it: 15, 10.6.'))),
  memory: z.optional(memory().check(about('Memory limit of its container, as Compose writes it: 512m, 2g.'))),
  variables: z.optional(
    z.nullable(
      z
        .record(
          z.string().check(z.regex(/^[A-Za-z_]\w*$/)),
          z.enum(['url', 'host', 'port', 'user', 'password', 'database']),
        )
        .check(about('Variables through which the code finds it, each with the part of the address that it holds.')),
    ),
  ),
});

const runtime = z.strictObject({
  version: z.optional(version().check(about('Version of Python (3.12) or major of Node.js (22).'))),
  package_manager: z.optional(
    z.enum(['npm', 'pnpm', 'yarn', 'yarn-berry', 'bun']).check(about('Node.js: what installs, and runs scripts.')),
  ),
  packages: z.optional(
    z
      .array(z.string().check(z.regex(/^[a-z0-9][a-z0-9+.-]+$/)))
      .check(about('Debian packages that the images get beyond those that the dependencies need.')),
  ),
  migrate: z.optional(
    z
      .union([z.literal(false), ...command().def.options])
      .check(about('What brings the schema up to date before the apps start; false: nothing does.')),
  ),
});

const named = <T extends z.ZodMiniType>(of: T, description: string) =>
  z.optional(z.nullable(z.record(z.string().check(z.regex(label)), z.nullable(of)).check(about(description))));

/** drydock.yml as a whole. */
export const settingsSchema = z.strictObject({
  slug: z.optional(
    z
      .string()
      .check(z.regex(label), z.maxLength(40), about('The project’s name: http://SLUG.localhost, containers, volumes.')),
  ),
  main: z.optional(z.string().check(about('Name of the app that is at http://SLUG.localhost.'))),
  basis: z.optional(
    z
      .enum(['own', 'author'])
      .check(
        about(
          'Where the repository has compose files: `own`, Drydock’s services run; `author`, theirs do. Absent: what leaves nothing out.',
        ),
      ),
  ),
  shared_node_modules: z.optional(
    z.boolean().check(about('true: one node_modules for all projects with the same setting. Read why not before.')),
  ),
  environment: z.optional(
    z.nullable(environment().check(about('Variables of every app, migrations included; stronger than .env.'))),
  ),
  apps: named(
    app,
    'Apps by name, as `drydock explain` lists them. Another name adds an app; it needs a `command` and a `port`, or a `framework`.',
  ),
  services: z.optional(
    z.nullable(
      z
        .partialRecord(z.enum(known), z.nullable(service))
        .check(about('Backing services by id. One that was not found is added.')),
    ),
  ),
  runtimes: named(runtime, 'Python and Node.js by id, as `drydock explain` lists them.'),
}) satisfies z.ZodMiniType<SettingsValues>;
