import { getStaticTOMLValue, parseTOML, type AST } from 'toml-eslint-parser';
import type { DeployFacts, DeployPort, SetVariable } from '../model/dockerFacts';
import type { ProcessLine, Source } from '../model/facts';
import { setVariable } from './setVariable';
import { processLine } from './textFiles';

/**
 * https://fly.io/docs/reference/configuration/ ([processes], internal_port, [env]), https://docs.railway.com/reference/config-as-code
 * ([deploy] startCommand) and https://docs.netlify.com/configure-builds/file-based-configuration/ ([dev] command and targetPort).
 */
export function parsePlatformToml(file: string, name: string, text: string): DeployFacts {
  const processes: ProcessLine[] = [];
  const ports: DeployPort[] = [];
  const environment: SetVariable[] = [];
  const result = { processes, ports, services: [], environment, diagnostics: [] };
  const lines = text.split(/\r?\n/);
  for (const { path, value, line } of valuesIn(text)) {
    const source: Source = { file, line, text: (lines[line - 1] ?? '').trim().slice(0, 200) };
    const key = path.join('.');
    const command = typeof value === 'string' ? value : '';
    if (name === 'fly.toml' && path[0] === 'processes' && path[1] && command)
      processes.push(processLine(file, line, path[1], command, source.text));
    if (name === 'fly.toml' && key === 'deploy.release_command' && command)
      processes.push(processLine(file, line, 'release', command, source.text));
    if (name === 'fly.toml' && path[0] === 'env' && path[1])
      environment.push(setVariable(source, path[1], typeof value === 'object' ? '' : String(value)));
    if (name === 'railway.toml' && key === 'deploy.startCommand' && command)
      processes.push(processLine(file, line, 'web', command, source.text));
    if (name === 'netlify.toml' && key === 'dev.command' && command)
      processes.push(processLine(file, line, 'dev', command, source.text));
    const isPort =
      name === 'fly.toml' ? path.at(-1) === 'internal_port' : name === 'netlify.toml' && key === 'dev.targetPort';
    if (isPort && typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535)
      ports.push({ ...source, port: value, kind: 'listens' });
  }
  return result;
}

interface Value {
  readonly path: readonly string[];
  readonly value: string | number | boolean | object;
  readonly line: number;
}

/** Every key with a plain value; empty for what is no TOML. */
function valuesIn(text: string): readonly Value[] {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text);
  } catch {
    // A platform's file that cannot be read takes away a hint, no more.
    return [];
  }
  const found: Value[] = [];
  const names = (key: AST.TOMLKey) => key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const visit = (body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[], prefix: readonly string[]) => {
    for (const entry of body) {
      if (entry.type === 'TOMLTable') visit(entry.body, names(entry.key));
      else if (entry.value.type === 'TOMLInlineTable' && prefix.length < 10)
        visit(entry.value.body, [...prefix, ...names(entry.key)]);
      else if (entry.value.type === 'TOMLValue')
        found.push({
          path: [...prefix, ...names(entry.key)],
          value: getStaticTOMLValue(entry.value),
          line: entry.loc.start.line,
        });
    }
  };
  visit(program.body[0].body, []);
  return found;
}
