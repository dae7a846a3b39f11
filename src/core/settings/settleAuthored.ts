import type { AuthoredService, AuthoredStack } from '../model/authored';
import { ok, type Result } from '../model/failure';
import { inWords } from '../model/evidence';
import type { Settings } from '../model/settings';
import { chosen, evidenceOf, named, refuse } from './chosen';
import { instead } from './nearest';

/** More than everything that can speak for another service. */
const decisive = 1000;

/**
 * The author's services as the user has them: port and main one. The rest of drydock.yml describes Drydock's own services; what is
 * the author's stands in the author's files.
 */
export function settleAuthored(stack: AuthoredStack, settings: Settings): Result<AuthoredStack> {
  const files = inWords(stack.files.value) || 'the Dockerfile';
  const foreign = Object.keys(settings.places).find((path) =>
    /^(runtimes|services|environment|shared_node_modules)$|^apps\.[^.]+\.(?!port$)[^.]+$/.test(path),
  );
  if (foreign !== undefined)
    return refuse(
      settings,
      foreign,
      `${foreign} is about Drydock’s own services, and here those of ${files} run.`,
      `Change ${files}, or write basis: own.`,
    );
  const names = stack.services.map(({ name }) => name);
  for (const name of Object.keys(settings.values.apps ?? {}))
    if (!names.includes(name))
      return refuse(settings, `apps.${name}`, `${files} has no service ${name}.`, instead(name, names));
  const services = stack.services.map((service) => withPort(service, settings));
  const { main } = settings.values;
  if (main === undefined) return ok({ ...stack, services });
  const routed = services.filter(({ port }) => port).map(({ name }) => name);
  if (!routed.includes(main))
    return refuse(settings, 'main', `No service ${main} answers HTTP here.`, instead(main, routed));
  const front = evidenceOf(settings, 'main').map((place) => ({ ...place, weight: decisive }));
  return ok({
    ...stack,
    services: services.map((service) => (service.name === main ? { ...service, front } : service)),
  });
}

function withPort(service: AuthoredService, settings: Settings): AuthoredService {
  const { port } = named(settings.values.apps, service.name);
  if (port === undefined) return service;
  const path = `apps.${service.name}.port`;
  return {
    ...service,
    role: chosen(settings, path, 'http' as const, service.role.value),
    port: chosen(settings, path, String(port), service.port?.value),
  };
}
