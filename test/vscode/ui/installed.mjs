// The package of `npm run package`, installed as a user installs it: what it needs beside its bundle is inside.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dockerizeOffer, notification, palette, pressInNotification, runChecks, treeRow } from './check.mjs';

export default async function drive(page, { screenshot }) {
  const folder = process.env.DRYDOCK_TEST_FOLDER;
  await runChecks(screenshot, {
    'the installed package is listed with its name and version': async () => {
      const { version, displayName } = JSON.parse(readFileSync('package.json', 'utf8'));
      await page.locator('.activitybar [aria-label^="Drydock"]').first().waitFor();
      await palette(page, 'Extensions: Show Installed Extensions');
      const row = page.locator('.extensions-list .monaco-list-row', { hasText: displayName }).first();
      await row.waitFor();
      assert.ok((await row.getAttribute('aria-label')).includes(version));
      await screenshot('listed');
    },
    'it activates, and its view has the button': async () => {
      await page.locator('.activitybar [aria-label^="Drydock"]').first().click();
      await dockerizeOffer(page).click();
      await treeRow(page, 'Findings').waitFor({ timeout: 20_000 });
    },
    'it writes from the templates that it brought along': async () => {
      await pressInNotification(page, 'Nothing is written yet', 'Write These Files');
      await notification(page, 'Drydock wrote');
      await treeRow(page, 'board').waitFor();
      assert.ok(readFileSync(join(folder, 'ops/up.sh'), 'utf8').startsWith('#!/usr/bin/env bash'));
      assert.ok(existsSync(join(process.env.DRYDOCK_INFRA, 'base/python/Dockerfile')));
      await screenshot('written');
    },
  });
}
