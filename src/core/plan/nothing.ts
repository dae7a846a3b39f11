import type { AuthoredStack } from '../model/authored';
import { inWords } from '../model/evidence';
import type { Failure } from '../model/failure';
import type { Inventory } from '../model/inventory';
import type { StackModel } from '../model/stackModel';
import { stackOf } from '../stacks/index';

/** Of a list that may be long, this many are named. */
const mostNamed = 5;

/** Why nothing comes up: what was looked at, what was weighed and found too light, and what a person can do. */
export function nothing(model: StackModel): Failure {
  if (model.authored) return unserved(model, model.authored);
  const target = model.diagnostics.find(({ code }) => code === 'web-target-missing');
  if (target)
    return {
      code: 'nothing-to-serve',
      message: target.message,
      ...(target.next !== undefined && { next: target.next }),
      ...(target.file !== undefined && { file: target.file }),
    };
  const weighed = model.dismissed.map(
    ({ id, path, reason }) => `${stackOf(id).title}${path === '' ? '' : ` in ${path}`} (${reason})`,
  );
  const jobs = model.apps.map(({ name, stack }) => `${name} (${stackOf(stack.value).title})`);
  const said = [
    jobs.length > 0
      ? `Nothing in ${model.name} answers HTTP; there is only ${inWords(jobs)}.`
      : `Nothing to serve in ${model.name}: no server, front end or page that Drydock knows starts there.`,
    ...(model.inventory ? lookedAt(model.inventory) : []),
    ...(weighed.length > 0 ? [`Weighed and found too light: ${shortened(weighed, '; ')}.`] : []),
  ];
  return {
    code: weighed.length > 0 || jobs.length > 0 ? 'framework-unknown' : 'nothing-to-serve',
    message: said.join(' '),
    next: nextStep(model),
  };
}

/** Files, folders and manifests, and what they make of the repository. */
function lookedAt({ files, kinds, folders, manifests, commands }: Inventory): readonly string[] {
  if (files === 0) return ['The folder is empty, or git ignores all that is in it.'];
  const count = (number: number, name: string) => `${number} ${name}`;
  const where = folders.map((folder) => `${folder.path === '' ? 'the top' : `${folder.path}/`} (${folder.files})`);
  const notebooks = kinds.find(({ name }) => name === 'notebook');
  const programs = [...new Set(commands.map(({ name }) => name))];
  return [
    `Looked at ${count(files, files === 1 ? 'file' : 'files')}: ${shortened(
      kinds.map((kind) => count(kind.files, kind.name)),
      ', ',
    )}; in ${shortened(where, ', ')}.`,
    manifests.length > 0 ? `Manifests: ${shortened(manifests, ', ')}.` : 'There is no manifest.',
    ...(programs.length > 0
      ? [
          `${programs.length === 1 ? 'It defines the command' : 'They define the commands'} ${shortened(programs, ', ')}, which a person runs and no browser reaches.`,
        ]
      : []),
    ...(notebooks ? ['Notebooks are opened in an editor, not served.'] : []),
  ];
}

function nextStep({ docker, inventory }: StackModel): string {
  const deeper = docker.find((path) => /\/(docker-)?compose\.ya?ml$/.test(path));
  if (deeper)
    return `Its ${deeper} is not at the top: call drydock in the folder that it is written for, or move it there.`;
  return inventory?.manifests.length === 0
    ? 'Call it in the folder that has requirements.txt, pyproject.toml, package.json or pubspec.yaml: drydock up PATH'
    : 'Where a server is there that Drydock does not know, a Dockerfile with an EXPOSE line is run as it is.';
}

/** The first few of a list, and how many more there are. */
const shortened = (names: readonly string[], separator: string): string =>
  names.length <= mostNamed
    ? names.join(separator)
    : `${names.slice(0, mostNamed).join(separator)} and ${names.length - mostNamed} more`;

/** Compose files are there, and nothing in them is for the router. */
function unserved(model: StackModel, { files, services, refusal }: AuthoredStack): Failure {
  const names = inWords(files.value);
  const what = services.map(
    ({ name, image, networks, published }) =>
      `${name} (${[image, ...(networks.length === 0 ? ['on no network of the project'] : published)].filter(Boolean).join(', ')})`,
  );
  return {
    code: 'nothing-to-serve',
    message:
      refusal === undefined
        ? `No service of ${names} in ${model.name} answers HTTP: ${what.join('; ')}.`
        : `${refusal}; nothing else in ${model.name} can be served.`,
    next:
      refusal === undefined
        ? `docker compose -f ${files.value.join(' -f ')} up -d`
        : 'Correct that line and run drydock up again.',
  };
}
