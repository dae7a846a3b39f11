import type { Diagnostic } from '../model/diagnostic';
import type { FlutterVersion, Pubspec } from '../model/flutterFacts';
import { folderOf, isWithin, within } from '../model/paths';
import { YamlTree } from './yamlTree';

/** What one pubspec.yaml says: the package, and Flutter's release where it names exactly one. */
export interface PubspecFacts {
  readonly pubspec: Pubspec;
  readonly versions: readonly FlutterVersion[];
}

/** Reads a pubspec.yaml, https://dart.dev/tools/pub/pubspec; gives a diagnostic for what is no YAML. */
export function parsePubspec(file: string, text: string): PubspecFacts | Diagnostic {
  const yaml = YamlTree.open(file, text);
  if (!(yaml instanceof YamlTree)) return yaml;
  const folder = folderOf(file);
  const entry = (parent: unknown, key: string) => yaml.entries(parent).findLast((each) => each.key === key);
  const name = entry(yaml.at(), 'name');
  // dependencies: { flutter: { sdk: flutter } }
  const sdk = entry(yaml.at('dependencies', 'flutter'), 'sdk');
  // flutter: { plugin: ... }
  const plugin = entry(yaml.at('flutter'), 'plugin');
  const dart = entry(yaml.at('environment'), 'sdk');
  const range = yaml.text(dart?.value);
  const flutter = entry(yaml.at('environment'), 'flutter');
  const exact = /^(\d+\.\d+\.\d+)$/.exec(yaml.text(flutter?.value)?.trim() ?? '')?.[1];
  return {
    pubspec: {
      ...(name ? name.source : { file, line: 1, text: (text.split(/\r?\n/, 1)[0] ?? '').trim().slice(0, 200) }),
      folder,
      name: yaml.text(name?.value) ?? '',
      ...(sdk && yaml.text(sdk.value) === 'flutter' && { flutter: sdk.source }),
      ...(plugin && { plugin: plugin.source }),
      workspace: yaml
        .texts(yaml.at('workspace'))
        .flatMap((path) => within(folder, path) ?? [])
        .filter((path) => isWithin(path, folder)),
      member: yaml.text(yaml.at('resolution')) === 'workspace',
      ...(dart && range !== undefined && { dart: { ...dart.source, specifier: range } }),
    },
    versions: flutter && exact ? [{ ...flutter.source, version: exact }] : [],
  };
}

/**
 * Flutter's release as FVM (https://fvm.app/documentation/getting-started/configuration: `flutter` of .fvmrc, `flutterSdkVersion` of
 * .fvm/fvm_config.json) and asdf (`flutter 3.24.0-stable` of .tool-versions) have it.
 */
export function parseFlutterVersion(file: string, text: string): readonly FlutterVersion[] {
  const lines = text.split(/\r?\n/, 200);
  const pattern = file.endsWith('.tool-versions')
    ? /^flutter\s+v?([\w.+-]+?)(?:-(?:stable|beta))?\s*$/
    : /"(?:flutter|flutterSdkVersion)"\s*:\s*"v?([\w.+-]+?)(?:@\w+)?"/;
  const index = lines.findIndex((line) => pattern.test(line.slice(0, 500)));
  const version = pattern.exec(lines[index] ?? '')?.[1];
  return version !== undefined && isRelease(version)
    ? [{ file, line: index + 1, text: (lines[index] ?? '').trim().slice(0, 200), version }]
    : [];
}

/** A name that git and Docker take for a branch or tag; 'global' and paths of FVM's are none. */
const isRelease = (version: string): boolean =>
  /^\d+\.\d+\.\d+([.+-][\w.+-]+)?$/.test(version) || ['stable', 'beta', 'main', 'master'].includes(version);
