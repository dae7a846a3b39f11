import type { ComposeFile, Dockerfile, DockerStage } from '../model/dockerFacts';
import type { ProcessLine } from '../model/facts';
import { folderOf } from '../model/paths';
import { joinFolders } from './commandLine';
import { effectiveStage } from './dockerfile';

/** What containers of the author's run: CMD and ENTRYPOINT of images, `command:` of compose services. */
export function containerCommands(
  dockerfiles: readonly Dockerfile[],
  composeFiles: readonly ComposeFile[],
): readonly ProcessLine[] {
  const built = dockerfiles.flatMap((dockerfile) => {
    const stages = [effectiveStage(dockerfile), ...developStages(dockerfile)];
    return stages.flatMap((stage) => commandOf(stage, folderOf(dockerfile.file)) ?? []);
  });
  const composed = composeFiles.flatMap(({ file, services }) =>
    services.flatMap((service) => {
      const argv = [...(service.entrypoint?.argv ?? []), ...(service.command?.argv ?? [])];
      const own = service.command ?? service.entrypoint;
      const folder = service.build && joinFolders(folderOf(file), service.build.context);
      return own && argv.length > 0
        ? [{ ...own, name: service.name, argv, ...(folder !== undefined && { folder }) }]
        : [];
    }),
  );
  const seen = new Set<string>();
  return [...built, ...composed].filter((line) => {
    const key = `${line.file}:${line.line}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

/** Stages for developing, by their names. */
const developStages = (dockerfile: Dockerfile) =>
  dockerfile.stages
    .filter(({ name }) => name !== undefined && /^(dev|develop|development|local)/.test(name))
    .map(({ name }) => effectiveStage(dockerfile, name));

/** ENTRYPOINT takes CMD as its arguments; in shell form it takes none. https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact */
function commandOf(stage: DockerStage | undefined, folder: string): ProcessLine | undefined {
  const { command, entrypoint } = stage ?? {};
  const last = command ?? entrypoint;
  if (!last) return undefined;
  const before = entrypoint && command && entrypoint.form === 'exec' ? entrypoint.argv : [];
  const { file, line, text, name, environment } = last;
  return { file, line, text, name, environment, argv: [...before, ...last.argv], folder };
}
