import type { AuthoredStack, MissingFile } from '../../model/authored';
import type { ComposeFile, ComposeService } from '../../model/dockerFacts';
import type { Diagnostic } from '../../model/diagnostic';
import type { RepoFacts } from '../../model/facts';
import { folderOf, within } from '../../model/paths';
import type { App } from '../../model/stackModel';
import { slugFrom } from '../../plan/slug';
import { at } from '../../stacks/probes';
import { compare, conclude } from '../conclude';
import { inWords } from '../../model/evidence';
import { chooseFiles } from './chooseFiles';
import { limitsOf } from './limits';
import { mergeServices } from './mergeServices';
import { authoredServices } from './services';

/** The author's own way to bring the project up; undefined where there is neither a compose file nor a Dockerfile with a port. */
export function authoredStack(facts: RepoFacts, apps: readonly App[]): AuthoredStack | undefined {
  const chosen = chooseFiles(facts.composeFiles);
  if (!chosen) return dockerfilesAlone(facts, apps);
  const { services, files, extended, refusal } = mergeServices(chosen.value, facts.composeFiles);
  const outdated = files.find((file) => file.outdated);
  const reason =
    refusal ??
    (outdated && `${outdated.file} is written in version 1 of the format, which Compose does not read any more`);
  const resources = (kind: 'networks' | 'volumes') => {
    const all = files.flatMap((file) => file[kind]);
    const external = all.filter((each) => each.external);
    return {
      own: unique(all.filter(({ name }) => !external.some((each) => each.name === name)).map(({ name }) => name)),
      external: unique(external.map(({ name, called }) => called ?? name)),
    };
  };
  const networks = resources('networks');
  return {
    files: { ...chosen, value: chosen.value.map(({ file }) => file) },
    services: authoredServices(
      services,
      facts,
      apps,
      files.flatMap(({ volumes }) => volumes),
    ),
    networks: networks.own,
    external: { networks: networks.external, volumes: resources('volumes').external },
    missing: missingFiles(files, services, facts.files),
    variables: variablesOf(files),
    ...(reason !== undefined && { refusal: reason }),
    diagnostics: [...limitsOf(files, services), ...others(chosen.value, [...files, ...extended], facts)],
  };
}

/** A Dockerfile that says at which port it serves is run as it is. */
function dockerfilesAlone(facts: RepoFacts, apps: readonly App[]): AuthoredStack | undefined {
  const named = facts.dockerfiles.filter(({ file }) => /^([^/]+\/)?Dockerfile$/.test(file));
  const services = named.flatMap(({ file, stages }): readonly ComposeService[] => {
    const [first] = stages;
    if (!first) return [];
    const folder = folderOf(file);
    const source = { file, line: first.line, text: first.text };
    return [
      {
        ...bare,
        ...source,
        name: folder === '' ? 'web' : slugFrom(folder),
        // Relative to the Dockerfile, as all paths of a file are.
        build: { ...source, context: '.' },
      },
    ];
  });
  const read = authoredServices(services, facts, apps, []).filter(({ port }) => port);
  if (read.length === 0) return undefined;
  const places = services.filter(({ name }) => read.some((each) => each.name === name));
  return {
    files: conclude(
      [],
      'there is no compose file',
      places.map((place) => at(place, 'is built as it is', 3)),
    ),
    services: read,
    networks: [],
    external: { networks: [], volumes: [] },
    missing: [],
    variables: [],
    diagnostics: [],
  };
}

const bare = {
  ports: [],
  environment: [],
  dependsOn: [],
  awaits: [],
  links: [],
  networks: [],
  volumes: [],
  envFiles: [],
  profiles: [],
  labels: [],
  addresses: [],
  secrets: [],
  states: { healthcheck: false, memory: false, several: false },
} as const;

/** Names under which an example of an env file is usually kept beside it. */
const examples = (path: string): readonly string[] => {
  const folder = folderOf(path);
  const beside = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  return [
    ...['example', 'sample', 'template', 'dist'].map((end) => `${path}.${end}`),
    beside('.env.example'),
    beside('env.example'),
    beside('example.env'),
  ];
};

function missingFiles(
  files: readonly ComposeFile[],
  services: readonly ComposeService[],
  known: readonly string[],
): readonly MissingFile[] {
  const absent = (folder: string, path: string): readonly string[] => {
    const place = within(folder, path);
    // ops/up.sh makes .env in any case.
    return place === undefined || place === '.env' || known.includes(place) ? [] : [place];
  };
  const env = services.flatMap((service) => service.envFiles.flatMap((path) => absent(folderOf(service.file), path)));
  const secrets = files.flatMap((file) => file.secretFiles.flatMap(({ value }) => absent(folderOf(file.file), value)));
  return [
    ...unique(env).map((path): MissingFile => {
      const example = examples(path).find((each) => known.includes(each));
      return example === undefined ? { path, kind: 'unknown' } : { path, kind: 'example', example };
    }),
    ...unique(secrets).map((path): MissingFile => ({ path, kind: 'secret' })),
  ];
}

function variablesOf(files: readonly ComposeFile[]): AuthoredStack['variables'] {
  const all = files.flatMap(({ variables }) => variables);
  return unique(all.map(({ name }) => name)).flatMap((name) => {
    const uses = all.filter((each) => each.name === name);
    const [first] = uses;
    return first
      ? [{ ...at(first, `${first.file} uses it`, 3), name, optional: uses.every(({ optional }) => optional) }]
      : [];
  });
}

/** Compose files that are left aside, so that nobody wonders. */
function others(taken: readonly ComposeFile[], used: readonly ComposeFile[], facts: RepoFacts): readonly Diagnostic[] {
  const rest = facts.composeFiles.filter((file) => !used.includes(file) && folderOf(file.file) === '');
  if (rest.length === 0) return [];
  return [
    {
      code: 'docker-present',
      severity: 'note',
      message: `${rest.map(({ file }) => file).join(', ')} ${rest.length === 1 ? 'is' : 'are'} left aside: ${inWords(taken.map(({ file }) => file))} ${taken.length === 1 ? 'is' : 'are'} what a developer starts.`,
      next: 'Write another COMPOSE_FILE into .env to take other ones.',
    },
  ];
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort(compare);
