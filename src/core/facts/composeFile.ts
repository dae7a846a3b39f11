import type {
  ComposeFile,
  ComposePort,
  ComposeResource,
  ComposeService,
  ComposeVolume,
  InterpolatedVariable,
  SetVariable,
  Stated,
} from '../model/dockerFacts';
import type { Source } from '../model/facts';
import type { ProcessLine } from '../model/facts';
import { setVariable } from './setVariable';
import { processLine } from './textFiles';
import { YamlTree, type YamlEntry } from './yamlTree';

/**
 * Reads a compose file (https://github.com/compose-spec/compose-spec/blob/main/spec.md), also of the old versions 2 and 3, and of
 * version 1, which has its services at the top. `${…}` stays as it is written; secrets by their names are left out.
 */
export function parseComposeFile(file: string, text: string): ComposeFile {
  const tree = YamlTree.open(file, text);
  if (!(tree instanceof YamlTree)) return { ...nothing, file, diagnostics: [tree] };
  const top = tree.entries(tree.at());
  const listed = top.find(({ key }) => key === 'services');
  const services = listed
    ? tree.entries(listed.value)
    : top.filter(({ value }) => tree.get(value, 'image') !== undefined || tree.get(value, 'build') !== undefined);
  const project = tree.text(tree.at('name'));
  return {
    file,
    ...(project !== undefined && { project }),
    includes: tree
      .items(tree.at('include'))
      .flatMap((each) => (tree.isMap(each) ? tree.texts(tree.get(each, 'path')) : (tree.text(each) ?? []))),
    services: services
      .filter(({ key, value }) => tree.isMap(value) && isServiceName(key))
      .map((entry) => serviceOf(tree, entry)),
    networks: tree.entries(tree.at('networks')).map((entry) => resourceOf(tree, entry)),
    volumes: tree.entries(tree.at('volumes')).map((entry) => resourceOf(tree, entry)),
    secretFiles: ['secrets', 'configs'].flatMap((kind) =>
      tree.entries(tree.at(kind)).flatMap(({ value }) => {
        const path = tree.get(value, 'file');
        const text = tree.text(path);
        return text === undefined ? [] : [{ ...tree.source(path), value: text }];
      }),
    ),
    variables: tree.everyText().flatMap(variablesIn),
    outdated: !listed && services.length > 0,
    diagnostics: [],
  };
}

/** Compose refuses every other: https://github.com/compose-spec/compose-go/blob/main/schema/compose-spec.json */
const isServiceName = (name: string): boolean => /^[\w.-]+$/.test(name);

const nothing = {
  includes: [],
  services: [],
  networks: [],
  volumes: [],
  secretFiles: [],
  variables: [],
  outdated: false,
} as const;

