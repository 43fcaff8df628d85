/** Before the tests: the command is put together from what was compiled, so that no test meets an older one. */
export default async function programs() {
  await import('../packages/cli/build.mjs')
}
