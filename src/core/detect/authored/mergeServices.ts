import type { ComposeFile, ComposeService } from '../../model/dockerFacts';
import { folderOf, within } from '../../model/paths';

/** Services of some compose files as Compose merges them, those of included files first; `refusal` says what cannot be followed. */
export interface MergedServices {
  readonly services: readonly ComposeService[];
  /** Every file whose services it has. */
  readonly files: readonly ComposeFile[];
  /** Files of which services are only extended. */
  readonly extended: readonly ComposeFile[];
  readonly refusal?: string;
}

/** Follows `include:` and `extends:` and merges by name, as far as detection looks at services. */
export function mergeServices(chosen: readonly ComposeFile[], all: readonly ComposeFile[]): MergedServices {
  const files: ComposeFile[] = [];
  const extended: ComposeFile[] = [];
  const problems: string[] = [];
  const met = new Set<ComposeFile>();
  const add = (file: ComposeFile): void => {
    if (met.has(file)) return;
    met.add(file);
    for (const path of file.includes) {
      const found = fileAt(file, path, all);
      if (found) add(found);
      else problems.push(`${file.file} includes ${path}, which is no file of the repository`);
    }
    files.push(file);
  };
  for (const file of chosen) add(file);
  const merged = new Map<string, ComposeService>();
  for (const file of files)
    for (const service of file.services) {
      const whole = withBase(service, file, { all, extended, problems });
      const before = merged.get(service.name);
      merged.set(service.name, before ? over(before, whole) : whole);
    }
  const [refusal] = problems;
  return { services: [...merged.values()], files, extended, ...(refusal !== undefined && { refusal }) };
}

const fileAt = (from: ComposeFile, path: string, all: readonly ComposeFile[]): ComposeFile | undefined =>
  all.find(({ file }) => file === within(folderOf(from.file), path));

interface Search {
  readonly all: readonly ComposeFile[];
  /** Filled: files that were extended from. */
  readonly extended: ComposeFile[];
  /** Filled: what was not found. */
  readonly problems: string[];
}

function withBase(service: ComposeService, file: ComposeFile, search: Search, depth = 0): ComposeService {
  const base = service.extends;
  if (!base) return service;
  const from = base.file === undefined ? file : fileAt(file, base.file, search.all);
  const found = from?.services.find(({ name }) => name === base.service);
  if (!from || !found || depth > 10) {
    search.problems.push(`${service.name} extends ${base.service} of ${base.file ?? file.file}, which is not there`);
    return service;
  }
  search.extended.push(from);
  // https://github.com/compose-spec/compose-spec/blob/main/05-services.md#extends: what it depends on comes along as well.
  return over(withBase(found, from, search, depth + 1), service);
}

/** Lists are added to, single values replaced. */
function over(below: ComposeService, above: ComposeService): ComposeService {
  const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  return {
    ...below,
    ...above,
    ports: [...below.ports, ...above.ports],
    environment: [...below.environment, ...above.environment],
    dependsOn: union(below.dependsOn, above.dependsOn),
    awaits: union(below.awaits, above.awaits),
    links: union(below.links, above.links),
    networks: union(below.networks, above.networks),
    volumes: [...below.volumes, ...above.volumes],
    envFiles: union(below.envFiles, above.envFiles),
    profiles: above.profiles.length > 0 ? above.profiles : below.profiles,
    labels: [...below.labels, ...above.labels],
    secrets: union(below.secrets, above.secrets),
    addresses: [...below.addresses, ...above.addresses],
    states: {
      healthcheck: below.states.healthcheck || above.states.healthcheck,
      memory: below.states.memory || above.states.memory,
      several: below.states.several || above.states.several,
    },
  };
}
