import type { Dockerfile } from '../../model/dockerFacts';
import { effectiveStage } from '../../facts/dockerfile';
import type { RepoFacts } from '../../model/facts';
import { folderOf, isWithin, within } from '../../model/paths';
import { services } from '../../services/index';
import type { ComposeService, DockerStage } from '../../model/dockerFacts';

/** Servers that stand before others; each listens on 80 in its official image. */
const proxies = ['nginx', 'nginxinc/nginx-unprivileged', 'httpd', 'caddy', 'traefik', 'haproxy', 'openresty/openresty'];
/** Pages for looking into what the project runs, and browsers that test it; nobody's main page. */
const tools = [
  'adminer',
  'phpmyadmin',
  'phpmyadmin/phpmyadmin',
  'dpage/pgadmin4',
  'mongo-express',
  'rediscommander/redis-commander',
  'redis/redisinsight',
  'mher/flower',
  'sosedoff/pgweb',
  'prom/prometheus',
  'kibana',
  'portainer/portainer-ce',
  'maildev/maildev',
  'mailhog/mailhog',
  'mcr.microsoft.com/playwright',
  'cypress/included',
  'selenium/standalone-chrome',
];
/** Words in the names of images that speak no HTTP to people and that core/services has no file for. */
const silent =
  /mssql|azure-sql|kafka|zookeeper|redpanda|cassandra|mosquitto|openldap|logstash|\bnats\b|scylla|cockroach/;

/** 'registry.example.org/team/app:1.2@sha256:…' -> 'registry.example.org/team/app'; Docker Hub's own names without prefix. */
export const repositoryOf = (image: string): string =>
  image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .replace(/^(?:docker\.io|registry\.hub\.docker\.com)\//, '')
    .replace(/^library\//, '');

export const isProxy = (image: string): boolean => proxies.includes(repositoryOf(image));
export const isTool = (image: string): boolean => tools.includes(repositoryOf(image));
export const isSilent = (image: string): boolean => silent.test(repositoryOf(image));

/** Id in core/services of an image. */
export const backingOf = (image: string): string | undefined =>
  services.find((service) =>
    [...service.images, ...(service.variants ?? []).flatMap((variant) => variant.images)].includes(repositoryOf(image)),
  )?.id;

/** Id in core/services of what a service runs as a server; undefined for one that only calls a client in the same image. */
export const backingIn = ({ image, build, command, entrypoint }: ComposeService): string | undefined =>
  image && !build && isServer((entrypoint ?? command)?.argv ?? []) ? backingOf(image.value) : undefined;

function isServer([first = '-', ...rest]: readonly string[]): boolean {
  const name = first.slice(first.lastIndexOf('/') + 1);
  const servers = /(^|\s)(\S*-server|mongod|mysqld|mariadbd|memcached|minio|\S*entrypoint\.sh)(\s|$)/;
  if (/^(ba|da|a)?sh$/.test(name)) return servers.test(rest.join(' '));
  return name.startsWith('-') || servers.test(name) || /^(server|postgres|rabbitmq|mailpit)$/.test(name);
}

/** Folder that a service is built from, relative to the repository; undefined when it is built elsewhere or not at all. */
export const contextOf = (service: Pick<ComposeService, 'build' | 'file'>): string | undefined =>
  service.build && within(folderOf(service.file), service.build.context);

/** Path of the Dockerfile that a service is built by, whether it is there or not; undefined as with {@link contextOf}. */
function dockerfilePathOf(service: ComposeService): string | undefined {
  const context = contextOf(service);
  return context === undefined ? undefined : within(context, service.build?.dockerfile ?? 'Dockerfile');
}

/** The files that its image is built from and that a person changes once in a while: its Dockerfile, and what lists dependencies. */
export function inputsOf(
  service: ComposeService,
  { manifests, packages, locks }: Pick<RepoFacts, 'manifests' | 'packages' | 'locks'>,
): readonly string[] {
  const context = contextOf(service);
  if (context === undefined) return [];
  const listed = [
    ...manifests.flatMap(({ file, includes, lock }) => [file, ...includes, ...(lock === undefined ? [] : [lock])]),
    ...packages.map(({ file }) => file),
    ...locks.map(({ file }) => file),
  ].filter((file) => isWithin(file, context));
  const dockerfile = dockerfilePathOf(service);
  return [...(dockerfile === undefined ? [] : [dockerfile]), ...[...new Set(listed)].sort()];
}

/** The Dockerfile that a service is built by; undefined when it is not built, or by one that is not in the repository. */
export function dockerfileOf(service: ComposeService, dockerfiles: readonly Dockerfile[]): Dockerfile | undefined {
  const path = dockerfilePathOf(service);
  return dockerfiles.find(({ file }) => file === path);
}

/** What its container runs with, by its Dockerfile. */
export function stageOf(service: ComposeService, dockerfiles: readonly Dockerfile[]): DockerStage | undefined {
  const found = dockerfileOf(service, dockerfiles);
  return found && effectiveStage(found, service.build?.target);
}
