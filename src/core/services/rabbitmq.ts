import { defineService } from './define';

/**
 * https://hub.docker.com/_/rabbitmq: port 5672, management page on 15672 in `-management` tags, data in /var/lib/rabbitmq, nc in
 * `-alpine` ones. The image lets guest:guest sign in from anywhere (loopback_users.guest = false in its conf.d), which is what code expects
 * that names no user. Its data belongs to the node's name, by default the container's random host name: it has to be fixed.
 */
export const rabbitmq = defineService({
  id: 'rabbitmq',
  title: 'RabbitMQ',
  name: 'rabbitmq',
  image: 'rabbitmq:4-management-alpine',
  images: ['rabbitmq', 'bitnami/rabbitmq', 'bitnamilegacy/rabbitmq'],
  imageFor: (version) => `rabbitmq:${/^\d+(\.\d+)?/.exec(version ?? '')?.[0] ?? '4'}-management-alpine`,
  port: 5672,
  page: { port: 15672, title: 'queues and connections' },
  drivers: {
    python: ['pika', 'aio-pika', 'kombu', 'amqpstorm', 'aioamqp', 'faststream'],
    node: ['amqplib', 'amqp-connection-manager', 'rascal', '@golevelup/nestjs-rabbitmq', 'rhea'],
  },
  hints: { python: ['dramatiq', 'nameko'], node: ['@nestjs/microservices'] },
  extras: ['rabbitmq', 'rabbit', 'librabbitmq'],
  clients: [
    'pika.BlockingConnection',
    'pika.SelectConnection',
    'pika.URLParameters',
    'aio_pika.connect',
    'aio_pika.connect_robust',
    'dramatiq.brokers.rabbitmq.RabbitmqBroker',
  ],
  backends: [],
  schemes: ['amqp', 'amqps', 'pyamqp'],
  web: false,
  family: 'broker',
  variables: {
    url: [
      'RABBITMQ_URL',
      'RABBITMQ_URI',
      'RABBIT_URL',
      'AMQP_URL',
      'AMQP_URI',
      'CLOUDAMQP_URL',
      'CELERY_BROKER_URL',
      'BROKER_URL',
    ],
    host: ['RABBITMQ_HOST', 'RABBIT_HOST', 'AMQP_HOST', 'RABBITMQ_SERVER', 'RABBITMQ_HOSTNAME', 'MQ_HOST'],
    port: ['RABBITMQ_PORT', 'RABBIT_PORT', 'AMQP_PORT'],
    user: ['RABBITMQ_USER', 'RABBITMQ_USERNAME', 'RABBITMQ_DEFAULT_USER', 'RABBIT_USER', 'AMQP_USER'],
    password: ['RABBITMQ_PASSWORD', 'RABBITMQ_PASS', 'RABBITMQ_DEFAULT_PASS', 'RABBIT_PASSWORD', 'AMQP_PASSWORD'],
    database: ['RABBITMQ_VHOST', 'RABBITMQ_DEFAULT_VHOST'],
  },
  environment: [
    {
      name: 'RABBITMQ_NODENAME',
      value: 'rabbit@localhost',
      reason: 'queues belong to this name and outlive the container',
    },
  ],
  settings: [],
  secrets: [],
  healthcheck: ['CMD-SHELL', 'nc -z 127.0.0.1 5672'],
  volume: { name: 'rabbitmq-data', path: '/var/lib/rabbitmq', comment: 'queues that outlive a restart' },
  // No path: every client takes that for the virtual host '/', while they disagree about '/' and '//'.
  address: ({ holds, scheme }, host) => {
    switch (holds) {
      case 'host':
        return host;
      case 'port':
        return '5672';
      case 'database':
        return '/';
      case 'user':
      case 'password':
        return 'guest';
      case 'url':
        return `${scheme === 'pyamqp' ? 'pyamqp' : 'amqp'}://guest:guest@${host}:5672`;
    }
  },
  memory: '512m',
});
