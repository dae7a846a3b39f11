import type { FlutterRuntime } from '../model/stackModel';
import { inContainer } from './containerPaths';
import type { LanguagePlan, RuntimeInput } from './runtimes';
import { slugFrom } from './slug';

/** Flutter: packages from the shared pub cache; what pub and the build write into the tree lies in volumes of the project's own. */
export function flutterRuntime({ runtime, prefix }: RuntimeInput<FlutterRuntime>): LanguagePlan {
  const folders = [...new Set([runtime.path, ...runtime.appFolders])];
  const suffix = (folder: string) => (folder === runtime.path ? '' : `-${slugFrom(folder)}`);
  return {
    title: 'Flutter',
    developImage: `base-flutter-dev:${runtime.version.value}`,
    produceImage: 'nginx:1-alpine',
    install: ['flutter-deps', ...(runtime.path ? ['--folder', runtime.path] : [])],
    dependencies: runtime.manifest,
    environment: [],
    mounts: [
      ...folders.map((folder) => ({
        volume: `${prefix}dart-tool${suffix(folder)}`,
        path: `${inContainer(folder)}/.dart_tool`,
      })),
      ...runtime.appFolders.map((folder) => ({
        volume: `${prefix}build${suffix(folder)}`,
        path: `${inContainer(folder)}/build`,
        holds: 'what Flutter has built',
      })),
    ],
    // .dart_tool only says where in the cache each package lies.
    caches: [{ volume: 'flutter_pub_cache', path: '/cache/pub', used: true }],
    packages: { build: [], run: [] },
    production: { language: 'flutter', path: runtime.path },
    tests: ['flutter', 'test'],
  };
}
