import type { ComposeService, DeployPort, DockerStage, SetVariable } from '../../model/dockerFacts';
import type { Conclusion, Evidence } from '../../model/evidence';
import type { App } from '../../model/stackModel';
import { at } from '../../stacks/probes';
import { conclude } from '../conclude';
import { isProxy } from './images';

/** Well-known ports that speak no HTTP (https://www.iana.org/assignments/service-names-port-numbers), and those of debuggers. */
const otherProtocols = new Set([
  21, 22, 25, 53, 67, 110, 123, 143, 389, 465, 587, 636, 993, 995, 1025, 1433, 1521, 1883, 2181, 3306, 3389, 4222, 5005,
  5044, 5432, 5672, 5678, 5858, 6379, 9042, 9092, 9229, 9230, 11211, 25565, 27017, 33060, 51820,
]);
/** HTTP inside of TLS, which the router does not speak to a container. */
const encrypted = new Set([443, 8443]);

/** A port in a container with the place that names it; `text` as Compose writes it. */
interface Candidate {
  readonly text: string;
  readonly evidence: Evidence;
}

/** What is known of a service beside its own lines. */
export interface Surroundings {
  /** Of its Dockerfile. */
  readonly stage?: DockerStage;
  readonly app?: App;
  /** True when other services run from the same folder. */
  readonly sharesBuild: boolean;
  readonly deployPorts: readonly DeployPort[];
  readonly others: readonly ComposeService[];
}

/** The port at which a service answers HTTP; undefined: nothing says that it does. */
export function httpPort(service: ComposeService, around: Surroundings): Conclusion<string> | undefined {
  const { stage, app } = around;
  // What has both protocols speaks neither for HTTP.
  const both = service.ports.filter(({ protocol }) => protocol === 'udp').map(({ target }) => target);
  const found = candidatesOf(service, around).filter(
    ({ text }) => isPort(text) && !otherProtocols.has(numberOf(text)) && !both.includes(text),
  );
  const best = found.find(({ text }) => !encrypted.has(numberOf(text))) ?? found[0];
  if (best) return conclude(best.text, best.evidence.reason, [best.evidence]);
  const from = stage?.from ?? service.image?.value ?? '';
  if (service.ports.length === 0 && isProxy(from)) {
    const place = service.image ?? stage;
    return conclude('80', `${from} listens there`, place ? [at(place, `${from} listens on 80`, 3)] : []);
  }
  return app?.serves === 'http' && app.port ? { ...app.port, value: String(app.port.value) } : undefined;
}

/** Every port that something names, strongest first: labels, compose ports, what a proxy asks, the command line, the image. */
function candidatesOf(
  service: ComposeService,
  { stage, app, sharesBuild, deployPorts, others }: Surroundings,
): readonly Candidate[] {
  const labelled = service.labels.flatMap((label): readonly Candidate[] => {
    const [, port] = /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port=(\d+)$/.exec(label.value) ?? [];
    return port ? [{ text: port, evidence: at(label, 'the label of a router names it', 5) }] : [];
  });
  const stated = service.ports
    .filter(({ protocol }) => protocol === 'tcp')
    .map((port): Candidate => {
      const reason = `${service.name} ${port.published ? 'publishes' : 'exposes'} it`;
      return { text: port.target.replace(/-\d+$/, ''), evidence: at(port, reason, port.published ? 5 : 4) };
    });
  const asked = deployPorts
    .filter(({ kind, text, port }) => kind === 'forwards' && text.includes(`//${service.name}:${port}`))
    .map((each): Candidate => ({
      text: String(each.port),
      evidence: at(each, `${each.file} sends requests there`, 4),
    }));
  // A worker of the same image has its EXPOSE too.
  const image = sharesBuild && service.command ? undefined : stage;
  const command = service.command ?? image?.command;
  const passed = (command?.argv ?? []).flatMap((word, index, argv): readonly Candidate[] => {
    const port = portIn(word, argv[index - 1] ?? '');
    return port && command ? [{ text: port, evidence: at(command, 'its command states it', 4) }] : [];
  });
  const exposed = (image?.expose ?? []).flatMap((each): readonly Candidate[] =>
    each.protocol === 'udp' ? [] : [{ text: String(each.port), evidence: at(each, `${each.file} exposes it`, 4) }],
  );
  const named = (list: readonly SetVariable[], weight: number) =>
    list
      .filter(({ name, value }) => statesPort(name, app) && /^\d+$/.test(value))
      .map((each): Candidate => ({ text: each.value, evidence: at(each, `${each.name} states it`, weight) }));
  // A variable of another service's that leads here: 'http://api:8000', 'api:8000'.
  const called = others.flatMap(({ environment }) =>
    environment.flatMap((each): readonly Candidate[] => {
      const [, host, port] = /(?:^|[/@])([\w.-]+):(\d{2,5})(?:\/|$)/.exec(each.value) ?? [];
      return port && host === service.name ? [{ text: port, evidence: at(each, `${each.name} leads there`, 4) }] : [];
    }),
  );
  return [
    ...labelled,
    ...stated,
    ...asked,
    ...called,
    ...passed,
    ...named(service.environment, 4),
    ...exposed,
    ...named(image?.environment ?? [], 3),
  ];
}

/** By its name alone, or since the code takes the port from it. */
const statesPort = (name: string, app: App | undefined): boolean =>
  /^PORT$|(^|_)(SERVER|APP|HTTP|WEB|LISTEN|BIND)_PORT$/.test(name) ||
  (/PORT/.test(name) && app?.port?.evidence.some(({ text }) => text.includes(name)) === true);

/** '--port 8000', '--port=8000', '-p 8000', '0.0.0.0:8000', ':8000'. */
function portIn(word: string, before: string): string | undefined {
  if (/^(--port|-p)$/.test(before) && /^\d{2,5}$/.test(word)) return word;
  return /^--port=(\d{2,5})$/.exec(word)?.[1] ?? /^(?:--bind=)?(?:0\.0\.0\.0|\[::\]|\*)?:(\d{2,5})$/.exec(word)?.[1];
}

/** A number or a variable, and nothing else that a file could make of it. */
const isPort = (text: string): boolean => /^(\d{1,5}|\$\{\w+(:?-\d{1,5})?\}|\$\w+)$/.test(text);

/** The number of a port, also of '${PORT:-8000}'; NaN when only a variable knows it. */
const numberOf = (text: string): number => Number(/^\d+$/.test(text) ? text : (/:?-(\d+)\}$/.exec(text)?.[1] ?? NaN));
