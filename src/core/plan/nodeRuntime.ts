import type { NodeRuntime } from '../model/stackModel';
import { inContainer } from './containerPaths';
import { slugFrom } from './slug';
import type { LanguagePlan, RuntimeInput } from './runtimes';

const titles = { npm: 'npm', pnpm: 'pnpm', yarn: 'Yarn 1', 'yarn-berry': 'Yarn', bun: 'Bun' } as const;

function webpack4Reason({ evidence: [first] }: NonNullable<NodeRuntime['webpack4']>): string {
  return `webpack 4 hashes with MD4, which OpenSSL 3 has as legacy only${first ? ` (read in ${first.file}:${first.line})` : ''}`;
}

/** Node.js: node_modules in volumes of the project's own, by its package manager from the shared caches. */
export function nodeRuntime({ runtime, prefix }: RuntimeInput<NodeRuntime>): LanguagePlan {
  const { name, version } = runtime.manager.value;
  const manifest = runtime.lock ?? (runtime.path === '' ? 'package.json' : `${runtime.path}/package.json`);
  return {
    title: 'Node.js',
    developImage: `base-node-dev:${runtime.version.value}`,
    produceImage: `node:${runtime.version.value}-slim`,
    install: [
      'node-deps',
      '--manager',
      name,
      ...(version ? ['--version', version] : []),
      ...(runtime.path ? ['--folder', runtime.path] : []),
      ...(runtime.lock ? [] : ['--no-lock']),
      ...(runtime.packages.includes('@prisma/client') ? ['--postinstall', 'prisma generate'] : []),
    ],
    dependencies: { ...runtime.manager, value: `${manifest} by ${titles[name]}` },
    environment:
      runtime.webpack4 && Number(runtime.version.value) >= 17
        ? [{ name: 'NODE_OPTIONS', value: '--openssl-legacy-provider', reason: webpack4Reason(runtime.webpack4) }]
        : [],
    mounts: runtime.members.map((member) => ({
      volume: `${prefix}node-modules${member === runtime.path ? '' : `-${slugFrom(member)}`}`,
      path: `${inContainer(member)}/node_modules`,
    })),
    // npm's is there for all: other managers are fetched through it.
    caches: [
      { volume: 'node_npm_cache', path: '/cache/npm' },
      ...(name === 'pnpm' ? [{ volume: 'pnpm_store', path: '/cache/pnpm' }] : []),
      ...(name.startsWith('yarn') ? [{ volume: 'yarn_cache', path: '/cache/yarn' }] : []),
    ],
    packages: { build: [], run: runtime.packages.includes('@prisma/client') ? ['openssl'] : [] },
    production: {
      language: 'node',
      manager: runtime.manager.value,
      ...(runtime.lock && { lock: runtime.lock }),
      path: runtime.path,
      members: runtime.members,
    },
    ...(runtime.packages.some((each) => ['jest', 'vitest', 'mocha'].includes(each)) && { tests: ['npm', 'test'] }),
  };
}
