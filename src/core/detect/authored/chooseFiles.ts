import type { ComposeFile } from '../../model/dockerFacts';
import { inWords, type Conclusion, type Evidence } from '../../model/evidence';
import { folderOf } from '../../model/paths';
import { compare } from '../conclude';

/** Order in which Compose itself looks: https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file */
const standard = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
/** Merged after it by a plain `docker compose up`. */
const overrides = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];
const development = /[.-](dev|devel|development|local)\.ya?ml$/;
/** Other occasions: no one develops with them. */
const elsewhere = /[.-](tests?|testing|ci|e2e|prod|production|stag\w*|deploy\w*|swarm|release)\b[^/]*$/;

/**
 * The compose files that a developer starts the project with. What plain `docker compose up` takes comes first; a file for development
 * is taken instead of it when it runs by itself and has code in it, and after it when it does not run by itself. undefined: none.
 */
export function chooseFiles(all: readonly ComposeFile[]): Conclusion<readonly ComposeFile[]> | undefined {
  const here = all.filter(({ file, services }) => folderOf(file) === '' && services.length > 0);
  const named = (names: readonly string[]) =>
    names.flatMap((name) => here.find(({ file }) => file === name) ?? []).slice(0, 1);
  const first = named(standard);
  const forDevelopment = here.filter(({ file }) => development.test(file)).sort((a, b) => compare(a.file, b.file));
  const alone = forDevelopment.find((file) => runsAlone(file) && file.services.some(({ build }) => build));
  if (alone && (first.length === 0 || !first.some(hasSource)))
    return taken([alone], `${alone.file} is for development and runs by itself`);
  if (first[0]) {
    const over = named(overrides);
    const added = forDevelopment.filter((file) => !runsAlone(file)).slice(0, 1);
    const files = [...first, ...over, ...added];
    return taken(
      files,
      files.length === 1
        ? `plain docker compose takes ${first[0].file}`
        : `${inWords(files.map(({ file }) => file))} belong together`,
    );
  }
  const [other] = [
    ...forDevelopment,
    ...here.filter(({ file }) => !development.test(file) && !elsewhere.test(file) && !overrides.includes(file)),
    ...here,
  ].filter(runsAlone);
  return other && taken([other], `${other.file} is the one that runs by itself`);
}

function taken(files: readonly ComposeFile[], reason: string): Conclusion<readonly ComposeFile[]> {
  const evidence = files.flatMap((file): readonly Evidence[] => {
    const [service] = file.services;
    return service ? [{ file: service.file, line: service.line, text: service.text, reason, weight: 5 }] : [];
  });
  return { value: files, certainty: 'stated', reason, evidence };
}

/** Every service has something to run. */
const runsAlone = ({ services }: ComposeFile): boolean =>
  services.every((service) => service.image ?? service.build ?? service.extends);

/** Its code is mounted, so that it is made for developing already. */
const hasSource = ({ services }: ComposeFile): boolean =>
  services.some(({ build, volumes }) => build && volumes.some(({ source }) => source?.startsWith('.')));
