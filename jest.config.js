/** Tests are compiled by tsc with everything else; jest runs the output and transforms nothing. */
export default {
  rootDir: 'test/.build',
  testMatch: ['**/*.test.js'],
  globalSetup: '<rootDir>/../programs.mjs',
  setupFiles: ['<rootDir>/setup.js'],
  transform: {},
  testTimeout: 60_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/../reporter.mjs'],
}
