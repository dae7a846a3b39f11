import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { DeployFacts, DeployPort, DeployService, SetVariable } from '../model/dockerFacts';
import type { ProcessLine, Source } from '../model/facts';
import { parsePlatformToml } from './platformToml';
import { setVariable } from './setVariable';
import { processLine } from './textFiles';
import { YamlTree } from './yamlTree';

/** Characters; longer files of these kinds are no one's own writing. */
const longest = 256 * 1024;
const none: DeployFacts = { processes: [], ports: [], services: [], environment: [], diagnostics: [] };

/**
 * Reads a file that says how the repository is run elsewhere, by its name: render.yaml, app.json, fly.toml, railway.json or .toml,
 * vercel.json, netlify.toml, `.conf` of supervisor and nginx, `.ini` of uWSGI. Gives nothing for other files and for what cannot be understood.
 */
export function parseDeployFile(file: string, text: string): DeployFacts {
  const name = file.split('/').at(-1) ?? file;
  if (text.length > longest) return none;
  if (/^render\.ya?ml$/.test(name)) return parseRender(file, text);
  if (['app.json', 'railway.json', 'vercel.json'].includes(name)) return parsePlatformJson(file, name, text);
  if (['fly.toml', 'railway.toml', 'netlify.toml'].includes(name)) return parsePlatformToml(file, name, text);
  if (/uwsgi.*\.ini$/.test(name)) return parseUwsgi(file, text);
  return /\.(conf|ini)$/.test(name) || /(^|\/)(sites-available|sites-enabled|conf\.d)\//.test(file)
    ? parseConf(file, text)
    : none;
}

/** https://render.com/docs/blueprint-spec */
function parseRender(file: string, text: string): DeployFacts {
  const tree = YamlTree.open(file, text);
  if (!(tree instanceof YamlTree)) return { ...none, diagnostics: [tree] };
  const processes: ProcessLine[] = [];
  const environment: SetVariable[] = [];
  const services: DeployService[] = [];
  for (const service of tree.items(tree.at('services'))) {
    const type = tree.text(tree.get(service, 'type')) ?? '';
    if (['redis', 'keyvalue'].includes(type)) services.push({ ...tree.source(service), id: 'redis' });
    for (const key of ['startCommand', 'dockerCommand']) {
      const node = tree.get(service, key);
      const command = tree.text(node);
      const source = tree.source(node);
      if (command) processes.push(processLine(file, source.line, type || 'web', oneLine(command), source.text));
    }
    for (const variable of tree.items(tree.get(service, 'envVars'))) {
      const node = tree.get(variable, 'value');
      const key = tree.text(tree.get(variable, 'key'));
      const value = tree.text(node);
      if (key && value !== undefined) environment.push(setVariable(tree.source(node), key, value));
    }
  }
  for (const database of tree.items(tree.at('databases'))) {
    const version = tree.text(tree.get(database, 'postgresMajorVersion'));
    services.push({ ...tree.source(database), id: 'postgres', ...(version && { version }) });
  }
  return { ...none, processes, environment, services };
}

/** Add-ons of Heroku that are services, by the beginnings of their names: https://elements.heroku.com/addons */
const addons: readonly (readonly [string, string])[] = [
  ['heroku-postgresql', 'postgres'],
  ['heroku-redis', 'redis'],
  ['rediscloud', 'redis'],
  ['cloudamqp', 'rabbitmq'],
  ['jawsdb-maria', 'mariadb'],
  ['jawsdb', 'mysql'],
  ['cleardb', 'mysql'],
  ['mongolab', 'mongodb'],
  ['ormongo', 'mongodb'],
  ['bonsai', 'elasticsearch'],
  ['searchbox', 'elasticsearch'],
  ['memcachier', 'memcached'],
];

/**
 * https://devcenter.heroku.com/articles/app-json-schema, https://docs.railway.com/reference/config-as-code,
 * https://vercel.com/docs/project-configuration. An app.json of Expo or React Native has none of these keys.
 */
