import { join } from 'node:path';

/** Runs statements in order, prints a line for each, throws at the end when one failed. A failed one leaves a screenshot. */
export async function runChecks(screenshot, checks) {
  let failures = 0;
  for (const [name, run] of Object.entries(checks)) {
    try {
      await run();
      console.log(`✔ ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`✖ ${name}\n  ${error.stack}`);
      await screenshot(`failed-${failures}`);
    }
  }
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Calls a command through the palette, as a person would. */
export async function palette(page, title) {
  await page.locator('.monaco-workbench').waitFor();
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** A row of a tree by the text of its label. */
export const treeRow = (page, text) => page.locator('.pane-body .monaco-list-row', { hasText: text }).first();

/** The offer to dockerize the open folder: a button where nothing else is in the view, else a row. */
export const dockerizeOffer = (page) =>
  page.locator('.pane-body').getByText('Dockerize This Repo', { exact: true }).first();

/** A notification by its text: from the bell's list, since a toast does not stay. */
export async function notification(page, text) {
  const item = page.locator('.notifications-center .notification-list-item', { hasText: text }).first();
  for (let i = 0; i < 40; i++) {
    if (await item.isVisible()) return item;
    if (!(await page.locator('.notifications-center.visible').isVisible()))
      await page.locator('[id="status.notifications"]').click();
    await page.waitForTimeout(250);
  }
  throw new Error(`no notification says: ${text}`);
}

/** Presses a button of a notification. The list is laid out anew while others come and go, so that one press may miss. */
export async function pressInNotification(page, text, name) {
  for (let i = 0; ; i++) {
    try {
      await (await notification(page, text)).getByRole('button', { name }).click({ timeout: 2000 });
      return;
    } catch (error) {
      if (i === 9) throw error;
    }
  }
}

/**
 * A picture for the walkthrough and README.md, taken only when DRYDOCK_PICTURES names the folder for it: the side bar and the editor
 * beside it, without what else the window has.
 */
export async function picture(page, name) {
  const folder = process.env.DRYDOCK_PICTURES;
  if (!folder) return;
  const clip = { x: 48, y: 36, width: 1052, height: 660 };
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 80, clip });
}
