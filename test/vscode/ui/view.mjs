// The Projects view on the stack that run.mjs started, as a person uses it.
import { execFileSync } from 'node:child_process';
import { palette, picture, runChecks, treeRow } from './check.mjs';

export default async function drive(page, { screenshot }) {
  await runChecks(screenshot, {
    'the activity bar has a Drydock entry, which shows the stack': async () => {
      await page.locator('.activitybar [aria-label^="Drydock"]').first().click();
      await treeRow(page, 'redis').waitFor();
      await treeRow(page, 'editor-suite').waitFor();
      await page
        .locator('.notifications-toasts')
        .waitFor({ state: 'hidden' })
        .catch(() => {});
      await screenshot('tree');
    },
    'an engine event is on the screen at once': async () => {
      const times = [];
      for (const [verb, words] of [
        ['pause', 'paused'],
        ['unpause', 'running'],
        ['pause', 'paused'],
        ['unpause', 'running'],
      ]) {
        execFileSync('docker', [verb, 'drydock-test-web']);
        const start = performance.now();
        await page
          .locator('.pane-body .monaco-list-row', { hasText: `web${words}` })
          .first()
          .waitFor({ timeout: 5000 });
        times.push(Math.round(performance.now() - start));
      }
      console.log(`  on the screen after ${times.join(', ')} ms`);
    },
    'a container row has logs and shell inline': async () => {
      const row = treeRow(page, 'redis');
      await row.hover();
      await row.getByRole('button', { name: 'Container Shell' }).waitFor();
      await screenshot('container-actions');
      await row.getByRole('button', { name: 'Show Logs' }).waitFor();
    },
    'a project row has browser, maintenance and down inline': async () => {
      const row = treeRow(page, 'editor-suite');
      await row.hover();
      for (const name of ['Open in Browser', 'Maintenance On', 'Down'])
        await row.getByRole('button', { name }).waitFor();
      await screenshot('project-actions');
    },
    'a container says on its tooltip how it is, and offers what can be done with it': async () => {
      const row = treeRow(page, 'redis');
      await row.hover();
      await page.locator('.monaco-hover', { hasText: 'Memory' }).first().waitFor();
      await screenshot('tooltip');
      await picture(page, 'projects');
      await row.click({ button: 'right' });
      await page.locator('.monaco-menu', { hasText: 'Restart Container' }).first().waitFor();
      await screenshot('container-menu');
      await page.keyboard.press('Escape');
    },
    'a command runs in a container, and its output stays': async () => {
      await palette(page, 'Drydock: Run a Command in Container');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'redis' }).first().click();
      await page.locator('.quick-input-widget', { hasText: 'What runs in it' }).first().waitFor();
      await page.keyboard.type('echo "$HOSTNAME" is here');
      await page.keyboard.press('Enter');
      await page.getByText('drydock-test-redis: echo', { exact: false }).first().waitFor();
      await page.waitForTimeout(1500);
      await screenshot('command');
    },
    'the status bar has the project, and its actions': async () => {
      const item = page.locator('.statusbar-item', { hasText: 'editor-suite' }).first();
      await item.waitFor();
      await item.click();
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Back Up Data' }).first().waitFor();
      await screenshot('status-bar');
      await page.keyboard.press('Escape');
    },
    'the view is legible in a light and in a high contrast theme': async () => {
      for (const theme of ['Light Modern', 'Dark High Contrast']) {
        await palette(page, 'Preferences: Color Theme');
        await page.locator('.quick-input-widget input').first().fill(theme);
        await page.waitForTimeout(500);
        await page.keyboard.press('Enter');
        await page.waitForTimeout(700);
        await screenshot(`tree-${theme.toLowerCase().replaceAll(' ', '-')}`);
      }
    },
  });
}
