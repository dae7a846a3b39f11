import type { PyExpression as Expression, RepoFacts } from '../model/facts';
import type { HtmlPage } from '../model/htmlFacts';
import { folderOf, isWithin } from '../model/paths';
import type { StaticRuntime } from '../model/stackModel';
import type { FoundApp } from './apps';
import { conclude } from './conclude';
import { stringsIn } from './strings';
import type { Unit } from './units';

/** More sites than this beside each other are exercises or exports: one server lists them. */
const mostSites = 3;

/** Pages that speak for a folder of many; the others would only repeat it. */
const mostPages = 8;

/** Folders whose pages some tool has made, or that are beside the point: documentation, reports, examples, tests. */
const aside = new Set(
  `docs doc documentation apidocs javadoc typedoc htmlcov coverage lcov-report report reports playwright-report
  storybook-static .storybook dist build out target _build _site node_modules bower_components vendor third_party lib libs
  examples example samples demos demo test tests __tests__ e2e cypress spec fixtures benchmark benchmarks bench .github
  templates template views layouts partials _includes _layouts themes theme assets node_modules plugins android ios`
    .split(/\s+/)
    .filter(Boolean),
);

/** Folders from which a server of the repository hands out files, by convention. */
const handedOut = new Set(['static', 'public', 'www', 'html', 'client', 'dist', 'assets']);

/** Names by which authors call the part that a browser sees; below code that serves nothing only these are taken. */
const frontEnd = new Set(
  'frontend front-end front fe client web webapp web-app www site website ui public html public_html app pages landing'.split(
    ' ',
  ),
);

/** Manifests and configuration of what Drydock does not run, and of generators: pages around them are theirs. */
const foreign =
  /^(go\.mod|pom\.xml|build\.gradle(\.kts)?|Gemfile|composer\.json|Cargo\.toml|mix\.exs|build\.sbt|deno\.jsonc?|project\.clj|CMakeLists\.txt|_config\.yml|hugo\.(toml|yaml)|mkdocs\.yml|angular\.json|.+\.(csproj|fsproj|sln|php|phtml))$/;

/** Packages that make the page from other files: the page alone shows nothing. */
const bundlers = new Set(
  `vite parcel parcel-bundler webpack rollup esbuild snowpack gulp grunt brunch @parcel/core @rspack/core rspack @angular/cli
  react-scripts next nuxt astro svelte elm ember-cli @11ty/eleventy gatsby`.split(/\s+/),
);

/** Pages that are served as they are: no server and no generator of the repository explains them. */
export function staticUnits(facts: RepoFacts, units: readonly Unit[], apps: readonly FoundApp[]): readonly Unit[] {
  const others = facts.files.flatMap((file) =>
    foreign.test(file.slice(file.lastIndexOf('/') + 1)) ? [folderOf(file)] : [],
  );
  const free = facts.pages.filter(
    (page) =>
      page.marks.length > 0 &&
      isBindable(page.folder) &&
      !page.template &&
      !page.scripts.some(({ from }) => isSource(from)) &&
      !page.folder.split('/').some((name) => aside.has(name)) &&
      !others.some((folder) => isWithin(page.folder, folder)) &&
      !apps.some((app) => app.path === page.folder) &&
      units.filter((unit) => isWithin(page.folder, unit.path)).every((unit) => !explains(unit, page, apps)),
  );
  const tops = free.filter((page) => !free.some((other) => other !== page && isWithin(page.folder, other.folder)));
  const above = tops.length > mostSites ? commonFolder(tops.map(({ folder }) => folder)) : undefined;
  if (above !== undefined) return [unitAt(facts, above, tops)];
  return tops.map((page) => unitAt(facts, page.folder, [page]));
}

/** nginx, and whether it lists folders. */
export function detectStatic(id: string, unit: Unit): StaticRuntime {
  const { pages } = unit.facts;
  return {
    id,
    path: unit.path,
    language: 'static',
    version: conclude('1', 'nginx serves the files as they are', []),
    listing: !pages.some(({ folder }) => folder === unit.path),
    packages: [],
  };
}

function unitAt(facts: RepoFacts, path: string, pages: readonly HtmlPage[]): Unit {
  const none = { requirements: [], manifests: [], modules: [], alembic: [], packages: [], jsModules: [], pubspecs: [] };
  return { language: 'static', path, root: path, facts: { ...facts, ...none, pages: pages.slice(0, mostPages) } };
}

/** Whether a folder of code around a page, or in which it stands, is where the page comes from. */
function explains(unit: Unit, { folder }: HtmlPage, apps: readonly FoundApp[]): boolean {
  const own = apps.filter((app) => app.unit === unit && app.conclusions.serves === 'http');
  const within = folder.slice(unit.path === '' ? 0 : unit.path.length + 1).split('/');
  const [first = '', last = ''] = [within[0], within.at(-1)];
  if (unit.language === 'flutter') return true;
  if (unit.language === 'node') {
    if (own.some((app) => app.stack.page) || madeByTools(unit)) return true;
    if (own.length > 0) return handedOut.has(first) || handedOut.has(last) || names(unit, last);
    return unit.path !== folder && !frontEnd.has(last);
  }
  // A page beside modules of a package is a part of it.
  if (unit.facts.modules.some(({ file }) => folderOf(file) === folder && file.endsWith('__init__.py'))) return true;
  if (own.length > 0) return unit.path === folder || handedOut.has(last) || names(unit, last);
  return unit.path !== folder && !frontEnd.has(last) && unit.facts.modules.length > 0;
}

const madeByTools = ({ facts }: Unit): boolean =>
  facts.packages.slice(0, 1).some(({ dependencies }) => dependencies.some(({ name }) => bundlers.has(name)));

/** The code has the folder's name, or the page's, in a text: `StaticFiles(directory="frontend")`, `send_file("index.html")`. */
function names({ facts }: Unit, folder: string): boolean {
  const found = (expression: Expression) =>
    stringsIn(expression).some((text) => text.split('/').some((part) => part === folder || part === 'index.html'));
  return [...facts.modules, ...facts.jsModules].some(
    (module) =>
      module.assignments.some(({ value }) => found(value)) ||
      module.calls.some((call) =>
        [...call.args, ...('keywords' in call ? Object.values(call.keywords) : [])].some(found),
      ),
  );
}

/** A folder whose name says the same in a compose file and in a Dockerfile. */
const isBindable = (folder: string): boolean => /^[\w@+ ./-]*$/.test(folder);

/** A script that a browser cannot run as it is. */
const isSource = (from: string): boolean => /\.(tsx?|jsx|vue|svelte)(\?|$)/.test(from) || from.startsWith('/@');

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders.map((folder) => folder.split('/')).map((parts) => parts.join('/'));
  const parts = first.split('/').slice(0, -1);
  while (parts.length > 0 && !rest.every((folder) => isWithin(folder, parts.join('/')))) parts.pop();
  return parts.join('/');
}
