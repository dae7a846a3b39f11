import type { Conclusion } from '../model/evidence';
import type { ObservedAddress, ObservedAddresses } from '../model/observation';
import type { StackModel } from '../model/stackModel';

/** A model with what was seen of running containers in the place of what was read, as long as the same is read. */
export function applyObserved(model: StackModel, observed: ObservedAddresses): StackModel {
  const { authored } = model;
  return {
    ...model,
    apps: model.apps.map((app) => {
      const seen = holding(app.port, observed[app.name]);
      if (!seen || !app.port) return app;
      return { ...app, observed: seen, ...(seen.port !== app.port.value && { port: asSeen(seen.port, app.port) }) };
    }),
    ...(authored && {
      authored: {
        ...authored,
        services: authored.services.map((service) => {
          const seen = holding(service.port, observed[service.name]);
          return seen && service.port
            ? { ...service, observed: seen, port: asSeen(String(seen.port), service.port) }
            : service;
        }),
      },
    }),
  };
}

const holding = (read: Conclusion<unknown> | undefined, seen: ObservedAddress | undefined) =>
  seen && String(read?.value) === seen.instead ? seen : undefined;

const asSeen = <T>(value: T, { value: instead }: Conclusion<T>): Conclusion<T> => ({
  value,
  certainty: 'observed',
  reason: `its container listens there, not on ${String(instead)}`,
  evidence: [],
});
