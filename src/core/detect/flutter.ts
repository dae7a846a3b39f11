import type { Diagnostic } from '../model/diagnostic';
import type { Conclusion } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import type { FlutterRuntime } from '../model/stackModel';
import { at } from '../stacks/probes';
import type { FoundApp } from './apps';
import { compare, conclude } from './conclude';
import type { Unit } from './units';

/** The last release with a Dart that runs code without null safety: 3.7.12 has Dart 2.19 (https://docs.flutter.dev/install/archive). */
const lastWithoutNullSafety = '3.7.12';

/** The SDK's release and what is installed. `apps` are those of this runtime. */
export function detectFlutter(id: string, unit: Unit, apps: readonly FoundApp[]): FlutterRuntime {
  const manifest = unit.root === '' ? 'pubspec.yaml' : `${unit.root}/pubspec.yaml`;
  return {
    id,
    path: unit.root,
    language: 'flutter',
    version: versionOf(unit.facts),
    manifest: conclude(
      manifest,
      unit.root === unit.path ? `${manifest} lists the packages` : `${manifest} is the workspace around the app`,
      unit.facts.pubspecs.flatMap(({ flutter }) => (flutter ? [at(flutter, 'its packages are Flutter’s', 5)] : [])),
    ),
    appFolders: [...new Set(apps.map(({ path }) => path))].sort(compare),
    packages: [],
  };
}

/** What FVM, asdf or pubspec.yaml pin, else the newest release; pub takes no upper bound of Flutter's into account. */
function versionOf({ flutterVersions, pubspecs }: RepoFacts): Conclusion<string> {
  const [pin] = flutterVersions;
  if (pin)
    return conclude(pin.version, `${pin.file} asks for Flutter ${pin.version}`, [
      at(pin, `${pin.file} asks for it`, 5),
    ]);
  const dart = pubspecs[0]?.dart;
  const [, major = '', minor = ''] = /(\d+)\.(\d+)/.exec(dart?.specifier ?? '') ?? [];
  if (dart && Number(major) === 2 && Number(minor) < 12)
    return conclude(lastWithoutNullSafety, 'its code is older than null safety, which Dart 3 requires', [
      at(dart, `it was written for Dart ${dart.specifier}`, 4),
    ]);
  return conclude('stable', 'nothing in the repository pins a release', []);
}

/** Apps that Flutter could serve, had they the web target. */
export function flutterDiagnostics(units: readonly Unit[]): readonly Diagnostic[] {
  return units.flatMap(({ language, path, facts }) => {
    const [own] = facts.pubspecs;
    if (language !== 'flutter' || !own?.flutter || own.plugin) return [];
    const has = (file: string) => facts.files.includes(path === '' ? file : `${path}/${file}`);
    if (!has('lib/main.dart') || has('web/index.html')) return [];
    return [
      {
        code: 'web-target-missing' as const,
        severity: 'warning' as const,
        message: `${own.name || 'The Flutter app'} has no web folder, so that a browser cannot show it.`,
        next: `${path === '' ? '' : `cd ${path} && `}flutter create --platforms web .`,
        file: own.file,
        line: own.flutter.line,
      },
    ];
  });
}
