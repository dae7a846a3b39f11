import type { Evidence } from '../model/evidence';
import type { NodePackage } from '../model/nodeFacts';
import { at } from '../stacks/probes';

/**
 * Tools and the major version from which they bring webpack 5, by their release notes: react-scripts 5, @vue/cli-service 5,
 * Angular 12, Next.js 11 (by default), Gatsby 3, Laravel Mix 6; Nuxt 3 has Vite.
 */
const withWebpack5: Readonly<Record<string, number>> = {
  webpack: 5,
  'react-scripts': 5,
  '@vue/cli-service': 5,
  '@angular-devkit/build-angular': 12,
  next: 11,
  nuxt: 3,
  gatsby: 3,
  'laravel-mix': 6,
};

/**
 * Where webpack 4 comes from. Its releases before 4.47 hash with MD4, which OpenSSL 3 (Node.js 17 and newer) gives with
 * --openssl-legacy-provider only: https://github.com/webpack/webpack/issues/14532.
 */
export function webpack4(packages: readonly NodePackage[]): readonly Evidence[] {
  return packages.flatMap((own) =>
    own.dependencies.flatMap((dependency) => {
      const modern = withWebpack5[dependency.name];
      const major = Number(/^[\^~=v]*(\d+)/.exec(dependency.specifier)?.[1]);
      return modern !== undefined && major < modern
        ? [at(dependency, `${dependency.name} ${dependency.specifier} builds with webpack 4`, 3)]
        : [];
    }),
  );
}
