import { defineService, webAddress } from './define';

/**
 * https://mailpit.axllent.org/docs/install/docker/: SMTP on 1025, web page on 8025; `/mailpit readyz` is the image's own healthcheck
 * (https://github.com/axllent/mailpit/blob/develop/Dockerfile). It keeps messages and sends none on. Any user and password will do,
 * without TLS (https://mailpit.axllent.org/docs/configuration/smtp-authentication/). `latest`: it holds no data that a version could break.
 */
export const mailpit = defineService({
  id: 'mailpit',
  title: 'Mailpit',
  name: 'mailpit',
  image: 'axllent/mailpit:latest',
  images: ['axllent/mailpit', 'mailhog/mailhog', 'maildev/maildev', 'schickling/mailcatcher', 'rnwood/smtp4dev'],
  imageFor: () => 'axllent/mailpit:latest',
  port: 1025,
  page: { port: 8025, title: 'every mail that the code sends' },
  drivers: {
    python: ['flask-mail', 'flask-mailman', 'fastapi-mail', 'aiosmtplib', 'emails', 'redmail'],
    node: ['nodemailer', '@nestjs-modules/mailer', 'emailjs'],
  },
  hints: { python: ['django'], node: [] },
  extras: [],
  clients: ['smtplib.SMTP', 'smtplib.SMTP_SSL', 'aiosmtplib.send', 'aiosmtplib.SMTP'],
  backends: ['django.core.mail.backends.smtp.EmailBackend'],
  schemes: ['smtp', 'smtps'],
  web: false,
  needsDriver: false,
  variables: {
    url: ['EMAIL_URL', 'SMTP_URL', 'SMTP_CONNECTION_URL', 'MAILER_DSN'],
    host: [
      'SMTP_HOST',
      'SMTP_SERVER',
      'SMTP_HOSTNAME',
      'MAIL_SERVER',
      'MAIL_HOST',
      'EMAIL_HOST',
      'EMAIL_SERVER',
      'EMAIL_SMTP_HOST',
      'EMAIL_SERVER_HOST',
      'DJANGO_EMAIL_HOST',
    ],
    port: ['SMTP_PORT', 'MAIL_PORT', 'EMAIL_PORT', 'EMAIL_SMTP_PORT', 'EMAIL_SERVER_PORT', 'DJANGO_EMAIL_PORT'],
    user: [],
    password: [],
    database: [],
  },
  environment: [
    { name: 'MP_SMTP_AUTH_ACCEPT_ANY', value: '1', reason: 'whatever user and password the code sends' },
    { name: 'MP_SMTP_AUTH_ALLOW_INSECURE', value: '1', reason: 'without TLS, inside this project’s network' },
  ],
  settings: [],
  secrets: [],
  healthcheck: ['CMD', '/mailpit', 'readyz'],
  address: (address, host) => (address.holds === 'url' ? `smtp://${host}:1025` : webAddress(address, host, 1025)),
  memory: '128m',
});
