/**
 * Where the page stands: one HTML file, made by the build. Whoever hands it on says its SHA-256 too, so that its origin
 * can be checked (`docs/page.md`).
 *
 * @example
 * const html = readFileSync(PAGE)
 */
export const PAGE = new URL('./amana.html', import.meta.url)