function parsePlatformJson(file: string, name: string, text: string): DeployFacts {
  const lines = text.split(/\r?\n/);
  const tree = nested(text) ? undefined : parseTree(text, [], { allowTrailingComma: true });
  if (!tree) return none;
  const source = (node: Node): Source => {
    const line = text.slice(0, node.offset).split('\n').length;
    return { file, line, text: (lines[line - 1] ?? '').trim().slice(0, 200) };
  };
  const textIn = (node: Node | undefined) => (typeof node?.value === 'string' ? node.value : undefined);
  const command = (as: string, ...path: string[]): readonly ProcessLine[] => {
    const node = findNodeAtLocation(tree, path);
    const line = textIn(node);
    if (!node || !line) return [];
    const at = source(node);
    return [processLine(file, at.line, as, oneLine(line), at.text)];
  };
  if (name === 'railway.json') return { ...none, processes: command('web', 'deploy', 'startCommand') };
  if (name === 'vercel.json') return { ...none, processes: command('dev', 'devCommand') };
  const services = (findNodeAtLocation(tree, ['addons'])?.children ?? []).flatMap((node): readonly DeployService[] => {
    const plan = textIn(node) ?? textIn(findNodeAtLocation(node, ['plan'])) ?? '';
    const known = addons.find(([begins]) => plan.startsWith(begins));
    const version = textIn(findNodeAtLocation(node, ['options', 'version']));
    return known ? [{ ...source(node), id: known[1], ...(version && { version }) }] : [];
  });
  const environment = (findNodeAtLocation(tree, ['env'])?.children ?? []).flatMap((pair): readonly SetVariable[] => {
    const [key, value] = pair.children ?? [];
    const set = textIn(value) ?? (value && textIn(findNodeAtLocation(value, ['value'])));
    const variable = textIn(key);
    return key && variable && set !== undefined ? [setVariable(source(key), variable, set)] : [];
  });
  return { ...none, processes: command('release', 'scripts', 'postdeploy'), services, environment };
}

/** Supervisor's [program:x] sections (http://supervisord.org/configuration.html) and nginx's proxy_pass and upstream servers. */
function parseConf(file: string, text: string): DeployFacts {
  const processes: ProcessLine[] = [];
  const ports: DeployPort[] = [];
  const environment: SetVariable[] = [];
  let program = '';
  let folder: string | undefined;
  let first = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.slice(0, 4000).trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const section = /^\[([^\]]*)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      program = /^program:(.+)$/.exec(section)?.[1]?.trim() ?? '';
      folder = undefined;
      first = processes.length;
    }
    // Keys of a section come in any order.
    const directory = program ? /^directory\s*=\s*(\S+)/.exec(line)?.[1] : undefined;
    if (directory) {
      folder = directory;
      processes.splice(
        first,
        processes.length,
        ...processes.slice(first).map((each) => ({ ...each, folder: directory })),
      );
    }
    for (const [, name, value = ''] of program && /^environment\s*=/.test(line)
      ? line.slice(line.indexOf('=') + 1).matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^,\s]*)/g)
      : [])
      if (name)
        environment.push(
          setVariable({ file, line: index + 1, text: line.slice(0, 200) }, name, value.replaceAll(/["']/g, '')),
        );
    const command = program ? /^command\s*=\s*(.+)$/.exec(line)?.[1] : undefined;
    if (command)
      processes.push({
        ...processLine(file, index + 1, program, command.replace(/\s;.*$/, ''), line),
        ...(folder !== undefined && { folder }),
      });
    const target =
      /\b(?:proxy_pass|uwsgi_pass|grpc_pass)\s+(?:https?:\/\/|grpc:\/\/)?(?:127\.0\.0\.1|localhost|\[::1\]|0\.0\.0\.0|[\w.-]+):(\d{1,5})\b/.exec(
        line,
      ) ?? /^server\s+(?:127\.0\.0\.1|localhost|\[::1\]|[\w.-]+):(\d{1,5})\b/.exec(line);
    const port = Number(target?.[1] ?? 0);
    if (port >= 1 && port <= 65535)
      ports.push({ file, line: index + 1, text: line.slice(0, 200), port, kind: 'forwards' });
  }
  return { ...none, processes, ports, environment };
}

/** uWSGI takes every key of its .ini as an option: https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#ini-files */
function parseUwsgi(file: string, text: string): DeployFacts {
  const processes = text.split(/\r?\n/).flatMap((raw, index) => {
    const [, key = '', value = ''] =
      /^\s*(module|wsgi|wsgi-file|http|http-socket|socket)\s*=\s*(\S+)/.exec(raw.slice(0, 1000)) ?? [];
    return key ? [processLine(file, index + 1, 'uwsgi', `uwsgi --${key} ${value}`, raw)] : [];
  });
  return { ...none, processes };
}

/** More brackets open than a parser that calls itself should be asked for. */
function nested(text: string): boolean {
  let open = 0;
  for (const sign of text) {
    if (sign === '[' || sign === '{') open++;
    else if (sign === ']' || sign === '}') open--;
    if (open > 100) return true;
  }
  return false;
}

const oneLine = (command: string): string => command.replaceAll(/\s*\n\s*/g, ' ').trim();
