import type { Expected } from '../model/observation';
import type { Plan, PlannedApp, Route } from '../model/plan';
import type { PlannedAuthored } from '../model/authoredPlan';
import { urlsOf } from '../render/readme';

/** What a start is expected to bring up, the main app first. `router`: port of the router on this machine. */
export function expectedOf(plan: Plan, slug: string, router: number): readonly Expected[] {
  const urlOf = (route: Route | undefined) => {
    const [url] = route ? urlsOf({ ...plan, slug }, route) : [];
    return url === undefined ? {} : { url: `${url}${router === 80 ? '' : `:${router}`}` };
  };
  const common = ({ name, port, observed, route }: PlannedApp | PlannedAuthored, certainty: string | undefined) => ({
    name,
    container: `${slug}-${name}`,
    stated: observed?.instead ?? String(numberOf(port)),
    ...(certainty === 'chosen' && { decided: 'drydock.yml' }),
    ...urlOf(route),
  });
  return [
    ...plan.apps
      .filter(({ profile }) => profile === undefined)
      .map((app) => ({
        ...common(app, app.port?.number.certainty),
        forwards: app.forwards.map(({ port }) => port),
        opens: true,
        memory: app.memory.value,
      })),
    ...(plan.authored?.services ?? [])
      .filter(({ awaited, named, route }) => awaited && named && route)
      .map((service) => ({
        ...common(service, service.port?.certainty),
        forwards: [],
        opens: false,
        memory: service.memory ?? '',
      })),
  ];
}

const numberOf = (port: PlannedApp['port'] | PlannedAuthored['port']) =>
  port && 'number' in port ? port.number.value : port?.value;
