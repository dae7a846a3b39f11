import type { CiService, ComposeFile, DeployPort, DeployService, Dockerfile, SetVariable } from '../model/dockerFacts';
import type { ProcessLine } from '../model/facts';
import { folderOf, within } from '../model/paths';
import type { RepoReader } from '../model/ports';
import { parseCiServices } from './ciServices';
import { parseComposeFile } from './composeFile';
import { parseDeployFile } from './deployFiles';

/** What compose files, CI and files for hosting platforms say. */
export interface DockerFacts {
  readonly composeFiles: ComposeFile[];
  readonly dockerfiles: Dockerfile[];
  readonly ciServices: CiService[];
  readonly deployServices: DeployService[];
  readonly deployPorts: DeployPort[];
  readonly settings: SetVariable[];
}

export type DockerKind = 'compose' | 'ci' | 'deploy';

/** What Drydock wants of such a file; undefined: nothing. */
export function dockerKindOf(path: string): DockerKind | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (/^(docker-)?compose([.-][\w.-]*)?\.ya?ml$/.test(name)) return 'compose';
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || path === '.gitlab-ci.yml') return 'ci';
  if (
    /^(render\.yaml|app\.json|fly\.toml|railway\.(json|toml)|vercel\.json|netlify\.toml|[\w.-]*uwsgi[\w.-]*\.ini)$/.test(
      name,
    )
  )
    return 'deploy';
  return /(^|\/)(supervisord?|nginx|deploy|conf|etc)[^/]*\/[^/]+\.conf$|(^|\/)(supervisord?|nginx)[\w.-]*\.conf$/.test(
    path,
  )
    ? 'deploy'
    : undefined;
}

/** Reads one file into `found`; command lines go to `processes`. Never throws. */
export function readDockerFile(
  kind: DockerKind,
  path: string,
  text: string,
  found: DockerFacts,
  processes: ProcessLine[],
): void {
  if (kind === 'compose') found.composeFiles.push(parseComposeFile(path, text));
  else if (kind === 'ci') found.ciServices.push(...parseCiServices(path, text));
  else {
    const deploy = parseDeployFile(path, text);
    processes.push(...deploy.processes);
    found.deployServices.push(...deploy.services);
    found.deployPorts.push(...deploy.ports);
    found.settings.push(...deploy.environment);
  }
}

/** Reads the compose files that others include or extend under names of their own; each once. */
export async function followComposeFiles(
  found: DockerFacts,
  reader: RepoReader,
  known: ReadonlySet<string>,
): Promise<void> {
  // Grows while it is walked, so that what is included by an included file is read too.
  for (const compose of found.composeFiles)
    for (const path of referredFiles(compose)) {
      if (!known.has(path) || found.composeFiles.some(({ file }) => file === path)) continue;
      const read = await reader.read(path);
      if (read.ok) found.composeFiles.push(parseComposeFile(path, read.text.replace(/^\uFEFF/, '')));
    }
}

const referredFiles = ({ file, includes, services }: ComposeFile): readonly string[] =>
  [...includes, ...services.flatMap((service) => service.extends?.file ?? [])].flatMap(
    (path) => within(folderOf(file), path) ?? [],
  );
