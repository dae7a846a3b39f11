import type { Evidence } from '../model/evidence';
import type { ServiceNeed } from '../model/stackModel';
import type { Service, Variant } from '../services/define';
import { at } from '../stacks/probes';
import { compare, conclude, strongestFirst, weightOf } from './conclude';
import { textsIn } from './pythonTexts';
import type { ServiceContext } from './serviceContext';

/** An image of the service in a file of the author's. */
export interface NamedImage {
  readonly image: string;
  readonly repository: string;
  /** '15', '8.0.33', 'RELEASE.…'; undefined for 'latest' and what cannot be told. */
  readonly version?: string;
  readonly evidence: Evidence;
}

/** Where the author runs the service already: compose files (4), those for tests, CI jobs and hosting platforms (2). */
export function imagesOf({ hints }: ServiceContext, service: Service): readonly NamedImage[] {
  const files = hints.composeFiles ?? [];
  const own = files.filter(({ file }) => !files.some((other) => isAlternative(file, other.file)));
  const compose = own.flatMap((file) =>
    file.services.flatMap(({ image }) =>
      image
        ? named(image.value, at(image, `${image.file} runs ${service.title}`, forTests.test(file.file) ? 2 : 4))
        : [],
    ),
  );
  const ci = (hints.ciServices ?? []).flatMap((each) =>
    named(each.image, at(each, `${each.file} tests with ${service.title}`, 2)),
  );
  const known = [...service.images, ...(service.variants ?? []).flatMap((variant) => variant.images)];
  const platform = (hints.deployServices ?? [])
    .filter((each) => each.id === service.id)
    .map((each) => ({
      image: '',
      repository: '',
      ...(each.version && { version: each.version }),
      evidence: at(each, `${each.file} asks for ${service.title}`, 2),
    }));
  return [...[...compose, ...ci].filter(({ repository }) => known.includes(repository)), ...platform];
}

const forTests = /[.-](tests?|ci|e2e|prod|production|staging)\b[^/]*$/;

/** docker-compose.document.yml beside docker-compose.yml: another way to run it. One for development is read with the first. */
function isAlternative(file: string, other: string): boolean {
  const folder = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
  const isFirst = (path: string) => /(^|\/)(docker-)?compose\.ya?ml$/.test(path);
  if (folder(file) !== folder(other) || !isFirst(other)) return false;
  return !isFirst(file) && !/[.-](override|dev|devel|development|local)\.ya?ml$/.test(file);
}

/** Image by version and extension; undefined when nothing states either. */
export function imageOf(
  context: ServiceContext,
  service: Service,
  images: readonly NamedImage[],
): ServiceNeed['image'] | undefined {
  const variants = (service.variants ?? [])
    .map((variant) => ({ variant, evidence: variantEvidence(context, service, variant, images) }))
    .filter(({ evidence }) => evidence.length > 0)
    .sort((a, b) => weightOf(b.evidence) - weightOf(a.evidence) || compare(a.variant.id, b.variant.id));
  const versions = strongestFirst(images.filter(({ version }) => version).map(({ evidence }) => evidence));
  const stated = images.find(({ version, evidence }) => version && evidence === versions[0]);
  const driver = stated ? undefined : driverVersion(context, service);
  const [best] = variants;
  if (!best && !stated && !driver) return undefined;
  const asWritten = images.find(
    ({ repository, image }) => best?.variant.images[0] === repository && /:[\w.-]+$/.test(image),
  );
  const version = stated?.version ?? driver?.version;
  const reasons = [
    ...(version ? [`version ${version}`] : []),
    ...(best ? [`with the extension ${best.variant.extension}`] : []),
  ];
  const evidence = [
    ...(best?.evidence ?? []),
    ...(stated ? [stated.evidence] : []),
    ...(driver ? [driver.evidence] : []),
  ];
  return conclude(
    asWritten?.image ?? service.imageFor(version, best?.variant.id),
    `the repository uses ${service.title} ${reasons.join(', ')}`,
    [...new Map(evidence.map((each) => [`${each.file}:${each.line}`, each])).values()],
  );
}

function variantEvidence(
  { facts, hints }: ServiceContext,
  service: Service,
  variant: Variant,
  images: readonly NamedImage[],
): readonly Evidence[] {
  const reason = `needs ${variant.extension} in ${service.title}`;
  const needs = (text: string) => variant.texts.some((each) => text === each || text.startsWith(`${each}.`));
  return [
    ...images
      .filter(({ repository }) => variant.images.includes(repository))
      .map(({ evidence }) => ({ ...evidence, reason: `${evidence.reason} with ${variant.extension}` })),
    ...facts.requirements
      .filter(({ name }) => variant.packages.python.includes(name))
      .map((each) => at(each, `${each.name} ${reason}`, 3)),
    ...(hints.packages ?? [])
      .filter(({ name }) => variant.packages.node.includes(name))
      .map((each) => at(each, `${each.name} ${reason}`, 3)),
    ...(hints.extensions ?? [])
      .filter(({ name }) => name.toLowerCase() === variant.extension)
      .map((each) => at(each, `CREATE EXTENSION ${reason}`, 5)),
    ...facts.modules.flatMap((module) => [
      ...module.imports.filter(({ name }) => needs(name)).map((each) => at(each, `${each.name} ${reason}`, 4)),
      ...module.assignments
        .filter(({ value }) => textsIn(value).some(needs))
        .map((each) => at(each, `${variant.texts[0] ?? ''} ${reason}`, 4)),
    ]),
  ];
}

/** Clients that refuse another major version: '==7.17.9', '>=7,<8', '<8'. */
function driverVersion({ facts }: ServiceContext, service: Service) {
  if (!service.followsDriver) return undefined;
  for (const requirement of facts.requirements) {
    if (!service.drivers.python.includes(requirement.name)) continue;
    const exact = /(?:[=~>]=|\^)\s*(\d+)/.exec(requirement.specifier)?.[1];
    const below = /<\s*(\d+)/.exec(requirement.specifier)?.[1];
    const version = /\d$/.exec(requirement.name)?.[0] ?? exact ?? (below && String(Number(below) - 1));
    if (version)
      return {
        version,
        evidence: at(requirement, `${requirement.name} talks to servers of version ${version}`, 2),
      };
  }
  return undefined;
}

/** 'registry/path/name:tag@digest' with Compose's defaults put in. */
function named(written: string, evidence: Evidence): readonly NamedImage[] {
  const image = written.replaceAll(/\$\{\w+:?-([^{}$]*)\}/g, '$1').replace(/@sha256:\w+$/, '');
  const [, repository = '', tag = ''] = /^([^:]*(?::\d+\/[^:]*)?)(?::([\w.-]+))?$/.exec(image) ?? [];
  const path = repository
    .replace(/^(?:(?:[\w-]+\.)+[\w-]+(?::\d+)?|localhost(?::\d+)?)\//, '')
    .replace(/^library\//, '');
  const version = tag.startsWith('RELEASE.') ? tag : /(?:^v?|pg)(\d+(?:\.\d+)*)/.exec(tag)?.[1];
  return [{ image, repository: path, ...(version && { version }), evidence }];
}
