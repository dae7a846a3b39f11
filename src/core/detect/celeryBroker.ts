import type { Evidence } from '../model/evidence';
import { at, callsOf } from '../stacks/probes';
import type { ServiceContext } from './serviceContext';

/**
 * Celery's broker where the repository names none: amqp://guest@localhost
 * (https://docs.celeryq.dev/en/stable/userguide/configuration.html#broker-url). Nothing is concluded when any name in the code,
 * in the examples of its environment or among its packages has to do with another broker.
 */
export function defaultBroker({ facts, reads }: ServiceContext): readonly Evidence[] {
  if (!facts.requirements.some(({ name }) => name === 'celery')) return [];
  const others = facts.requirements.some(
    ({ name, extras }) =>
      ['redis', 'django-redis', 'boto3', 'pycurl', 'confluent-kafka', 'django-celery'].includes(name) ||
      extras.some((extra) => ['redis', 'sqs', 'gcpubsub', 'mongodb', 'sqlalchemy', 'zookeeper'].includes(extra)),
  );
  const isBroker = (name: string) => /broker/i.test(name) || /^(REDIS|AMQP|RABBIT)/.test(name);
  const named =
    reads.some(({ name }) => isBroker(name)) ||
    facts.modules.some(
      (module) =>
        !module.complete ||
        module.assignments.some(
          ({ target, value }) =>
            isBroker(target) ||
            (value.kind === 'dict' && value.entries.some(({ key }) => key.kind === 'string' && isBroker(key.value))),
        ) ||
        module.calls.some(({ keywords }) => Object.keys(keywords).some(isBroker)),
    );
  if (others || named) return [];
  return callsOf(facts, 'celery.Celery')
    .filter(({ call }) => call.args.length < 3 && call.keywords['config_source'] === undefined)
    .slice(0, 1)
    .map(({ call }) => at(call, 'no broker is named, and RabbitMQ on this machine is Celery’s default', 4));
}
