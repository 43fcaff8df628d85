/** Before the tests: the command and the page are put together from what was compiled, so that no test meets an older one. */
export default async function programs() {
  await import('../packages/web/build.mjs')
  await import('../packages/cli/build.mjs')
}
