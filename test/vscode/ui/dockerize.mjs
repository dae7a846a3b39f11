// Palette -> findings and diff -> accept -> files on disk, then undo, on a copy of examples/portal.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dockerizeOffer, notification, palette, picture, pressInNotification, runChecks, treeRow } from './check.mjs';

export default async function drive(page, { screenshot }) {
  const folder = process.env.DRYDOCK_TEST_FOLDER;
  const there = (path) => existsSync(join(folder, path));
  const wait = async (look) => {
    for (let i = 0; i < 100 && !look(); i++) await page.waitForTimeout(50);
    assert.ok(look());
  };
  const fold = async (heading, folded) => {
    const row = treeRow(page, heading);
    if ((await row.getAttribute('aria-expanded')) === String(folded)) await row.click();
  };
  await runChecks(screenshot, {
    'a workspace with nothing dockerized shows the button': async () => {
      await page.locator('.activitybar [aria-label^="Drydock"]').first().click();
      await dockerizeOffer(page).waitFor();
      await screenshot('welcome');
    },
    'Dockerize This Repo shows findings and every change, and writes nothing yet': async () => {
      await palette(page, 'Drydock: Dockerize This Repo');
      await treeRow(page, 'Findings').waitFor({ timeout: 20_000 });
      await page.locator('.multiDiffEditor, .multi-diff-editor, .monaco-diff-editor').first().waitFor();
      await page.waitForTimeout(1500);
      await screenshot('review');
      assert.ok(!there('docker-compose.yml'));
    },
    'a finding opens the line that speaks for it': async () => {
      await treeRow(page, 'web: Flask').click();
      await page.keyboard.press('ArrowRight');
      await page.locator('.pane-body .monaco-list-row[aria-level="3"]').first().click();
      await page.waitForTimeout(1000);
      await screenshot('evidence');
      assert.match(await page.locator('.tabs-container .tab.active').getAttribute('aria-label'), /\.py|requirements/);
    },
    'a change opens as a diff of one file': async () => {
      await treeRow(page, 'Findings').click();
      await treeRow(page, 'docker-compose.yml').click();
      await page.locator('.tabs-container .tab.active[aria-label*="docker-compose.yml"]').waitFor();
      await page.waitForTimeout(1000);
      await screenshot('diff');
    },
    'cancelling writes nothing': async () => {
      await page.locator('.pane-header', { hasText: 'Review' }).hover();
      await page.locator('.pane-header').getByRole('button', { name: 'Cancel, Write Nothing' }).click();
      await dockerizeOffer(page).waitFor();
      assert.ok(!there('docker-compose.yml') && !there('.drydock'));
      await screenshot('cancelled');
    },
    'a value is decided in place, and the files follow': async () => {
      await palette(page, 'Drydock: Dockerize This Repo');
      await treeRow(page, 'Findings').waitFor({ timeout: 20_000 });
      await treeRow(page, 'docker-compose.yml').click();
      await page.locator('.tabs-container .tab.active[aria-label*="docker-compose.yml"]').waitFor();
      await fold('Findings', false);
      const port = treeRow(page, 'web listens on');
      await port.hover();
      await port.getByRole('button', { name: 'Change a Value' }).click();
      const input = page.locator('.quick-input-widget input').first();
      await input.fill('70000');
      await page.locator('.quick-input-message', { hasText: "apps.web.port cannot be '70000'" }).waitFor();
      await screenshot('refused');
      await input.fill('5055');
      await page.keyboard.press('Enter');
      await treeRow(page, 'web listens on 5055').waitFor();
      await treeRow(page, 'Decided by you').waitFor();
      await page.waitForTimeout(700);
      await screenshot('decided');
      await picture(page, 'review');
      await fold('Findings', true);
      await treeRow(page, 'drydock.yml').waitFor();
      assert.ok(!there('drydock.yml'));
    },
    'a file is left out by its box': async () => {
      const makefile = treeRow(page, 'Makefile');
      await makefile.locator('.monaco-custom-toggle, [role=checkbox]').first().click();
      await page.waitForTimeout(500);
      await screenshot('left-out');
    },
    'accepting writes the files and offers what comes next': async () => {
      await pressInNotification(page, 'Nothing is written yet', 'Write These Files');
      await wait(() => there('docker-compose.yml') && there('ops/up.sh') && there('.drydock/lock.json'));
      await notification(page, 'Drydock wrote');
      await treeRow(page, 'portal').waitFor();
      assert.match(readFileSync(join(folder, 'drydock.yml'), 'utf8'), /port: 5055$/m);
      assert.match(readFileSync(join(folder, 'docker-compose.yml'), 'utf8'), /server\.port=5055$/m);
      assert.ok(!there('Makefile'));
      await page.waitForTimeout(700);
      await screenshot('written');
    },
    'what was left out is offered again': async () => {
      await palette(page, 'Drydock: Dockerize This Repo');
      await treeRow(page, 'Makefile').waitFor({ timeout: 20_000 });
      await screenshot('offered-again');
      await pressInNotification(page, 'Nothing is written yet', 'Write These Files');
      await wait(() => there('Makefile'));
    },
    'a second run has nothing to change': async () => {
      await palette(page, 'Drydock: Dockerize This Repo');
      await notification(page, 'Nothing to change');
      await screenshot('unchanged');
    },
    'undo takes the files away again': async () => {
      await pressInNotification(page, 'Drydock wrote', 'Undo');
      await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Undo' }).click();
      await wait(() => !there('Makefile'));
      await palette(page, 'Drydock: Undo');
      await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Undo' }).click();
      await wait(() => !there('docker-compose.yml') && !there('.drydock/lock.json') && !there('drydock.yml'));
      await page.waitForTimeout(500);
      await screenshot('undone');
    },
    'a slug that another folder has is settled by a line in .env, which the review shows': async () => {
      const projects = { portal: { path: process.cwd() } };
      writeFileSync(join(process.env.DRYDOCK_INFRA, 'projects.json'), JSON.stringify({ version: 1, projects }));
      await palette(page, 'Drydock: Dockerize This Repo');
      await treeRow(page, 'Findings').waitFor({ timeout: 20_000 });
      await fold('Findings', true);
      await page
        .locator('.pane-body .monaco-list-row', { hasText: /^\.env(?!\.)/ })
        .first()
        .click();
      await page.locator('.tabs-container .tab.active[aria-label*=".env"]').waitFor();
      await page.locator('.view-lines', { hasText: 'COMPOSE_PROJECT_NAME=portal-2' }).first().waitFor();
      await screenshot('slug-line');
      await pressInNotification(page, 'for portal-2. Nothing is written yet', 'Write These Files');
      await wait(() => there('.env') && there('.drydock/lock.json'));
      assert.equal(readFileSync(join(folder, '.env'), 'utf8'), 'COMPOSE_PROJECT_NAME=portal-2\n');
      await treeRow(page, 'portal-2').waitFor();
    },
  });
}
