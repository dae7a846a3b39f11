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
