import assert from 'node:assert/strict';
import { parseFlutterVersion, parsePubspec } from '../../../../src/core/facts/pubspec';

function read(text: string, file = 'pubspec.yaml') {
  const found = parsePubspec(file, text);
  assert.ok('pubspec' in found, 'it is readable');
  return found;
}

describe('pubspec.yaml', () => {
  it('depends on Flutter only through its SDK', () => {
    assert.equal(read('dependencies:\n  flutter:\n    sdk: flutter\n').pubspec.flutter?.line, 3);
    assert.equal(read('dependencies:\n  flutter: ^1.0.0\n').pubspec.flutter, undefined);
    assert.equal(read('dev_dependencies:\n  flutter:\n    sdk: flutter\n').pubspec.flutter, undefined);
  });

  it('names Flutter’s release only by an exact one', () => {
    const versions = (flutter: string) =>
      read(`environment:\n  flutter: ${flutter}\n`).versions.map(({ version }) => version);
    assert.deepEqual(versions('3.22.1'), ['3.22.1']);
    assert.deepEqual(versions("'>=3.13.0 <4.0.0'"), []);
  });

  it('gives the members of a workspace by their folders', () => {
    const { pubspec } = read('name: all\nworkspace:\n  - apps/web\n  - ../outside\n', 'mono/pubspec.yaml');
    assert.deepEqual(pubspec.workspace, ['mono/apps/web']);
    assert.equal(read('resolution: workspace\n').pubspec.member, true);
  });

  it('is a diagnostic when it is no YAML', () => {
    const found = parsePubspec('pubspec.yaml', 'name: [x\n');
    assert.equal('code' in found && found.code, 'manifest-unreadable');
  });

  it('has a list or a text where a map should be, and says nothing then', () => {
    const { pubspec } = read('name:\n  - x\ndependencies: flutter\nflutter: plugin\nworkspace: {a: b}\n');
    assert.deepEqual([pubspec.name, pubspec.flutter, pubspec.plugin], ['', undefined, undefined]);
  });
});

describe('Flutter’s release', () => {
  for (const [file, text, version] of [
    ['.fvmrc', '{\n  "flutter": "3.24.3"\n}\n', '3.24.3'],
    ['.fvm/fvm_config.json', '{ "flutterSdkVersion": "3.19.6@beta" }', '3.19.6'],
    ['.tool-versions', 'nodejs 20.1.0\nflutter 3.22.2-stable\n', '3.22.2'],
    ['.fvmrc', '{ "flutter": "stable" }', 'stable'],
    ['.fvmrc', '{ "flutter": "$(reboot)" }', undefined],
    ['.fvmrc', '{ "flutter": "3.24.3 --upload-pack=x" }', undefined],
  ] as const)
    it(`is ${version ?? 'unknown'} in ${file} with ${text.trim().split('\n').at(-1) ?? ''}`, () => {
      assert.equal(parseFlutterVersion(file, text)[0]?.version, version);
    });
});
