import type { StaticRuntime } from '../model/stackModel';
import type { LanguagePlan, RuntimeInput } from './runtimes';

/** A static site: nginx, the folder mounted read-only; nothing is installed. */
export function staticRuntime({ runtime }: RuntimeInput<StaticRuntime>): LanguagePlan {
  return {
    title: 'nginx',
    developImage: 'nginx:1-alpine',
    produceImage: 'nginx:1-alpine',
    install: [],
    dependencies: { value: 'none', certainty: 'default', reason: 'a page needs none', evidence: [] },
    environment: [],
    mounts: [],
    caches: [],
    packages: { build: [], run: [] },
    production: { language: 'static', path: runtime.path, listing: runtime.listing },
  };
}
