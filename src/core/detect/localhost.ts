import type { Evidence } from '../model/evidence';
import type { RepoFacts, Source } from '../model/facts';
import type { Expression } from '../model/nodeFacts';
import { services } from '../services/index';
import { at } from '../stacks/probes';
import { stringsIn } from './strings';

/** Every port of this machine that stands in a URL of the code, as 'http://localhost:8000' in a proxy's configuration; once each. */
export function localhostPorts(facts: RepoFacts): readonly (Evidence & { readonly port: number })[] {
  const found = new Map<number, Evidence & { readonly port: number }>();
  const look = (source: Source, expression: Expression) => {
    for (const text of stringsIn(expression)) {
      const port = portOf(text);
      if (port && !found.has(port))
        found.set(port, { ...at(source, `the code calls port ${port} of this machine`, 3), port });
    }
  };
  for (const module of [...facts.modules, ...facts.jsModules]) {
    for (const assignment of module.assignments) look(assignment, assignment.value);
    for (const call of module.calls) for (const argument of call.args) look(call, argument);
    for (const read of module.environment) if (read.fallback) look(read, read.fallback);
  }
  return [...found.values()].sort((a, b) => a.port - b.port);
}

/** 'postgresql://u:p@localhost/db' is 5432: without a port the scheme says it. */
function portOf(text: string): number | undefined {
  const [, scheme = '', stated] =
    /^([a-z][a-z0-9+.-]*):\/\/(?:[^@/\s]*@)?(?:localhost|127\.0\.0\.1)(?::(\d{2,5}))?(?:[/?]|$)/i.exec(text) ?? [];
  if (stated) return Number(stated);
  return services.find((service) => !service.web && service.schemes.includes(scheme.split('+')[0] ?? ''))?.port;
}
