import type { Conclusion, Evidence } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import type { App, Entry } from '../model/stackModel';
import type { PortStatement, Stack } from '../stacks/define';
import { portWeights } from '../stacks/portWeights';
import { compare, conclude, strongestFirst, weightOf } from './conclude';
import { containerPorts } from './containerPorts';
import { isWithin, folderOf } from '../model/paths';
import { services } from '../services/index';
import { at } from '../stacks/probes';
import type { Unit } from './units';

/** An app as far as its port depends on it. `alone`: no other app of the repository serves HTTP. */
export interface PortQuestion {
  readonly stack: Stack;
  readonly unit: Unit;
  readonly path: string;
  readonly entry: Entry;
  readonly alone: boolean;
}

/**
 * The port that an app listens on: the strongest statement decides, however many weaker ones there are; among equals the one that more
 * places speak for. Others are given too, so that a person sees what was not believed.
 */
export function portOf(question: PortQuestion): Pick<App, 'port' | 'otherPorts'> {
  const { stack, unit, entry } = question;
  if (!stack.port) return {};
  const stated = [
    ...stack.port.stated.flatMap((find) => find(unit.facts, entry)),
    ...containerPorts(question),
    ...(question.alone ? [...proxied(unit.facts), ...documented(question)] : []),
  ];
  const byPort = new Map<number, Evidence[]>();
  for (const { port, evidence } of stated) byPort.set(port, [...(byPort.get(port) ?? []), evidence]);
  const [best, ...others] = [...byPort]
    .map(([port, evidence]) => ({ port, evidence: strongestFirst(distinct(evidence)) }))
    .sort(
      (a, b) =>
        (b.evidence[0]?.weight ?? 0) - (a.evidence[0]?.weight ?? 0) ||
        weightOf(b.evidence) - weightOf(a.evidence) ||
        a.port - b.port,
    );
  const port: Conclusion<number> = best
    ? conclude(best.port, `the repository says ${best.port}`, best.evidence)
    : conclude(stack.port.default, `${stack.port.source}; nothing in the repository states a port`, []);
  const otherPorts = others.flatMap((each) => each.evidence.slice(0, 1).map((one) => ({ ...one, port: each.port })));
  return { port, ...(otherPorts.length > 0 && { otherPorts }) };
}

/** One statement for each line, the strongest. */
function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const byLine = new Map<string, Evidence>();
  for (const each of strongestFirst(evidence))
    if (!byLine.has(`${each.file}:${each.line}`)) byLine.set(`${each.file}:${each.line}`, each);
  return [...byLine.values()];
}

/** Where the author's reverse proxy sends requests; several mean several apps. */
function proxied({ deployPorts }: RepoFacts): readonly PortStatement[] {
  const listening = deployPorts.filter(({ kind }) => kind === 'listens');
  const forwarding = deployPorts.filter(({ kind }) => kind === 'forwards');
  const one = new Set(forwarding.map(({ port }) => port)).size === 1 ? forwarding : [];
  return [
    ...listening.map((each) => ({
      port: each.port,
      evidence: at(each, `${each.file} expects the app there`, portWeights.deployment),
    })),
    ...one.map((each) => ({
      port: each.port,
      evidence: at(each, `${each.file} sends requests there`, portWeights.proxy),
    })),
  ];
}

/**
 * The address that a README names, when there is one only: those of backing services and those that a compose file publishes under
 * another number than the container's are none of the app's.
 */
function documented({ stack, unit, path }: PortQuestion): readonly PortStatement[] {
  const published = unit.facts.composeFiles
    .flatMap((file) => file.services)
    .flatMap(({ ports }) => ports)
    .flatMap((port) => (port.published === undefined ? [] : [lastNumber(port.published)]));
  const taken = new Set([
    ...services.flatMap(({ port, page }) => [port, ...(page ? [page.port] : [])]),
    ...companions,
    ...published,
  ]);
  const named = unit.facts.addresses.filter(
    ({ file, port }) => isWithin(path, folderOf(file)) && (!taken.has(port) || port === stack.port?.default),
  );
  const ports = [...new Set(named.map(({ port }) => port))].sort((a, b) => a - b);
  const chosen = ports.length === 1 ? ports[0] : ports.find((port) => port === stack.port?.default);
  return named
    .filter(({ port }) => port === chosen)
    .slice(0, 1)
    .map((each) => ({ port: each.port, evidence: at(each, `${each.file} says so`, portWeights.prose) }))
    .sort((a, b) => compare(a.evidence.file, b.evidence.file));
}

/** A proxy’s own, Flower’s, pgAdmin’s and Kibana’s. */
const companions = [80, 443, 5555, 5050, 5601];

/** '127.0.0.1:8080', '${HOST_PORT:-8080}' */
const lastNumber = (text: string): number => Number(/(\d+)\}?$/.exec(text)?.[1] ?? 0);
