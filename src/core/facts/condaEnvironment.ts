import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar } from 'yaml';
import type { PythonVersion, Source } from '../model/facts';
import { RequirementList, type ManifestFacts } from './manifestFacts';

/** Characters; the YAML parser takes up to 20 microseconds for each, and an environment of hundreds of packages needs a tenth of it. */
const longest = 64 * 1024;

/**
 * Reads conda's environment.yml: names of its dependencies with their versions as PEP 440 has them, the pip list below it,
 * and the Python that it asks for. undefined when it lists no dependencies, as other files of that name. Throws for what is no YAML.
 * https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html#creating-an-environment-file-manually
 */
export function parseCondaEnvironment(file: string, text: string): ManifestFacts | undefined {
  if (text.length > longest) throw new SyntaxError('it is larger than 64 KiB');
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  const problem = document.errors[0];
  if (problem) throw Object.assign(new SyntaxError(problem.message), { lineNumber: problem.linePos?.[0].line });
  const root = document.contents;
  const dependencies = isMap(root) ? root.get('dependencies', true) : undefined;
  if (!isMap(root) || !isSeq(dependencies)) return undefined;
  const place = (node: Scalar, value: string): Source => ({
    file,
    line: counter.linePos(node.range?.[0] ?? 0).line,
    text: value.slice(0, 200),
  });
  const list = new RequirementList(file);
  const versions: PythonVersion[] = [];
  for (const item of dependencies.items) {
    if (isMap(item)) {
      const pip = item.get('pip', true);
      for (const line of isSeq(pip) ? pip.items : [])
        if (isScalar(line) && typeof line.value === 'string') list.add(line.value, place(line, line.value), '');
    } else if (isScalar(item) && typeof item.value === 'string') {
      const source = place(item, item.value);
      const { name, specifier } = matchSpec(item.value);
      if (name === 'python') {
        if (specifier !== '')
          versions.push({
            ...source,
            specifier: specifier.replace(/^==([\d.]+?)(\.\*)?$/, '$1'),
            kind: /^==[\d.*]+$/.test(specifier) ? 'pin' : 'range',
          });
      } else if (name !== 'pip') list.add(`${name}${specifier}`, source, '');
    }
  }
  const name = root.get('name');
  return {
    manifest: {
      file,
      kind: 'conda',
      includes: [],
      group: '',
      project: {
        name: typeof name === 'string' ? name : '',
        dependencies: list.found.length > 0,
        extras: [],
        groups: [],
      },
    },
    requirements: list.found,
    versions,
  };
}

/**
 * 'conda-forge::flask=2.0', 'numpy=1.26.4=py311h64a7726_0', 'numpy>=1.20,<2', 'numpy 1.26.*': conda's single '=' means any
 * version that begins so. https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html#package-match-specifications
 */
function matchSpec(written: string): { readonly name: string; readonly specifier: string } {
  const spec = written.slice(0, 500).split('::').at(-1) ?? '';
  const [, name = '', rest = ''] = /^\s*([A-Za-z0-9][\w.-]*)\s*(.*)$/.exec(spec) ?? [];
  const version = rest.replace(/\[.*$/, '').trim();
  const exact = /^(==?)?\s*([\w.*]+)(?:\s*[= ]\s*[\w.*]+)?$/.exec(version);
  if (!exact) return { name: name.toLowerCase(), specifier: version.replace(/\s+/g, '') };
  const [, operator = '', wanted = ''] = exact;
  const begins = operator === '=' && !wanted.endsWith('*');
  // An exact build was solved for one machine: the version counts, the build does not.
  const build = /=\s*[\w.*]+$/.test(version.replace(/^==?/, ''));
  return { name: name.toLowerCase(), specifier: wanted === '*' ? '' : `==${wanted}${begins && !build ? '.*' : ''}` };
}
