import type { Diagnostic } from '../model/diagnostic';
import type {
  AlembicConfig,
  EnvFile,
  LocalAddress,
  Manifest,
  ProcessLine,
  PyModule,
  PythonVersion,
  RepoFacts,
  Requirement,
} from '../model/facts';
import type { FlutterVersion, Pubspec } from '../model/flutterFacts';
import type { HtmlPage } from '../model/htmlFacts';
import type { RepoReader } from '../model/ports';
import { simpleCommands } from './commandLine';
import { containerCommands } from './containerCommands';
import { parseDockerfile } from './dockerfile';
import { dockerKindOf, followComposeFiles, readDockerFile, type DockerFacts, type DockerKind } from './dockerFiles';
import { parseHtmlPage } from './htmlPage';
import { nodeKindOf, readNodeFile, settleWorkspaces, type NodeFacts, type NodeKind } from './nodeFiles';
import { parsePythonModule, type ModulePlace } from './pythonModule';
import { imageVersion } from './imageVersion';
import { parseMakefile } from './makefile';
import { parseFlutterVersion, parsePubspec } from './pubspec';
import { isReadme, parseReadme } from './readme';
import { isRequirements, isVersionFile, manifestParser, parsePythonVersion } from './pythonManifests';
import { groupOf, parseRequirements, type RequirementsFile } from './requirements';
import { usablePaths } from './usablePaths';
import { constraintsOnly, followIncludes, included } from './requirementFiles';
import { parseAlembic, parseEnvFile, parseProcfile, parseResolverHeader, parseScript, parseUnit } from './textFiles';

/** More files than this are not read; a repository of one person's portal has a tenth of it. */
const mostModules = 2000;
/** Characters of a project's manifest; the TOML parser takes 5 microseconds for each, and hundreds of dependencies need a tenth of it. */
const longestManifest = 256 * 1024;
/** Characters of a source file: the worst that parse cost 3 microseconds each (bench/malformed.mjs), and nobody writes as many by hand. */
const longest = 512 * 1024;

type Kind =
  | 'requirements'
  | 'manifest'
  | 'version'
  | 'image'
  | 'env'
  | 'procfile'
  | 'unit'
  | 'script'
  | 'makefile'
  | 'readme'
  | 'alembic'
  | 'python'
  | 'pubspec'
  | 'flutter-version'
  | 'page'
  | NodeKind
  | DockerKind;

