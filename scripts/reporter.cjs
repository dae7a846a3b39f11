// Mocha's spec output, and the counts as JSON in the file that DRYDOCK_TEST_COUNTS names.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class Counting extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const reasons = [];
    runner.on('pending', (test) => reasons.push(test.fullTitle()));
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.DRYDOCK_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, reasons }));
    });
  }
};
