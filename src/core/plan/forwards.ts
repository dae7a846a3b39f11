import type { Forward } from '../model/plan';
import type { App, StackModel } from '../model/stackModel';
import { servicesFor } from '../services/index';
import { stackOf } from '../stacks/index';

/**
 * Loopback ports that an app's code calls and that another container answers: its own machine was one when it was written. A
 * service to which a variable of the same code leads needs none.
 */
export function forwardsOf(app: App, model: StackModel): readonly Forward[] {
  const apps = model.apps.flatMap((other) => {
    // Of pages the code knows the address, for CORS and links; nobody calls them. What shares the code knows its own address.
    const callable = other.runtime !== app.runtime && !stackOf(other.stack.value).page;
    const called = app.localhost.find(({ port }) => callable && port === other.port?.value);
    return called
      ? [{ port: called.port, to: other.name, reason: `the code calls it at ${called.file}:${called.line}` }]
      : [];
  });
  const chosen = servicesFor(model.services);
  const services = model.services.flatMap((need, index) => {
    const service = chosen[index];
    const called = app.localhost.find(({ port }) => port === service?.port);
    return service && called && need.addresses.length === 0
      ? [{ port: service.port, to: service.name, reason: `the code calls it at ${called.file}:${called.line}` }]
      : [];
  });
  return [...apps, ...services]
    .filter(({ port }, index, all) => port !== app.port?.value && all.findIndex((each) => each.port === port) === index)
    .sort((a, b) => a.port - b.port);
}