/** Lists the files, reads each that some parser wants once, and gives what they say. Problems become diagnostics. */
export async function collectFacts(reader: RepoReader, signal?: AbortSignal): Promise<RepoFacts> {
  const { files, problems: unusable } = usablePaths(await reader.files(signal));
  const diagnostics: Diagnostic[] = [...unusable];
  const requirementFiles = new Map<string, RequirementsFile>();
  const manifests: Manifest[] = [];
  const requirements: Requirement[] = [];
  const pythonVersions: PythonVersion[] = [];
  const envFiles: EnvFile[] = [];
  const processes: ProcessLine[] = [];
  const alembic: AlembicConfig[] = [];
  const modules: PyModule[] = [];
  const pubspecs: Pubspec[] = [];
  const flutterVersions: FlutterVersion[] = [];
  const pages: HtmlPage[] = [];
  const node: NodeFacts = {
    packages: [],
    locks: [],
    managerHints: [],
    nodeVersions: [],
    jsModules: [],
    prismaDatasources: [],
    workspaces: [],
  };
  const docker: DockerFacts = {
    composeFiles: [],
    dockerfiles: [],
    ciServices: [],
    deployServices: [],
    deployPorts: [],
    settings: [],
  };
  const addresses: LocalAddress[] = [];
  const known = new Set(files);
  const hasNode = files.some((path) => /(^|\/)package\.json$/.test(path));
  const roots = manifestFolders(files);

  const wanted = files.flatMap((path) => {
    const kind = kindOf(path, known) ?? dockerKindOf(path) ?? (hasNode ? nodeKindOf(path) : undefined);
    return kind ? [{ path, kind }] : [];
  });
  const python = wanted.filter((each) => each.kind === 'python');
  if (python.length > mostModules) {
    diagnostics.push({
      code: 'file-skipped',
      severity: 'warning',
      message: `The repository has ${python.length} Python files; the first ${mostModules} were read.`,
      next: 'Call drydock in the folder of one app.',
    });
  }
  const skipped = new Set(python.slice(mostModules).map((each) => each.path));
  for (const { path, kind } of wanted) {
    signal?.throwIfAborted();
    if (skipped.has(path)) continue;
    const read = await reader.read(path);
    if (!read.ok) {
      diagnostics.push({
        code: kind === 'requirements' || kind === 'manifest' ? 'manifest-unreadable' : 'file-skipped',
        severity: kind === 'python' ? 'note' : 'warning',
        message: read.message,
        next: 'Nothing is concluded from it.',
        file: path,
      });
      continue;
    }
    const text = read.text.replace(/^\uFEFF/, '');
    const limit =
      kind === 'python' || kind === 'javascript' ? longest : kind === 'manifest' ? longestManifest : Infinity;
    if (text.length > limit) {
      diagnostics.push({
        code: kind === 'manifest' ? 'manifest-unreadable' : 'file-skipped',
        severity: kind === 'python' ? 'note' : 'warning',
        message: `${path} is larger than ${limit / 1024} KiB.`,
        next: 'Nothing is concluded from it.',
        file: path,
      });
      continue;
    }
    switch (kind) {
      case 'requirements':
        requirementFiles.set(path, parseRequirements(path, text));
        pythonVersions.push(...parseResolverHeader(path, text));
        break;
      case 'manifest':
        try {
          const found = manifestParser(path)?.(path, text, known);
          if (!found) break;
          manifests.push(found.manifest);
          for (const requirement of found.requirements) requirements.push(requirement);
          pythonVersions.push(...found.versions);
        } catch (error) {
          diagnostics.push(unreadable(path, error));
        }
        break;
      case 'version':
        pythonVersions.push(...parsePythonVersion(path, text));
        // .tool-versions speaks for every language.
        if (hasNode && nodeKindOf(path) === 'node-version') readNodeFile('node-version', path, text, node);
        if (path.endsWith('.tool-versions')) flutterVersions.push(...parseFlutterVersion(path, text));
        break;
      case 'image': {
        const dockerfile = parseDockerfile(path, text);
        pythonVersions.push(...imageVersion(dockerfile));
        docker.dockerfiles.push(dockerfile);
        break;
      }
      case 'env':
        envFiles.push(parseEnvFile(path, text));
        break;
      case 'procfile':
        processes.push(...parseProcfile(path, text));
        break;
      case 'unit': {
        const unit = parseUnit(path, text);
        processes.push(...unit.processes);
        docker.settings.push(...unit.settings);
        break;
      }
      case 'makefile':
        processes.push(...parseMakefile(path, text));
        break;
      case 'readme': {
        const readme = parseReadme(path, text);
        processes.push(...readme.processes);
        addresses.push(...readme.addresses);
        break;
      }
      case 'script':
        processes.push(...parseScript(path, text));
        break;
      case 'alembic': {
        const config = parseAlembic(path, text);
        if (config) alembic.push(config);
        break;
      }
      case 'python': {
        const place = placeOf(path, known, roots);
        if (isImportable(place.module)) modules.push(parsePythonModule(place, text));
        else diagnostics.push(unimportable(path));
        break;
      }
      case 'pubspec': {
        const read = parsePubspec(path, text);
        if ('pubspec' in read) {
          pubspecs.push(read.pubspec);
          flutterVersions.push(...read.versions);
        } else diagnostics.push(read);
        break;
      }
      case 'flutter-version':
        flutterVersions.push(...parseFlutterVersion(path, text));
        break;
      case 'page':
        pages.push(parseHtmlPage(path, text));
        break;
      case 'compose':
      case 'ci':
      case 'deploy':
        readDockerFile(kind, path, text, docker, processes);
        break;
      default:
        try {
          readNodeFile(kind, path, text, node);
        } catch (error) {
          diagnostics.push(unreadable(path, error));
        }
    }
  }
  await followComposeFiles(docker, reader, known);
  for (const compose of docker.composeFiles) diagnostics.push(...compose.diagnostics);
  const listed = [...requirementFiles.keys()];
  const { owners, problems } = await followIncludes(requirementFiles, manifests, known, reader, signal);
  diagnostics.push(...problems);
  const constraints = constraintsOnly(requirementFiles);
  for (const file of listed) {
    if (constraints.has(file)) continue;
    const includes = included(file, requirementFiles, known);
    manifests.push({ file, kind: 'requirements', includes, group: groupOf(file) });
  }
  for (const [file, read] of requirementFiles) {
    if (constraints.has(file)) continue;
    const manifest = owners.get(file) ?? file;
    const group = groupOf(manifest);
    for (const requirement of read.requirements) requirements.push({ ...requirement, group, manifest });
  }
  return {
    name: reader.name,
    files,
    requirements,
    manifests: manifests.sort((a, b) => (a.file < b.file ? -1 : 1)),
    pythonVersions,
    modules,
    envFiles,
    processes: [...processes, ...containerCommands(docker.dockerfiles, docker.composeFiles)].flatMap((line) =>
      simpleCommands(line),
    ),
    alembic,
    pubspecs,
    flutterVersions,
    pages,
    ...node,
    workspaces: settleWorkspaces(node),
    ...docker,
    addresses,
    docker: files.filter(isDocker),
    diagnostics,
  };
}

