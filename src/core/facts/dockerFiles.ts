import type { CiService, ComposeFile, DeployPort, DeployService } from '../model/dockerFacts';
import type { ProcessLine } from '../model/facts';
import { parseCiServices } from './ciServices';
import { parseComposeFile } from './composeFile';
import { parseDeployFile } from './deployFiles';

/** What compose files, CI and files for hosting platforms say. */
export interface DockerFacts {
  readonly composeFiles: ComposeFile[];
  readonly ciServices: CiService[];
  readonly deployServices: DeployService[];
  readonly deployPorts: DeployPort[];
}

export type DockerKind = 'compose' | 'ci' | 'deploy';

/** What Drydock wants of such a file; undefined: nothing. */
export function dockerKindOf(path: string): DockerKind | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (/^(docker-)?compose([.-][\w.-]*)?\.ya?ml$/.test(name)) return 'compose';
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || path === '.gitlab-ci.yml') return 'ci';
  if (/^(render\.yaml|app\.json|fly\.toml|railway\.(json|toml)|vercel\.json|netlify\.toml)$/.test(name))
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
  }
}
