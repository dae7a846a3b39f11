import type { ComposeService, DockerStage } from '../../model/dockerFacts';
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

/** The port at which a service answers HTTP; undefined: nothing says that it does. */
export function httpPort(
  service: ComposeService,
  stage: DockerStage | undefined,
  app: App | undefined,
  sharesBuild: boolean,
): Conclusion<string> | undefined {
  const stated = service.ports.flatMap((port): readonly Candidate[] =>
    // One that has both speaks neither for HTTP.
    port.protocol === 'udp' ||
    service.ports.some(({ protocol, target }) => protocol === 'udp' && target === port.target)
      ? []
      : [
          {
            text: port.target.replace(/-\d+$/, ''),
            evidence: at(
              port,
              `${service.name} ${port.published ? 'publishes' : 'exposes'} it`,
              port.published ? 5 : 4,
            ),
          },
        ],
  );
  // A worker of the same image has its EXPOSE too.
  const exposes = sharesBuild && service.command ? [] : (stage?.expose ?? []);
  const exposed = exposes.flatMap((each): readonly Candidate[] =>
    each.protocol === 'udp' ? [] : [{ text: String(each.port), evidence: at(each, `${each.file} exposes it`, 4) }],
  );
  const set = [...service.environment, ...(sharesBuild && service.command ? [] : (stage?.environment ?? []))]
    .filter(({ name, value }) => name === 'PORT' && /^\d+$/.test(value))
    .map((each): Candidate => ({ text: each.value, evidence: at(each, 'PORT states it', 3) }));
  const detected = app?.port
    ? app.port.evidence.slice(0, 1).map((evidence): Candidate => ({ text: String(app.port?.value ?? ''), evidence }))
    : [];
  const labelled = service.labels.flatMap((label): readonly Candidate[] => {
    const [, port] = /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port=(\d+)$/.exec(label.value) ?? [];
    return port ? [{ text: port, evidence: at(label, 'the label of a router names it', 5) }] : [];
  });
  const all = [...labelled, ...stated, ...exposed, ...set, ...detected].filter(
    ({ text }) => !otherProtocols.has(numberOf(text)),
  );
  const found = all.find(({ text }) => !encrypted.has(numberOf(text))) ?? all[0];
  if (found) return conclude(found.text, found.evidence.reason, [found.evidence]);
  const from = stage?.from ?? service.image?.value ?? '';
  if (stated.length === 0 && isProxy(from)) {
    const place = service.image ?? stage;
    return conclude('80', `${from} listens there`, place ? [at(place, `${from} listens on 80`, 3)] : []);
  }
  return undefined;
}

/** The number of a port, also of '${PORT:-8000}'; NaN when only a variable knows it. */
const numberOf = (text: string): number => Number(/^\d+$/.test(text) ? text : (/:?-(\d+)\}$/.exec(text)?.[1] ?? NaN));
