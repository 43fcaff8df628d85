/** Ends a test run with one line that programs can read: `N passed, N failed, N skipped`. */
export default class Tally {
  onRunComplete(_contexts, results) {
    // A file that does not load has no tests to count, but it has failed.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    console.log(`${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`)
  }
}
