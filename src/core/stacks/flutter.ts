import type { RepoFacts } from '../model/facts';
import type { Entry } from '../model/stackModel';
import { defineStack, type EntryCandidate } from './define';
import { pageMarks } from './htmlProbes';
import { at } from './probes';

/** Where `flutter create` puts the application: https://docs.flutter.dev/tools/sdk */
const conventional = 'lib/main.dart';

/**
 * Flutter for the browser, https://docs.flutter.dev/platform-integration/web/building: an app has the SDK among its dependencies and
 * web/index.html, which `flutter create --platforms web .` makes. https://docs.flutter.dev/deployment/web: build/web is static.
 */
export const flutter = defineStack({
  id: 'flutter',
  title: 'Flutter web',
  language: 'flutter',
  serves: 'http',
  page: true,
  appName: 'web',
  evidence: [
    (facts) =>
      facts.pubspecs.flatMap(({ flutter: sdk, file }) => (sdk ? [at(sdk, `${file} depends on Flutter’s SDK`, 3)] : [])),
    (facts) => pageMarks(facts, `${below(facts, 'web')}/index.html`, 1),
  ],
  threshold: 5,
  entries,
  port: {
    stated: [],
    default: 8080,
    source: 'Flutter has no port of its own (it takes a free one)',
  },
  // The web-server device waits for any browser; flutter-serve asks for a new build when a file changes.
  develop: ({ entry, port }) => [
    'flutter-serve',
    'run',
    '-d',
    'web-server',
    '--web-hostname',
    '0.0.0.0',
    '--web-port',
    port,
    ...target(entry),
  ],
  build: ({ entry }) => ({ argv: ['flutter', 'build', 'web', '--release', ...target(entry)], folder: 'build/web' }),
  produce: () => [],
  memory: '4g',
});

const target = (entry: Entry): readonly string[] =>
  entry.kind === 'file' && entry.file !== conventional ? ['-t', entry.file] : [];

/** lib/main.dart, or that of the development flavour: lib/main_development.dart. A plugin and a package of widgets have none. */
function entries(facts: RepoFacts): readonly EntryCandidate[] {
  const lib = `${below(facts, 'lib')}/`;
  const names = facts.files.filter((file) => file.startsWith(lib)).map((file) => file.slice(lib.length));
  const flavours = names.filter((name) => /^main_\w+\.dart$/.test(name));
  const name = names.includes('main.dart')
    ? 'main.dart'
    : (flavours.find((each) => /_(dev|develop|development|local|web)\.dart$/.test(each)) ?? flavours[0]);
  return facts.pubspecs.flatMap(({ flutter: sdk, plugin }) =>
    sdk && !plugin && name !== undefined
      ? [{ entry: { kind: 'file', file: `lib/${name}` }, evidence: at(sdk, `lib/${name} is Flutter’s entry`, 3) }]
      : [],
  );
}

/** A folder of the package, relative to the repository. */
function below(facts: RepoFacts, name: string): string {
  const folder = facts.pubspecs[0]?.folder ?? '';
  return folder === '' ? name : `${folder}/${name}`;
}
