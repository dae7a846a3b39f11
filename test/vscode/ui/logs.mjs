// The log view of a running stack, as a person uses it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { palette, picture, runChecks, treeRow } from './check.mjs';

const docker = (...args) => execFileSync('docker', args, { encoding: 'utf8' });

export default async function drive(page, { screenshot }) {
  const view = () => page.frameLocator('iframe.webview.ready').last().frameLocator('#active-frame');
  const rows = (text) => view().locator('.row', { hasText: text });
  const status = () => view().locator('.status');
  await runChecks(screenshot, {
    'Show Logs of a project shows the lines of all its services in the order of time': async () => {
      await page.locator('.activitybar [aria-label^="Drydock"]').first().click();
      const row = treeRow(page, 'editor-logs');
      await row.waitFor();
      await row.hover();
      await row.getByRole('button', { name: 'Show Logs' }).click();
      await rows('tick').first().waitFor({ timeout: 20_000 });
      const times = await view()
        .locator('.row .time')
        .evaluateAll((all) => all.map(({ title }) => title));
      assert.deepEqual(times, times.toSorted());
      for (const service of ['web', 'worker']) await view().locator('.services', { hasText: service }).waitFor();
      await page.waitForTimeout(800);
      await screenshot('project');
      await picture(page, 'logs');
    },
  });
  void docker;
  void status;
  void palette;
}
