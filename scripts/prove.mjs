// npm run prove: does Drydock bring a repository up at the first command, with the right answer for every app?
//   npm run prove -- PATH ...          copies of these folders
//   npm run prove -- --practice [TEXT] the public repositories of test/practice/expected.yml (those whose name has TEXT)
//   npm run prove:all                  these and every fixture that can be started
//   --detect                           plans only, starts nothing
// One line of JSON per app on standard output, a summary at the end on standard error. It works on copies in a new
// folder and under new names, so that nothing earlier helps it; their containers are removed, their volumes are kept.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lchownSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { install, root } from './install.mjs';
import { gradeApps, gradeServices, questions } from './prove/grade.mjs';

install();
const { parse } = await import('yaml');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { practice: { type: 'boolean' }, fixtures: { type: 'boolean' }, detect: { type: 'boolean' } },
});
/** Minutes that one repository may take, image builds and downloads included. */
const PATIENCE = 20;
const home = join(homedir(), 'drydock-proof');
/** Makes names new in each run: a copy that has lost its .env could not open the database of an earlier run. */
const stamp = Math.floor(Date.now() / 1000).toString(36);
const tally = { repositories: 0, up: 0, counted: 0, asked: {}, right: {} };

build();
for (const subject of subjects()) await prove(subject);
report();

/** @returns {{ name: string, source: () => string, expected?: object }[]} what is to be proved */
function subjects() {
  const own = values.practice ? [] : positionals.map((path) => ({ name: basename(resolve(path)), source: () => path }));
  const text = values.practice ? (positionals[0] ?? '') : undefined;
  const practice = text === undefined ? [] : parse(readFileSync(join(root, 'test/practice/expected.yml'), 'utf8'));
  return [
    ...own,
    ...practice
      .map((expected) => ({ name: nameOf(expected), source: () => checkout(expected), expected }))
      .filter(({ expected }) => `${expected.repository}/${expected.folder ?? ''}`.includes(text)),
    ...(values.fixtures ? fixtures() : []),
  ];
}

/** Every fixture that says in a test.json how it is started. */
function fixtures() {
  const folder = join(root, 'test/fixtures');
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'test.json')))
    .map((name) => ({ name, source: () => join(folder, name, 'repo') }));
}

async function prove({ name, source, expected }) {
  const began = Date.now();
  const line = { name, ...(expected && { repository: expected.repository, commit: expected.commit }) };
  const copy = join(home, `${name}-${stamp}`);
  copyOf(source(), copy);
  const planned = drydock(['plan', copy]);
  if (!planned.ok) {
    const failure = { ...(!values.detect && { up: false }), failure: planned.failure };
    return finish({ ...line, ...failure }, expected, [], []);
  }
  const plan = planned.data;
  const model = plan.authored && drydock(['detect', copy]).data;
  // A worker has no address, and is an app all the same.
  const authored = plan.authored?.services.filter(({ route, app }) => route || app) ?? [];
  const apps = [
    ...plan.apps.map((app) => foundApp(app, plan)),
    ...authored.map((service) =>
      authoredApp(
        service,
        model,
        authored.some(({ route, app }) => route && app !== undefined),
      ),
    ),
  ];
  const services = [
    ...plan.services.map(({ id }) => id),
    ...new Set(plan.authored?.services.flatMap(({ backing }) => backing ?? [])),
  ];
  const started = values.detect ? undefined : drydock(['up', copy]);
  const rows = [];
  for (const [index, app] of apps.entries()) {
    const route = [...plan.apps, ...authored][index].route;
    const host = route && `${route.main ? '' : `${route.subdomain}.`}${plan.slug}.localhost`;
    const answer = started?.ok && host ? { url: `http://${host}`, status: await statusOf(host) } : {};
    rows.push({ ...app, ...answer });
  }
  if (started) drydock(['down', copy]);
  const absent = started && !started.ok && imageAbsent(started.failure);
  const up = started && started.ok && rows.every(({ status }) => status === undefined || status < 500);
  finish(
    {
      ...line,
      slug: plan.slug,
      ...(absent ? { notStartedHere: absent } : started && { up: up === true }),
      ...(started && !started.ok && { failure: started.failure }),
      seconds: Math.round((Date.now() - began) / 1000),
    },
    expected,
    rows,
    services,
  );
}

/** The line that says that a registry does not give an image here, which says nothing about Drydock. */
function imageAbsent({ message, detail = '' }) {
  const says =
    /no such host|manifest (unknown|for .* not found)|pull access denied|failed to resolve source metadata|toomanyrequests/;
  return `${message}\n${detail}`.split('\n').find((line) => says.test(line));
}

/** Prints one line per app, and one for an app that was expected and not found. */
function finish(line, expected, rows, services) {
  tally.repositories++;
  const graded = expected && gradeApps(expected.apps, rows);
  const servicesRight = expected && gradeServices(expected, services);
  const print = (row) => console.log(JSON.stringify({ ...line, services, ...row }));
  if (!graded) rows.forEach(print);
  else {
    for (const { expected: answer, found, right } of graded.apps) {
      print({ ...(found ?? { missing: answer }), right: { ...right, services: servicesRight } });
      for (const [question, is] of Object.entries(right)) count(question, is);
    }
    for (const row of graded.unexpected) {
      print({ ...row, unexpected: true });
      count('stack', false);
    }
    count('services', servicesRight);
  }
  if (rows.length === 0 && !graded) print({});
  if (line.up === undefined || expected?.unstartable) return;
  tally.counted++;
  if (line.up) tally.up++;
}

