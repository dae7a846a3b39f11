import type { Conclusion } from '../model/evidence';
import { ok, type Result } from '../model/failure';
import type { ServiceSettings, Settings } from '../model/settings';
import type { ServiceAddress, ServiceNeed, StackModel } from '../model/stackModel';
import { serviceOf } from '../services/index';
import { chosen, evidenceOf, named, override, refuse } from './chosen';

type Services = Pick<StackModel, 'services'> & { readonly leftOut: NonNullable<StackModel['leftOut']> };

/** The backing services as the user has them: other kinds, images and versions, some left out, some added. */
export function settleServices(model: StackModel, settings: Settings): Result<Services> {
  const own = settings.values.services ?? {};
  const added = Object.keys(own).filter((id) => !model.services.some((need) => need.id === id));
  const services: ServiceNeed[] = [];
  const leftOut: Conclusion<string>[] = [];
  for (const id of [...model.services.map((need) => need.id), ...added]) {
    const wanted: ServiceSettings = named(own, id);
    const path = `services.${id}`;
    const found = model.services.find((need) => need.id === id);
    if (wanted.ignore) {
      if (found) leftOut.push(chosen(settings, `${path}.ignore`, path));
      continue;
    }
    if (!found && wanted.kind !== undefined)
      return refuse(
        settings,
        `${path}.kind`,
        `The repository has no ${serviceOf(id).title}.`,
        `Write services.${wanted.kind} instead.`,
      );
    const need = found ?? { id, need: chosen(settings, path, id), addresses: [] };
    const settled = withImage(
      withAddresses(withKind(need, wanted, settings), wanted, settings, path),
      wanted,
      settings,
      path,
    );
    if (
      services.some((each) => each.id === settled.id) ||
      (settled.id !== id && model.services.some((each) => each.id === settled.id))
    )
      return refuse(
        settings,
        `${path}.kind`,
        `The repository has ${serviceOf(settled.id).title} already.`,
        `Write ignore: true in ${path}.`,
      );
    services.push(settled);
  }
  return ok({ services, leftOut });
}

/** The code finds the new kind where it found the old one; what only the old one understands is left to the code's own default. */
function withKind(need: ServiceNeed, { kind }: ServiceSettings, settings: Settings): ServiceNeed {
  if (kind === undefined || kind === need.id) return need;
  const schemes = serviceOf(kind).schemes;
  const speaks = ({ scheme }: ServiceAddress) => !scheme || schemes.includes(scheme.replace(/\+.*$/, ''));
  return {
    id: kind,
    need: chosen(settings, `services.${need.id}.kind`, kind, serviceOf(need.id).title),
    ...(need.aliases && { aliases: need.aliases }),
    addresses: need.addresses
      .filter(({ holds }) => holds !== 'backend')
      .map((address) => {
        const { scheme, ...rest } = address;
        return speaks(address) && scheme !== undefined ? { ...rest, scheme } : rest;
      }),
  };
}

function withAddresses(
  need: ServiceNeed,
  { variables }: ServiceSettings,
  settings: Settings,
  path: string,
): ServiceNeed {
  const added = Object.entries(variables ?? {}).flatMap(([variable, holds]) =>
    evidenceOf(settings, `${path}.variables.${variable}`).map((place) => ({ ...place, variable, holds })),
  );
  const names = new Set(added.map(({ variable }) => variable));
  return { ...need, addresses: [...need.addresses.filter(({ variable }) => !names.has(variable)), ...added] };
}

function withImage(
  need: ServiceNeed,
  { image, version }: ServiceSettings,
  settings: Settings,
  path: string,
): ServiceNeed {
  if (image === undefined && version === undefined) return need;
  const service = serviceOf(need.id);
  const found = need.image ?? { value: service.image, certainty: 'default' as const, reason: '', evidence: [] };
  const repository = found.value.replace(/:[^/:]*$/, '');
  const variant = service.variants?.find(({ images }) => images.includes(repository))?.id;
  return image === undefined
    ? { ...need, image: override(settings, `${path}.version`, service.imageFor(version, variant), found) }
    : { ...need, image: override(settings, `${path}.image`, image, found) };
}
