import type { RepoFacts, Source } from '../model/facts';
import type { NodePackage } from '../model/nodeFacts';
import { deepest, folderOf, isWithin } from '../model/paths';
import type { Language } from '../model/stackModel';
import { compare } from './conclude';

/** A folder of one language with dependencies of its own, and what was read in it. */
export interface Unit {
  readonly language: Language;
  /** Where its apps run, relative; '' is the root. */
  readonly path: string;
  /** Where its dependencies are installed: `path`, or the root of its workspace. */
  readonly root: string;
  /** The repository's facts, without those of other units. */
  readonly facts: RepoFacts;
}

/** Every folder that has dependencies or code of its own, the root first. */
export function unitsOf(facts: RepoFacts): readonly Unit[] {
  return [...pythonUnits(facts), ...nodeUnits(facts), ...flutterUnits(facts)];
}

function pythonUnits(facts: RepoFacts): readonly Unit[] {
  if (facts.modules.length === 0) return [];
  const files = facts.modules.map((module) => module.file);
  // A folder of manifests without code (requirements/, deploy/) belongs to the code around it.
  const folders = facts.manifests
    .map((manifest) => folderOf(manifest.file).replace(/(^|\/)requirements$/, ''))
    .filter((folder) => folder === '' || files.some((file) => file.startsWith(`${folder}/`)));
  const paths = [...new Set(['', ...folders])].sort(compare);
  return paths.map((path) => ({ language: 'python', path, root: path, facts: pythonFacts(facts, path, paths) }));
}

function pythonFacts(facts: RepoFacts, path: string, paths: readonly string[]): RepoFacts {
  const owner = (file: string) => deepest(file, paths);
  const own = ({ file }: Pick<Source, 'file'>) => owner(file) === path;
  // What stands above (Procfile, units, .env, .python-version) holds for the folders below too.
  const above = ({ file }: Pick<Source, 'file'>) => isWithin(path, owner(file));
  const manifests = facts.manifests.filter(own);
  return {
    ...facts,
    manifests,
    requirements: facts.requirements.filter((requirement) => owner(requirement.manifest) === path),
    pythonVersions: facts.pythonVersions.filter(above),
    modules: facts.modules.filter(own),
    envFiles: facts.envFiles.filter(above),
    processes: facts.processes.filter(above),
    alembic: facts.alembic.filter(own),
    packages: [],
    jsModules: [],
    prismaDatasources: [],
    pubspecs: [],
  };
}

/** Each package.json; a member of a workspace is installed at the workspace's root. */
function nodeUnits(facts: RepoFacts): readonly Unit[] {
  const paths = facts.packages.map((each) => each.folder);
  return facts.packages.map((own) => {
    const root = facts.workspaces.find(
      (workspace) => workspace.folder !== own.folder && workspace.members.includes(own.folder),
    );
    const around = facts.packages.filter((each) => root && each.folder === root.folder);
    return {
      language: 'node',
      path: own.folder,
      root: root?.folder ?? own.folder,
      facts: nodeFacts(facts, own, around, paths),
    };
  });
}

function nodeFacts(
  facts: RepoFacts,
  own: NodePackage,
  around: readonly NodePackage[],
  paths: readonly string[],
): RepoFacts {
  const path = own.folder;
  const mine = ({ file }: Pick<Source, 'file'>) => deepest(file, paths) === path && isWithin(file, path);
  const above = ({ file }: Pick<Source, 'file'>) => isWithin(path, deepest(file, paths));
  return {
    ...facts,
    manifests: [],
    requirements: [],
    modules: [],
    alembic: [],
    pubspecs: [],
    packages: [own, ...around],
    nodeVersions: facts.nodeVersions.filter(above),
    jsModules: facts.jsModules.filter(mine),
    prismaDatasources: facts.prismaDatasources.filter(mine),
    envFiles: facts.envFiles.filter(above),
    processes: facts.processes.filter(above),
  };
}

/** Each pubspec.yaml; a member of a pub workspace is installed at the workspace's root. */
function flutterUnits(facts: RepoFacts): readonly Unit[] {
  const paths = facts.pubspecs.map(({ folder }) => folder);
  return facts.pubspecs.map((own) => {
    const root = facts.pubspecs.find(({ workspace }) => own.member && workspace.includes(own.folder));
    const mine = ({ file }: Pick<Source, 'file'>) => deepest(file, paths) === own.folder && isWithin(file, own.folder);
    const above = ({ file }: Pick<Source, 'file'>) => isWithin(own.folder, deepest(file, paths));
    return {
      language: 'flutter',
      path: own.folder,
      root: root?.folder ?? own.folder,
      facts: {
        ...facts,
        manifests: [],
        requirements: [],
        modules: [],
        alembic: [],
        packages: [],
        jsModules: [],
        prismaDatasources: [],
        pubspecs: [own],
        flutterVersions: facts.flutterVersions.filter(above),
        pages: facts.pages.filter(mine),
        envFiles: facts.envFiles.filter(above),
        processes: facts.processes.filter(above),
      },
    };
  });
}
