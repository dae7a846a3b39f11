import { defineService, required, webAddress } from './define';

const password = required('MINIO_ROOT_PASSWORD');

/**
 * MinIO gives out no images any more (https://github.com/minio/minio/issues/21647, October 2025), and minio/minio has been taken off
 * Docker Hub since (https://github.com/opencrvs/opencrvs-core/pull/13790, September 2026); the last release is still had from quay.io.
 * Port 9000, console on 9001, data in /data; `mc` in the image, curl is not (https://github.com/minio/minio/issues/18389).
 */
export const minio = defineService({
  id: 'minio',
  title: 'MinIO',
  name: 'minio',
  image: 'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z',
  images: ['minio/minio', 'bitnami/minio', 'bitnamilegacy/minio'],
  imageFor: (version) =>
    `quay.io/minio/minio:${version?.startsWith('RELEASE.') ? version : 'RELEASE.2025-09-07T16-13-09Z'}`,
  port: 9000,
  page: { port: 9001, title: 'buckets and files' },
  drivers: { python: ['minio', 'miniopy-async', 'django-minio-backend'], node: ['minio', 'nestjs-minio-client'] },
  hints: {
    python: ['boto3', 'aioboto3', 'aiobotocore', 'django-storages', 's3fs', 'flask-s3'],
    node: ['@aws-sdk/client-s3', 'aws-sdk', 'multer-s3'],
  },
  extras: ['s3', 'boto3'],
  clients: ['minio.Minio', 'miniopy_async.Minio'],
  backends: ['minio_storage.storage'],
  schemes: [],
  web: true,
  variables: {
    url: [
      'MINIO_ENDPOINT',
      'MINIO_URL',
      'MINIO_SERVER_URL',
      'S3_ENDPOINT',
      'S3_ENDPOINT_URL',
      'AWS_S3_ENDPOINT_URL',
      'AWS_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_S3',
      'AWS_S3_ENDPOINT',
      'AWS_ENDPOINT',
    ],
    host: ['MINIO_HOST', 'S3_HOST'],
    port: ['MINIO_PORT', 'S3_PORT'],
    user: [
      'MINIO_ACCESS_KEY',
      'MINIO_ROOT_USER',
      'S3_ACCESS_KEY',
      'S3_ACCESS_KEY_ID',
      'AWS_ACCESS_KEY_ID',
      'AWS_S3_ACCESS_KEY_ID',
    ],
    password: [
      'MINIO_SECRET_KEY',
      'MINIO_ROOT_PASSWORD',
      'S3_SECRET_KEY',
      'S3_SECRET_ACCESS_KEY',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_S3_SECRET_ACCESS_KEY',
    ],
    database: [],
  },
  environment: [
    { name: 'MINIO_ROOT_USER', value: '${MINIO_ROOT_USER:-minio}', reason: 'the access key' },
    { name: 'MINIO_ROOT_PASSWORD', value: password, reason: 'the secret key, made by ops/up.sh' },
  ],
  settings: [{ name: 'MINIO_ROOT_USER', value: () => 'minio', comment: 'Access key.' }],
  secrets: [{ name: 'MINIO_ROOT_PASSWORD', comment: 'Secret key.' }],
  command: ['server', '/data', '--console-address', ':9001'],
  healthcheck: ['CMD', 'mc', 'ready', 'local'],
  volume: { name: 'minio-data', path: '/data', comment: 'the stored files' },
  address: (address, host) => {
    if (address.holds === 'user') return '${MINIO_ROOT_USER:-minio}';
    return address.holds === 'password' ? password : webAddress(address, host, 9000);
  },
  memory: '512m',
});
