import type { CiService } from '../model/dockerFacts';
import { YamlTree } from './yamlTree';

/**
 * Images that CI runs beside a job: `services:` of GitHub's workflows
 * (https://docs.github.com/actions/using-containerized-services), of .gitlab-ci.yml (https://docs.gitlab.com/ci/services/), and what
 * follows the first image in `docker:` of .circleci/config.yml. Empty for what cannot be read: a CI file is no ground to complain.
 */
export function parseCiServices(file: string, text: string): readonly CiService[] {
  const tree = YamlTree.open(file, text);
  if (!(tree instanceof YamlTree)) return [];
  const list = (node: unknown): readonly CiService[] =>
    tree.items(node).flatMap((each) => {
      const image = tree.text(tree.isMap(each) ? (tree.get(each, 'name') ?? tree.get(each, 'image')) : each);
      return image ? [{ ...tree.source(each), name: nameIn(image), image }] : [];
    });
  if (/(^|\/)\.gitlab-ci\.ya?ml$/.test(file))
    return [
      ...list(tree.at('services')),
      ...list(tree.at('default', 'services')),
      ...tree
        .entries(tree.at())
        .flatMap(({ key, value }) => (key === 'default' ? [] : list(tree.get(value, 'services')))),
    ];
  const jobs = tree.entries(tree.at('jobs'));
  if (/(^|\/)\.circleci\//.test(file)) return jobs.flatMap(({ value }) => list(tree.get(value, 'docker')).slice(1));
  return jobs.flatMap(({ value }) =>
    tree.entries(tree.get(value, 'services')).flatMap(({ key, value: service }): readonly CiService[] => {
      const node = tree.get(service, 'image') ?? service;
      const image = tree.text(node);
      return image ? [{ ...tree.source(node), name: key, image }] : [];
    }),
  );
}

/** 'postgres' of 'docker.io/library/postgres:15'. */
const nameIn = (image: string): string => (image.split('/').at(-1) ?? image).replace(/[:@].*$/, '');
