/** A statement about the product, and what shows that it holds. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Runs the checks in order and prints a line for each, which run.mjs counts. Throws at the end when one failed. */
export async function runChecks(checks: readonly Check[]): Promise<void> {
  let failures = 0;
  for (const { name, run } of checks) {
    try {
      await run();
      console.log(`✔ ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`✖ ${name}\n  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Waits until `look` gives something; fails after `limit` milliseconds with what was awaited. */
export async function until<T>(what: string, look: () => T | undefined | false, limit = 15_000): Promise<T> {
  const start = Date.now();
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() - start > limit) throw new Error(`waited ${limit} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
