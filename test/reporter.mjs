/** Ends a test run with one line that programs can read: `N passed, N failed, N skipped`. */
export default class Tally {
  onRunComplete(_contexts, results) {
    // A file that does not load has no tests to count, but it has failed.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`
    // At the very end, since jest prints its own summary after its reporters have been told.
    process.once('exit', () => console.log(line))
  }
}
