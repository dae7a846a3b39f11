// From a repository to a running stack and back, in the editor and on a real engine.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { request } from 'node:http';
import { dockerizeOffer, notification, picture, pressInNotification, runChecks, treeRow } from './check.mjs';

const minutes = 60_000;

export default async function drive(page, { screenshot }) {
  const slug = process.env.DRYDOCK_TEST_SLUG;
  const containers = () =>
    execFileSync('docker', ['ps', '--filter', `label=com.docker.compose.project=${slug}`, '--format', '{{.Names}}'], {
      encoding: 'utf8',
    });
  const row = (text) => page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  await runChecks(screenshot, {
    'a repository is dockerized and Up is offered': async () => {
      await page.locator('.activitybar [aria-label^="Drydock"]').first().click();
      await dockerizeOffer(page).click();
      await treeRow(page, 'Findings').waitFor({ timeout: 20_000 });
      await pressInNotification(page, 'Nothing is written yet', 'Write These Files');
      await treeRow(page, `${slug}not started`).waitFor();
    },
    'Up shows its steps, the import of the application among them': async () => {
      const steps = ['Preparing image', 'Importing the application', 'Starting, and looking'];
      const shown = steps.map((step) =>
        page
          .locator('.notification-list-item', { hasText: `Up ${slug}: ${step}` })
          .first()
          .waitFor({ timeout: 5 * minutes }),
      );
      await pressInNotification(page, 'Drydock wrote', 'Up');
      await notification(page, `Up ${slug}`);
      await shown[1];
      await screenshot('up-steps');
      await Promise.all(shown);
      await notification(page, `${slug} is up: http://${slug}.localhost  200`);
    },
    'the view shows its containers running, and the router serves it': async () => {
      await row('webhealthy').waitFor({ timeout: minutes });
      await row('depsdone').waitFor();
      await row(`${slug}1 running`).waitFor();
      assert.equal(containers(), `${slug}-web\n`);
      assert.equal(await statusOf(`${slug}.localhost`), 200);
      await page.waitForTimeout(500);
      await screenshot('up');
      await picture(page, 'up');
    },
    'Down stops them, and the view says so': async () => {
      await row(`${slug}1 running`).hover();
      await row(`${slug}1 running`).getByRole('button', { name: 'Down' }).click();
      await row(`${slug}not started`).waitFor({ timeout: minutes });
      await page.locator('.pane-body .monaco-list-row', { hasText: 'web' }).waitFor({ state: 'detached' });
      assert.equal(containers(), '');
      await page.waitForTimeout(500);
      await screenshot('down');
    },
  });
}

/** What the router on this machine answers for a host; 0 when nothing answers. */
function statusOf(host) {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port: 80, headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.once('error', () => resolve(0));
    call.end();
  });
}