function count(question, right) {
  tally.asked[question] = (tally.asked[question] ?? 0) + 1;
  if (right) tally.right[question] = (tally.right[question] ?? 0) + 1;
}

function report() {
  const share = (part, whole) => `${part} of ${whole}${whole > 0 ? ` (${Math.round((100 * part) / whole)} %)` : ''}`;
  const lines = [`${tally.repositories} repositories`];
  for (const question of [...questions, 'services'])
    if (tally.asked[question]) lines.push(`${question} ${share(tally.right[question] ?? 0, tally.asked[question])}`);
  if (tally.counted > 0) {
    lines.push(`up at the first command ${share(tally.up, tally.counted)}`);
    lines.push(`The copies are in ${home}; volumes are kept: docker volume ls --filter name=${stamp}`);
  }
  console.error(lines.join('\n'));
  process.exitCode = tally.up < tally.counted ? 1 : 0;
}

/** What a plan says of one app, in the words of the right answers. */
function foundApp(app, plan) {
  const runtime = plan.runtimes.find(({ id }) => id === app.runtime);
  const manager = managerOf(runtime);
  return {
    app: app.name,
    serves: app.serves,
    ...(app.service && { service: app.service }),
    ...(app.directory && { path: app.directory.replace(/^\/app\/?/, '') || '.' }),
    stack: app.stack.value,
    ...(manager && { manager }),
    ...(app.port && { port: app.port.number.value }),
    // flutter-serve runs the flutter that stands behind it.
    start: app.develop.value.join(' ').replace(/^flutter-serve /, 'flutter '),
  };
}

/** The same of a service of the author's: the app that it runs where one was found in its folder. */
function authoredApp({ name, app, port, command = '', route }, model, hasStack) {
  const found = model.apps.find((each) => each.name === app);
  const own = { app: name, ...(port && { port: Number(port.value) || port.value }), start: command };
  // A proxy before apps of a stack, or a service beside the main one, is how they are reached and no app of its own.
  if (!found) return { ...own, serves: route.main && !hasStack ? 'http' : 'routed', service: name };
  const runtime = model.runtimes.find(({ id }) => id === found.runtime);
  const manager = managerOf({
    ...runtime,
    production: { manager: runtime.manager?.value, manifests: runtime.manifests?.value },
  });
  return {
    ...own,
    serves: found.serves,
    path: found.path || '.',
    stack: found.stack.value,
    ...(manager && { manager }),
  };
}

/** The package manager: Node's by its name, Python's by the kind of its manifest; whatever has no tool of its own is pip's. Flutter's is pub. */
function managerOf(runtime) {
  if (runtime?.language === 'node') return runtime.production.manager.name;
  if (runtime?.language === 'flutter') return 'pub';
  if (runtime?.language !== 'python') return undefined;
  return pythonManagerOf(runtime.production.manifests);
}

function pythonManagerOf(manifests) {
  const kinds = manifests.map(({ kind }) => kind);
  return kinds.find((kind) => ['uv', 'poetry', 'pdm', 'pipenv', 'conda'].includes(kind)) ?? 'pip';
}

function build() {
  const done = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: ['ignore', 2, 2] });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Runs a verb as a user would and gives its envelope; a run that ends without one is a failure too. */
function drydock([verb, ...words]) {
  const { stdout, stderr, error } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), verb, '--json', ...words], {
    encoding: 'utf8',
    timeout: PATIENCE * 60_000,
    maxBuffer: 1 << 28,
  });
  try {
    return JSON.parse(stdout);
  } catch {
    return { ok: false, failure: { code: 'no-answer', message: error?.message ?? stderr.slice(-400) } };
  }
}

/** The status of the page behind a host name, 0 when nothing answers. */
function statusOf(host) {
  return new Promise((answered) => {
    request({ host: '127.0.0.1', port: 80, path: '/', headers: { host }, timeout: 60_000 }, (response) => {
      response.resume();
      answered(response.statusCode ?? 0);
    })
      .on('error', () => answered(0))
      .on('timeout', () => answered(0))
      .end();
  });
}

/** A slug for the copy of a right answer. */
function nameOf({ repository, folder }) {
  const [owner, name] = repository.split('/').slice(-2);
  return [owner, name, ...(folder ? [basename(folder)] : [])]
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
}

/** The folder of a right answer, from a clone that is made once; of a large repository only that folder is written. */
function checkout({ repository, commit, folder = '.' }) {
  const clone = join(home, 'clones', repository.split('/').slice(-2).join('+'));
  if (!existsSync(clone)) git(['clone', '--quiet', '--no-checkout', repository, clone]);
  git(['-C', clone, 'checkout', '--quiet', '--force', commit, '--', folder]);
  return join(clone, folder);
}

/** A repository of its own with the files of a folder, owned by whom containers run as. */
function copyOf(source, copy) {
  mkdirSync(home, { recursive: true });
  cpSync(source, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !/(^|\/)(\.git|node_modules)$/.test(path),
  });
  git(['-C', copy, 'init', '--quiet']);
  if (process.getuid?.() !== 0) return;
  for (const path of ['', ...readdirSync(copy, { recursive: true })]) lchownSync(join(copy, path), 1000, 1000);
}

function git(words) {
  const done = spawnSync('git', words, { stdio: ['ignore', 2, 2] });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
