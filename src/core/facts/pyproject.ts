import { parseTOML, type AST } from 'toml-eslint-parser';
import type { Manifest, PythonVersion, Requirement, Source } from '../model/facts';
import { normalise, parseRequirement } from './requirements';

export interface PyprojectFacts {
  readonly manifest: Manifest;
  readonly requirements: readonly Requirement[];
  readonly version?: PythonVersion;
}

/** Reads PEP 621 and PEP 735 parts of pyproject.toml; throws a SyntaxError with lineNumber for what is no TOML. */
export function parsePyproject(file: string, text: string): PyprojectFacts {
  const lines = text.split(/\r?\n/);
  const at = (node: AST.TOMLNode): Source => ({
    file,
    line: node.loc.start.line,
    text: (lines[node.loc.start.line - 1] ?? '').trim().slice(0, 200),
  });
  const requirements: Requirement[] = [];
  const extras: string[] = [];
  let name = '';
  let dependencies = false;
  let version: PythonVersion | undefined;

  const list = (value: AST.TOMLContentNode, group: string) => {
    if (value.type !== 'TOMLArray') return;
    for (const element of value.elements) {
      if (element.type !== 'TOMLValue' || typeof element.value !== 'string') continue;
      const read = parseRequirement(element.value, { ...at(element), text: element.value });
      if (read) requirements.push({ ...read, group, manifest: file });
    }
  };
  for (const { path, value, node } of pairs(parseTOML(text))) {
    const [first, second, third] = path;
    if (first === 'project' && path.length === 2) {
      if (second === 'name' && value.type === 'TOMLValue') name = String(value.value);
      if (second === 'requires-python' && value.type === 'TOMLValue')
        version = { ...at(node), specifier: String(value.value), kind: 'range' };
      if (second === 'dependencies') {
        dependencies = true;
        list(value, '');
      }
    }
    if (first === 'project' && second === 'optional-dependencies' && third) {
      extras.push(normalise(third));
      list(value, normalise(third));
    }
    if (first === 'dependency-groups' && second && path.length === 2) list(value, normalise(second));
  }
  return {
    manifest: { file, kind: 'pyproject', includes: [], group: '', project: { name, dependencies, extras } },
    requirements,
    ...(version && { version }),
  };
}

/** Every key with its full path, inline tables opened. */
function pairs(
  program: AST.TOMLProgram,
): readonly { readonly path: readonly string[]; readonly value: AST.TOMLContentNode; readonly node: AST.TOMLNode }[] {
  const found: { path: readonly string[]; value: AST.TOMLContentNode; node: AST.TOMLNode }[] = [];
  const keys = (key: AST.TOMLKey) => key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const visit = (body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[], prefix: readonly string[]) => {
    for (const entry of body) {
      if (entry.type === 'TOMLTable') visit(entry.body, keys(entry.key));
      else {
        const path = [...prefix, ...keys(entry.key)];
        found.push({ path, value: entry.value, node: entry });
        if (entry.value.type === 'TOMLInlineTable' && path.length < 10) visit(entry.value.body, path);
      }
    }
  };
  visit(program.body[0].body, []);
  return found;
}
