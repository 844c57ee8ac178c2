'use strict';

/**
 * Ends a run with one plain line, `N passed, N failed` and `, N skipped` where there are any, so that a script can read
 * the outcome without parsing what jest prints for people.
 */
class JestSummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + brokenSuites(results.testResults);
    const skipped = results.numPendingTests + results.numTodoTests;
    const counts = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) {
      counts.push(`${skipped} skipped`);
    }
    process.stdout.write(`${counts.join(', ')}\n`);
  }
}

// A suite that does not compile, or breaks outside its tests, has no failed test to count, and must not read as success.
function brokenSuites(suites) {
  return suites.filter((suite) => suite.testExecError && suite.numFailingTests === 0).length;
}

module.exports = JestSummaryReporter;
