import { defineService, nothing } from './define';
import { elasticsearch } from './elasticsearch';

/**
 * https://docs.opensearch.org/latest/install-and-configure/install-opensearch/docker/: one node, DISABLE_SECURITY_PLUGIN for development;
 * data in /usr/share/opensearch/data, port 9200, curl in the image.
 */
export const opensearch = defineService({
  ...elasticsearch,
  id: 'opensearch',
  title: 'OpenSearch',
  name: 'opensearch',
  image: 'opensearchproject/opensearch:3',
  images: ['opensearchproject/opensearch', 'bitnami/opensearch', 'bitnamilegacy/opensearch'],
  imageFor: (version) => `opensearchproject/opensearch:${/^\d+(\.\d+\.\d+)?/.exec(version ?? '')?.[0] ?? '3'}`,
  drivers: {
    python: ['opensearch-py', 'opensearch-dsl', 'django-opensearch-dsl'],
    node: ['@opensearch-project/opensearch'],
  },
  hints: nothing,
  extras: ['opensearch'],
  clients: ['opensearchpy.OpenSearch', 'opensearchpy.AsyncOpenSearch'],
  backends: ['wagtail.search.backends.opensearch'],
  standsInFor: 'elasticsearch',
  variables: {
    ...elasticsearch.variables,
    url: ['OPENSEARCH_URL', 'OPENSEARCH_URI', 'OPENSEARCH_HOSTS', 'OPENSEARCH_NODE', ...elasticsearch.variables.url],
    host: ['OPENSEARCH_HOST', 'OPENSEARCH_HOSTNAME', ...elasticsearch.variables.host],
    port: ['OPENSEARCH_PORT', ...elasticsearch.variables.port],
  },
  environment: [
    { name: 'discovery.type', value: 'single-node', reason: 'one node, no cluster' },
    {
      name: 'DISABLE_SECURITY_PLUGIN',
      value: 'true',
      reason: 'plain HTTP without a password, inside this project’s network',
    },
    { name: 'DISABLE_INSTALL_DEMO_CONFIG', value: 'true', reason: 'it would ask for an admin password' },
    { name: 'OPENSEARCH_JAVA_OPTS', value: '-Xms512m -Xmx512m', reason: 'half of the memory limit' },
    {
      name: 'cluster.routing.allocation.disk.threshold_enabled',
      value: 'false',
      reason: 'otherwise a disk that is 95 % full makes every index read-only',
    },
  ],
  volume: { name: 'opensearch-data', path: '/usr/share/opensearch/data', comment: 'the search indexes' },
});