function serviceOf(tree: YamlTree, { key: name, value: node, source }: YamlEntry): ComposeService {
  const get = (key: string) => tree.get(node, key);
  const stated = (key: string): Stated | undefined => {
    const value = tree.text(get(key));
    return value === undefined ? undefined : { ...tree.source(get(key)), value };
  };
  const image = stated('image');
  const containerName = stated('container_name');
  const build = buildOf(tree, get('build'));
  const command = commandOf(tree, name, get('command'));
  const entrypoint = commandOf(tree, name, get('entrypoint'));
  const workingDirectory = tree.text(get('working_dir'));
  const base = extendsOf(tree, get('extends'));
  const restart = tree.text(get('restart'));
  const networkMode = stated('network_mode');
  const privileged = stated('privileged');
  return {
    ...source,
    name,
    ...(image && { image }),
    ...(build && { build }),
    ports: [
      ...tree.items(get('ports')).flatMap((each) => portOf(tree, each) ?? []),
      ...tree.items(get('expose')).flatMap((each): readonly ComposePort[] => {
        const target = tree.text(each);
        return target
          ? [{ ...tree.source(each), target: target.replace(/\/\w+$/, ''), protocol: protocolOf(target) }]
          : [];
      }),
    ],
    environment: environmentOf(tree, get('environment')),
    ...(command && { command }),
    ...(entrypoint && { entrypoint }),
    dependsOn: namesOf(tree, get('depends_on')),
    awaits: tree
      .entries(get('depends_on'))
      .filter(({ value }) => tree.text(tree.get(value, 'condition')) === 'service_completed_successfully')
      .map(({ key }) => key),
    links: tree.texts(get('links')),
    networks: namesOf(tree, get('networks')),
    volumes: tree.items(get('volumes')).flatMap((each) => volumeOf(tree, each) ?? []),
    envFiles: tree
      .items(get('env_file'))
      .flatMap((each) => tree.text(tree.isMap(each) ? tree.get(each, 'path') : each) ?? []),
    profiles: tree.texts(get('profiles')),
    ...(containerName && { containerName }),
    labels: labelsOf(tree, get('labels')),
    ...(restart !== undefined && { restart }),
    ...(networkMode && { networkMode }),
    addresses: tree.entries(get('networks')).flatMap(({ value }) =>
      ['ipv4_address', 'ipv6_address'].flatMap((key) => {
        const address = tree.text(tree.get(value, key));
        return address === undefined ? [] : [{ ...tree.source(tree.get(value, key)), value: address }];
      }),
    ),
    ...(privileged?.value === 'true' && { privileged }),
    secrets: ['secrets', 'configs'].flatMap((key) =>
      tree.items(get(key)).flatMap((each) => tree.text(tree.isMap(each) ? tree.get(each, 'source') : each) ?? []),
    ),
    states: {
      healthcheck: get('healthcheck') !== undefined,
      memory:
        get('mem_limit') !== undefined ||
        tree.get(tree.get(tree.get(get('deploy'), 'resources'), 'limits'), 'memory') !== undefined,
      several:
        Number(tree.text(get('scale')) ?? 1) > 1 || Number(tree.text(tree.get(get('deploy'), 'replicas')) ?? 1) > 1,
    },
    ...(workingDirectory !== undefined && { workingDirectory }),
    ...(base && { extends: base }),
  };
}

/** https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md; `$$` is a plain sign. */
const variablesIn = ({ value, ...source }: Stated): readonly InterpolatedVariable[] =>
  [...value.slice(0, 10_000).matchAll(/\$\$|\$\{(\w+)([^}]*)\}|\$([A-Za-z_]\w*)/g)].flatMap(
    ([, braced, rest, plain]) => {
      const name = braced ?? plain;
      return name ? [{ ...source, name, optional: /^:?[-+]/.test(rest ?? '') }] : [];
    },
  );

/** A list of 'NAME=value', or a map. */
const labelsOf = (tree: YamlTree, node: unknown): readonly Stated[] =>
  tree.isList(node)
    ? tree.items(node).flatMap((each) => {
        const value = tree.text(each);
        return value === undefined ? [] : [{ ...tree.source(each), value }];
      })
    : tree.entries(node).map(({ key, value, source }) => ({ ...source, value: `${key}=${tree.text(value) ?? ''}` }));

function resourceOf(tree: YamlTree, { key: name, value: node, source }: YamlEntry): ComposeResource {
  const external = tree.get(node, 'external');
  const called = tree.text(tree.get(node, 'name')) ?? tree.text(tree.get(external, 'name'));
  const [range] = tree.items(tree.get(tree.get(node, 'ipam'), 'config'));
  const subnet = tree.text(tree.get(range, 'subnet'));
  return {
    ...source,
    name,
    ...(called !== undefined && { called }),
    external: tree.isMap(external) || tree.text(external) === 'true',
    ...(subnet !== undefined && { subnet }),
  };
}

function buildOf(tree: YamlTree, node: unknown): ComposeService['build'] {
  if (node === undefined) return undefined;
  const short = tree.text(node);
  if (short !== undefined) return { ...tree.source(node), context: short };
  const dockerfile = tree.text(tree.get(node, 'dockerfile'));
  const target = tree.text(tree.get(node, 'target'));
  return {
    ...tree.source(node),
    context: tree.text(tree.get(node, 'context')) ?? '.',
    ...(dockerfile !== undefined && { dockerfile }),
    ...(target !== undefined && { target }),
  };
}

