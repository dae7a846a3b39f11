import { defineService, webAddress } from './define';

/** The last releases that were known when this was written; the registry has no tags for a major version alone. */
const releases: Readonly<Record<string, string>> = {
  '5': '5.6.16',
  '6': '6.8.23',
  '7': '7.17.29',
  '8': '8.19.4',
  '9': '9.1.4',
};

/**
 * https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-docker-basic: one node, security off, which is for
 * development only; data in /usr/share/elasticsearch/data, port 9200, curl in the image. single-node also skips the check of
 * vm.max_map_count. Half of the memory is for the heap, as the documentation asks.
 */
export const elasticsearch = defineService({
  id: 'elasticsearch',
  title: 'Elasticsearch',
  name: 'elasticsearch',
  image: 'docker.elastic.co/elasticsearch/elasticsearch:8.19.4',
  images: ['elasticsearch', 'elasticsearch/elasticsearch', 'bitnami/elasticsearch', 'bitnamilegacy/elasticsearch'],
  imageFor: (version) => {
    const full = /^\d+\.\d+\.\d+/.exec(version ?? '')?.[0];
    const major = /^\d+/.exec(version ?? '')?.[0] ?? '8';
    return `docker.elastic.co/elasticsearch/elasticsearch:${full ?? releases[major] ?? '8.19.4'}`;
  },
  port: 9200,
  drivers: {
    python: [
      'elasticsearch',
      'elasticsearch-dsl',
      'django-elasticsearch-dsl',
      'elasticsearch7',
      'elasticsearch8',
      'elasticsearch9',
    ],
    node: ['@elastic/elasticsearch', 'elasticsearch', '@nestjs/elasticsearch', 'mongoosastic'],
  },
  hints: { python: ['django-haystack', 'wagtail'], node: [] },
  extras: ['elasticsearch', 'elastic'],
  clients: [
    'elasticsearch.Elasticsearch',
    'elasticsearch.AsyncElasticsearch',
    'elasticsearch_dsl.connections.create_connection',
    'elasticsearch_dsl.connections.connections.create_connection',
  ],
  backends: ['haystack.backends.elasticsearch', 'wagtail.search.backends.elasticsearch'],
  schemes: [],
  web: true,
  followsDriver: true,
  family: 'search',
  variables: {
    url: [
      'ELASTICSEARCH_URL',
      'ELASTICSEARCH_URI',
      'ELASTICSEARCH_HOSTS',
      'ELASTICSEARCH_NODE',
      'ELASTIC_URL',
      'ELASTIC_HOSTS',
      'ELASTICSEARCH_DSL_HOSTS',
      'ES_URL',
      'ES_HOSTS',
      'ES_NODE',
      'BONSAI_URL',
    ],
    host: ['ELASTICSEARCH_HOST', 'ELASTIC_HOST', 'ES_HOST', 'ELASTICSEARCH_HOSTNAME'],
    port: ['ELASTICSEARCH_PORT', 'ELASTIC_PORT', 'ES_PORT'],
    user: [],
    password: [],
    database: [],
  },
  environment: [
    { name: 'discovery.type', value: 'single-node', reason: 'one node, no cluster' },
    {
      name: 'xpack.security.enabled',
      value: 'false',
      reason: 'plain HTTP without a password, inside this project’s network',
    },
    { name: 'ES_JAVA_OPTS', value: '-Xms512m -Xmx512m', reason: 'half of the memory limit' },
    {
      name: 'cluster.routing.allocation.disk.threshold_enabled',
      value: 'false',
      reason: 'otherwise a disk that is 95 % full makes every index read-only',
    },
  ],
  settings: [],
  secrets: [],
  healthcheck: [
    'CMD-SHELL',
    'curl -fs "http://127.0.0.1:9200/_cluster/health?wait_for_status=yellow&timeout=5s" >/dev/null',
  ],
  volume: { name: 'elasticsearch-data', path: '/usr/share/elasticsearch/data', comment: 'the search indexes' },
  address: (address, host) => webAddress(address, host, 9200),
  memory: '1536m',
});
