import type { ComposeService, DockerStage } from '../model/dockerFacts';
import { folderOf, within } from '../model/paths';
import { effectiveStage } from '../facts/dockerfile';
import { developScripts } from '../stacks/nodeScripts';
import type { PortStatement } from '../stacks/define';
import { at, portOf } from '../stacks/probes';
import { portWeights } from '../stacks/portWeights';
import { contextOf, dockerfileOf, stageOf } from './authored/images';
import type { PortQuestion } from './ports';

/** Debuggers' own ports: debugpy, Node.js, Delve. */
const debuggers = new Set([5678, 9229, 9230, 2345]);

/**
 * What the author's containers of an app listen on: EXPOSE of its image, and the container's side of `ports:` in compose files. Only images
 * that run what Drydock would run count: nginx in front of a built page listens elsewhere than the development server.
 */
export function containerPorts(question: PortQuestion): readonly PortStatement[] {
  const { unit, path } = question;
  const { dockerfiles, composeFiles } = unit.facts;
  const composed = composeFiles.flatMap(({ file, services }) =>
    services
      .map((service) => ({ service, stage: stageOf(service, dockerfiles) }))
      .filter(
        ({ service, stage }) =>
          belongs(service, path, dockerfileOf(service, dockerfiles)?.file) && runsIt(question, stage, service),
      )
      .flatMap(({ service, stage }) => [
        ...service.ports
          .filter(({ protocol }) => protocol === 'tcp')
          .flatMap((port) =>
            portOf(port.target, at(port, `the container of ${service.name} listens there`, weightIn(file))),
          )
          .filter(({ port }) => !debuggers.has(port))
          .slice(0, 1),
        ...service.environment
          .filter(({ name }) => name === 'PORT')
          .flatMap((each) => portOf(each.value, at(each, `${file} sets PORT`, weightIn(file)))),
        ...exposed(stage),
      ]),
  );
  const own = dockerfiles.filter(({ file }) => folderOf(file) === path);
  return [
    ...composed,
    ...own.flatMap((dockerfile) => {
      const stage = effectiveStage(dockerfile);
      return runsIt(question, stage) ? exposed(stage) : [];
    }),
  ];
}

/** A compose file for production says less of developing. */
const weightIn = (file: string): number => (/prod|deploy|stag/.test(file) ? portWeights.proxy : portWeights.deployment);

/** A service is an app's by the folder that it is built from, by its Dockerfile's, or by the folder that it mounts. */
function belongs(service: ComposeService, path: string, dockerfile: string | undefined): boolean {
  if (contextOf(service) === path || (dockerfile && folderOf(dockerfile) === path && path !== '')) return true;
  return (
    !service.build &&
    service.volumes.some(({ source }) => source?.startsWith('.') && within(folderOf(service.file), source) === path)
  );
}

/**
 * Whether a container runs the app itself. Of a page, its development server is meant: a script of package.json for developing, or the tool's
 * program; of what serves by its own code, everything but a web server for files and a worker.
 */
function runsIt({ stack }: PortQuestion, stage: DockerStage | undefined, service?: ComposeService): boolean {
  const words = [
    ...(service?.entrypoint?.argv ?? stage?.entrypoint?.argv ?? []),
    ...(service?.command?.argv ?? stage?.command?.argv ?? []),
  ];
  const text = words.join(' ');
  if (/\b(celery|rq|dramatiq|arq|huey_consumer)\b.*\b(worker|beat)\b|\bcelery\b|\brqworker\b/.test(text)) return false;
  if (stage && /(^|\/)(nginx|httpd|caddy|nginx-unprivileged)([:@]|$)/.test(stage.from) && !service?.command)
    return false;
  if (!stack.page) return true;
  return words.some((word, index) => {
    const runner = words[index - 1] ?? '';
    return (
      word === stack.program ||
      (developScripts.includes(word) && /^(run|run-script|npm|pnpm|yarn|bun)$/.test(runner) && word !== 'serve')
    );
  });
}

/** EXPOSE of one port; several say nothing of which one answers HTTP. */
function exposed(stage: DockerStage | undefined): readonly PortStatement[] {
  const ports = (stage?.expose ?? []).filter(({ protocol, port }) => protocol === 'tcp' && !debuggers.has(port));
  return new Set(ports.map(({ port }) => port)).size === 1
    ? ports.map((each) => ({ port: each.port, evidence: at(each, 'the image exposes it', portWeights.deployment) }))
    : [];
}