/** '8000', '8080:80', '127.0.0.1:8080:80/tcp', '${PORT:-8000}:8000', or a map. */
function portOf(tree: YamlTree, node: unknown): ComposePort | undefined {
  const source = tree.source(node);
  if (tree.isMap(node)) {
    const target = tree.text(tree.get(node, 'target'));
    const published = tree.text(tree.get(node, 'published'));
    const protocol = tree.text(tree.get(node, 'protocol')) === 'udp' ? 'udp' : 'tcp';
    return target ? { ...source, ...(published && { published }), target, protocol } : undefined;
  }
  const text = tree.text(node);
  if (!text) return undefined;
  const words = colons(text.replace(/\/(tcp|udp)$/, ''));
  const target = words.at(-1) ?? '';
  const published = words.at(-2);
  return target ? { ...source, ...(published && { published }), target, protocol: protocolOf(text) } : undefined;
}

const protocolOf = (text: string): 'tcp' | 'udp' => (text.endsWith('/udp') ? 'udp' : 'tcp');

/** Split at colons that stand in no `${…}` and no `[…]`; the first 1,000 characters. */
const colons = (text: string): readonly string[] =>
  text.slice(0, 1000).match(/(?:\$\{[^}]*\}|\[[^\]]*\]|[^:])+/g) ?? [];

function environmentOf(tree: YamlTree, node: unknown): readonly SetVariable[] {
  if (tree.isList(node))
    return tree.items(node).flatMap((each) => {
      const [, name = '', value] = /^([^=]+)(?:=([\s\S]*))?$/.exec(tree.text(each) ?? '') ?? [];
      return name ? [variableOf(tree.source(each), name.trim(), value ?? '')] : [];
    });
  return tree.entries(node).map(({ key, value, source }) => variableOf(source, key, tree.text(value) ?? ''));
}

/** The name of another variable is no secret: `PASSWORD: ${DB_PASSWORD}`, also with `:?` and what is missing then. */
const variableOf = (source: Source, name: string, value: string): SetVariable =>
  /^\$(?:\{\w+(?::?\?[^}]*)?\}|[A-Za-z_]\w*)$/.test(value)
    ? { ...source, name, value }
    : setVariable(source, name, value);

/** A list as it is, a text as a shell splits it; the text of the Source is what stands in its first line. */
function commandOf(tree: YamlTree, name: string, node: unknown): ProcessLine | undefined {
  if (node === undefined) return undefined;
  const source = tree.source(node);
  if (tree.isList(node)) {
    const argv = tree.texts(node);
    return argv.length > 0 ? { ...source, name, argv, environment: {} } : undefined;
  }
  const text = tree.text(node);
  return text ? processLine(source.file, source.line, name, text.replaceAll(/\s*\n\s*/g, ' '), source.text) : undefined;
}

/** Names of a list, or the keys of a map. */
const namesOf = (tree: YamlTree, node: unknown): readonly string[] =>
  tree.isMap(node) ? tree.entries(node).map(({ key }) => key) : tree.texts(node);

function volumeOf(tree: YamlTree, node: unknown): ComposeVolume | undefined {
  const source = tree.source(node);
  if (tree.isMap(node)) {
    const target = tree.text(tree.get(node, 'target'));
    const from = tree.text(tree.get(node, 'source'));
    return target ? { ...source, ...(from && { source: from }), target } : undefined;
  }
  const words = colons(tree.text(node) ?? '');
  const [first, second] = words;
  if (!first) return undefined;
  return second ? { ...source, source: first, target: second } : { ...source, target: first };
}

function extendsOf(tree: YamlTree, node: unknown): ComposeService['extends'] {
  const service = tree.text(node) ?? tree.text(tree.get(node, 'service'));
  const file = tree.text(tree.get(node, 'file'));
  return service === undefined ? undefined : { service, ...(file !== undefined && { file }) };
}