function kindOf(path: string, known: ReadonlySet<string>): Kind | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (isRequirements(path, known)) return 'requirements';
  if (manifestParser(path)) return 'manifest';
  if (isVersionFile(name)) return 'version';
  if (/^[\w.-]*Dockerfile[\w.-]*$/.test(name)) return 'image';
  if (/^\.env(\.[\w-]+)*$/.test(name) || name === '.flaskenv') return 'env';
  if (name === 'Procfile') return 'procfile';
  if (name.endsWith('.service')) return 'unit';
  if (name === 'alembic.ini') return 'alembic';
  if (name === 'pubspec.yaml') return 'pubspec';
  if (name === '.fvmrc' || path.endsWith('.fvm/fvm_config.json')) return 'flutter-version';
  if (name === 'index.html') return 'page';
  if (/^[^/]+\.sh$/.test(path) || /^(bin|scripts|deploy)\/[^/]+\.sh$/.test(path)) return 'script';
  // Scripts that images start by, wherever they are kept: docker/start, compose/local/django/start, docker-entrypoint.sh.
  if (/^(docker-)?(entry-?point|start|run|boot)[\w-]*(\.sh)?$/.test(name)) return 'script';
  if (/^(GNUm|M|m)akefile$/.test(name) || /^\.?justfile$/i.test(name)) return 'makefile';
  if (isReadme(name)) return 'readme';
  if (!name.endsWith('.py') || name === 'conftest.py') return undefined;
  // The author's tests make applications too, and migrations are no part of the running code.
  if (/(^|\/)tests?\//.test(path) || /^test_|_test\.py$/.test(name)) return undefined;
  const revisions = /^(.*\/)?versions\/[^/]+$/.exec(path);
  // Alembic's folder has env.py beside it; an API may have versions too.
  if (revisions && (known.has(`${revisions[1] ?? ''}env.py`) || /(^|\/)migrations\/$/.test(revisions[1] ?? '')))
    return undefined;
  return 'python';
}

/** Drydock's own files are known by the lock; compose files of the author's are what is asked for here. */
const isDocker = (path: string): boolean =>
  /(^|\/)((docker-)?compose[\w.-]*\.ya?ml|[\w.-]*Dockerfile[\w.-]*|devcontainer\.json)$/.test(path);

/** Walks up while folders are packages; what is above the topmost package has to be on sys.path. */
function placeOf(path: string, known: ReadonlySet<string>, roots: ReadonlySet<string>): ModulePlace {
  const parts = path.split('/');
  const name = (parts.pop() ?? '').replace(/\.py$/, '');
  const isPackage = name === '__init__';
  let top = parts.length;
  while (top > 0 && known.has([...parts.slice(0, top), '__init__.py'].join('/'))) top--;
  // A folder without __init__.py is a namespace package of the root, unless it is a src folder or has a manifest of its own.
  const root = parts.slice(0, top);
  const own = root.findLastIndex((folder, index) => folder === 'src' || roots.has(root.slice(0, index + 1).join('/')));
  const importRoot = root.slice(0, own + 1).join('/');
  const dotted = [...parts.slice(own + 1), ...(isPackage ? [] : [name])].join('.');
  return { file: path, module: dotted || name, importRoot, isPackage };
}

/** Whether a name can stand in a command line as a module: identifiers, and the hyphens and blanks that importlib takes too. */
const isImportable = (module: string): boolean => /^[\p{L}\p{N}_. -]+$/u.test(module);

const unimportable = (file: string): Diagnostic => ({
  code: 'file-skipped',
  severity: 'note',
  message: `${file} is no name that Python imports.`,
  next: 'Nothing is concluded from it; rename it, or its folder, if an app needs it.',
  file,
});

/** Folders with a manifest of their own: pyproject.toml, Pipfile, setup.py, requirements*.txt or requirements/*.txt. */
function manifestFolders(files: readonly string[]): ReadonlySet<string> {
  return new Set(
    files.flatMap((path) => {
      const match =
        /^(.+)\/(?:pyproject\.toml|Pipfile|setup\.py|requirements[\w.-]*\.(?:txt|in)|requirements\/[\w.-]+\.(?:txt|in))$/.exec(
          path,
        );
      return match?.[1] ? [match[1].replace(/\/requirements$/, '')] : [];
    }),
  );
}

function unreadable(file: string, error: unknown): Diagnostic {
  const line =
    typeof error === 'object' && error !== null && 'lineNumber' in error && typeof error.lineNumber === 'number'
      ? error.lineNumber
      : undefined;
  return {
    code: 'manifest-unreadable',
    severity: 'warning',
    message: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    next: 'Correct that line and run drydock again; until then nothing is concluded from the file.',
    file,
    ...(line !== undefined && { line }),
  };
}
