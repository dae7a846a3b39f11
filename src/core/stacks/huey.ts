import type { RepoFacts } from '../model/facts';
import { defineStack } from './define';
import { constructs, dependency, imports } from './probes';
import { applicationObjects } from './pythonEntries';

const classes = ['RedisHuey', 'PriorityRedisHuey', 'SqliteHuey', 'FileHuey', 'MemoryHuey', 'Huey', 'RedisExpireHuey'];
const entries = (facts: RepoFacts) =>
  classes.flatMap((name) => applicationObjects(facts, `huey.${name}`)).filter(({ entry }) => entry.kind === 'instance');

/** https://huey.readthedocs.io/en/latest/consumer.html: `huey_consumer.py module.huey`; it runs periodic tasks too. */
export const hueyWorker = defineStack({
  id: 'huey-worker',
  title: 'Huey consumer',
  language: 'python',
  serves: 'jobs',
  appName: 'worker',
  evidence: [dependency('huey', 2), imports('huey', 1), ...classes.map((name) => constructs(`huey.${name}`, 4))],
  threshold: 5,
  entries,
  develop: ({ dotted }) => ['watchfiles', '--filter', 'python', `huey_consumer.py ${dotted}`, '/app'],
  produce: ({ dotted }) => ['huey_consumer.py', dotted],
  healthcheck: () => ['CMD-SHELL', 'grep -q "bin/[h]uey_consumer" /proc/*/cmdline'],
  memory: '1g',
});
