import type { InstalledManifest, PythonRuntime } from '../model/stackModel';
import { stackOf } from '../stacks/index';
import { debianPackages } from './debianPackages';
import type { LanguagePlan, RuntimeInput } from './runtimes';
import { inContainer } from './containerPaths';

/** Python: dependencies in a virtual environment of the project's own, by uv from the shared cache. */
export function pythonRuntime({ runtime, apps, prefix }: RuntimeInput<PythonRuntime>): LanguagePlan {
  const manifests = runtime.manifests.value;
  const stacks = apps.map((app) => stackOf(app.stack.value));
  const missing = (wanted: readonly string[]) => !wanted.some((name) => runtime.packages.includes(name));
  const developed = stacks.flatMap(({ developRequires = [] }) =>
    developRequires[0] && missing(developRequires) ? [developRequires[0]] : [],
  );
  const produced = stacks.flatMap(({ produceRequires = [] }) => produceRequires);
  const bounds = runtime.bounds.map(({ specifier }) => specifier);
  const roots = runtime.importRoots.map(inContainer);
  const before = apps.some(({ hosts }) => hosts?.fixed) ? [inContainer('ops')] : [];
  return {
    title: 'Python',
    developImage: `base-python-dev:${runtime.version.value}`,
    produceImage: `python:${runtime.version.value}-slim`,
    install: [
      'python-deps',
      ...manifests.flatMap(installWords),
      ...[...new Set([...developed, ...bounds])].flatMap((name) => ['--with', name]),
    ],
    ...(bounds.length > 0 && {
      besides: runtime.bounds.map(({ specifier, reason }) => `${specifier}: ${reason}`),
    }),
    dependencies: {
      ...runtime.manifests,
      value: manifests.map((manifest) => manifest.file).join(', ') || 'none',
    },
    environment: [
      { name: 'PYTHONPATH', value: [...roots, ...before].join(':'), reason: 'the code is imported from there' },
    ],
    mounts: [{ volume: `${prefix}venv`, path: '/venv' }],
    caches: [{ volume: 'python_uv_cache', path: '/cache/uv' }],
    packages: debianPackages(runtime.packages),
    production: {
      language: 'python',
      manifests,
      importRoots: roots,
      extraRequirements: [...[...new Set(produced)].filter((name) => !runtime.packages.includes(name)), ...bounds],
    },
    ...(manifests.some((manifest) => manifest.development || manifest.extras.length > 0) && {
      tests: ['python', '-m', 'pytest'],
    }),
  };
}

/** How python-deps is told of a manifest; uv reads requirements, PEP 621 and setup.py itself. */
function installWords({ kind, file, extras, lock }: InstalledManifest): readonly string[] {
  switch (kind) {
    case 'requirements':
    case 'setup':
      return ['-r', file];
    case 'pyproject':
      return ['--project', file, ...extras.flatMap((extra) => ['--extra', extra])];
    default:
      return ['--manifest', file, ...(lock ? ['--lock', lock] : [])];
  }
}
