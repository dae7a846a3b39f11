import type { AuthoredService, AuthoredStack } from '../model/authored';
import { inWords, type Conclusion, type Evidence } from '../model/evidence';
import type { StackModel } from '../model/stackModel';
import { noSettings, type Basis, type Settings } from '../model/settings';
import { isProxy } from '../detect/authored/images';
import { chosen } from '../settings/chosen';
import { stackOf } from '../stacks/index';

/**
 * Whose services run. The author's do wherever Drydock's own would leave something out: a language that it has no stack for, a
 * service that it does not know, a proxy whose rules hold several apps together. Where its own would leave nothing out they do,
 * since they mount the source, share the caches and check migrations. The user decides where both are possible.
 */
export function basisOf(model: StackModel, settings: Settings = noSettings): Conclusion<Basis> | undefined {
  const { authored } = model;
  const canOwn = model.apps.some((app) => app.serves === 'http');
  // Pages without a server may be those of a server that Drydock does not know, and the author's files start it.
  const onlyPages = model.apps.every((app) => app.serves !== 'http' || stackOf(app.stack.value).language === 'static');
  const canAuthor = authored?.refusal === undefined && authored?.services.some(({ port }) => port) === true;
  const own = (reason: string, evidence: readonly Evidence[] = []) => conclusion('own' as const, reason, evidence);
  const author = (reason: string, evidence: readonly Evidence[] = []) =>
    conclusion('author' as const, reason, evidence);
  if (!authored || !canAuthor) {
    if (!canOwn) return undefined;
    if (authored?.refusal !== undefined)
      return own(`${authored.refusal}, so that the author’s files cannot be built upon`, authored.files.evidence);
    return authored
      ? own('no service of the author’s answers HTTP', authored.files.evidence)
      : own('the repository has no Docker files to build upon');
  }
  const files = inWords(authored.files.value);
  const wanted = settings.values.basis;
  if (!canOwn || (onlyPages && wanted !== 'own'))
    return author(
      canOwn
        ? `the pages here may be those of the server that ${files || 'its Dockerfile'} starts`
        : `Drydock has no stack of its own for what runs here; it comes up by ${files || 'its Dockerfile'}`,
      authored.files.evidence,
    );
  if (files === '') return own('there is no compose file, and the code is of a stack that Drydock knows');
  if (wanted) return chosen(settings, 'basis', wanted);
  const lost = authored.services.filter((service) => service.starts && !isCovered(service, authored, model));
  const [first] = lost;
  if (first)
    return author(
      `Drydock’s own stack would leave out ${inWords(lost.map(({ name }) => name))} of ${files}`,
      first.role.evidence,
    );
  return own(`everything in ${files} is of a stack or a service that Drydock knows`, authored.files.evidence);
}

/** Whether Drydock's own services do what this one does. */
function isCovered(service: AuthoredService, { services }: AuthoredStack, model: StackModel): boolean {
  // Drydock's own containers get values, and no files.
  if (service.app !== undefined) return !service.reads;
  if (service.migrates) return model.migrations.length > 0;
  if (service.backing !== undefined) return model.services.some(({ id }) => id === service.backing);
  if (service.tool) return true;
  if (service.image === undefined || service.build) return false;
  // A proxy before a single app does nothing that the shared router does not do.
  if (isProxy(service.image)) return services.filter(({ app, port }) => app !== undefined && port).length === 1;
  return false;
}

const conclusion = <T>(value: T, reason: string, evidence: readonly Evidence[]): Conclusion<T> => ({
  value,
  certainty: evidence.length > 0 ? 'stated' : 'default',
  reason,
  evidence,
});
