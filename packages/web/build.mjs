/**
 * Makes the page: `dist/amana.html`, one file that needs nothing else. The same sources give the same bytes, so whoever
 * builds it can compare the SHA-256 that is printed. Run after `tsc -b`: it bundles what that has checked and compiled.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { noticesOf } from '../notices.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const MOST = 1_000_000
const inputs = new Set()

/** One program of all that an entry imports; nothing of it may need Node. */
async function bundle(entry, define = {}) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    define,
    write: false,
    metafile: true,
    logLevel: 'warning',
  })
  for (const input of Object.keys(metafile.inputs)) inputs.add(input)
  return outputFiles[0].text
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const worker = await bundle('dist/worker.js')
// Within a page no text of a script may look like its end, or like the beginning of a comment.
const script = (await bundle('dist/main.js', { WORKER_SOURCE: JSON.stringify(worker) }))
  .replaceAll('</script', '<\\/script')
  .replaceAll('<!--', '<\\!--')
const style = readFileSync(join(here, 'page.css'), 'utf8')
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types amana-worker',
].join('; ')
const parts = { policy, style, script, notices: noticesOf(here, inputs).replaceAll('--', '- -') }
const page = readFileSync(join(here, 'page.html'), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name])

const bytes = Buffer.byteLength(page)
if (bytes > MOST) throw new Error(`The page has ${bytes} bytes, more than ${MOST}.`)
writeFileSync(join(here, 'dist', 'amana.html'), page)
console.log(`amana.html: ${bytes} bytes, SHA-256 ${createHash('sha256').update(page).digest('hex')}`)
