/**
 * Everything up to floor 5 runs in a browser without Node shims: bundles the root entries for a browser, then
 * runs the bundle where there is nothing but what a web page has, with eval and wasm blocked as our page blocks
 * them, and calls it.
 */
import { existsSync } from 'node:fs'
import { builtinModules } from 'node:module'
import vm from 'node:vm'
import { build } from 'esbuild'
import { FLOORS } from '../../.dependency-cruiser.mjs'

/** tweetnacl asks `require` for a random source only where `self.crypto` is missing; it says so itself in its `browser` field. */
const SWITCHED_OFF = [/^\(disabled\):.*tweetnacl/, /^\(disabled\):crypto$/]

const names = Object.keys(FLOORS).filter((name) => FLOORS[name] < 6 && existsSync(`packages/${name}`))
const faults = []

const { errors, warnings, metafile, outputFiles } = await build({
  stdin: {
    contents: [
      ...names.map((name) => `export * as ${name} from './packages/${name}/dist/index.js'`),
      `export { probe } from './test/checks/browser-probe.js'`,
    ].join('\n'),
    resolveDir: process.cwd(),
  },
  bundle: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'amana',
  target: 'es2022',
  write: false,
  metafile: true,
  logLevel: 'silent',
}).catch((failure) => ({ errors: failure.errors ?? [{ text: String(failure) }], warnings: [] }))

for (const { text, location } of [...errors, ...warnings]) {
  faults.push(`${location ? `${location.file}:${location.line}: ` : ''}${text}`)
}

if (metafile !== undefined) {
  const builtin = new Set(builtinModules)
  for (const [file, input] of Object.entries(metafile.inputs)) {
    if (file.startsWith('(disabled):') && !SWITCHED_OFF.some((known) => known.test(file))) {
      faults.push(`${file} is switched off for browsers by its package`)
    }
    for (const { path, external, original } of input.imports) {
      if (path === '<runtime>') continue // esbuild's own few lines for CommonJS
      const wanted = (original ?? path).replace(/^node:/, '')
      if (external || (builtin.has(wanted) && !SWITCHED_OFF.some((known) => known.test(path)))) {
        faults.push(`${file} imports ${original ?? path}`)
      }
    }
  }
}

if (faults.length === 0) {
  const page = {
    crypto,
    TextEncoder,
    TextDecoder,
    URL,
    atob,
    btoa,
    structuredClone,
    queueMicrotask,
    setTimeout,
    clearTimeout,
    performance,
    Blob,
    ReadableStream,
    WritableStream,
    TransformStream,
    CompressionStream,
    DecompressionStream,
    AbortController,
    AbortSignal,
    Event,
    EventTarget,
    Response,
    console,
    // One realm of bytes, as in a page: else TextEncoder would answer with another Uint8Array than the bundle's.
    ArrayBuffer,
    Uint8Array,
    Uint8ClampedArray,
    Uint16Array,
    Uint32Array,
    Int8Array,
    Int16Array,
    Int32Array,
    BigInt64Array,
    BigUint64Array,
    Float32Array,
    Float64Array,
    DataView,
  }
  page.self = page.window = page
  const context = vm.createContext(page, { codeGeneration: { strings: false, wasm: false } })
  try {
    new vm.Script(`${outputFiles[0].text}\nself.amana = amana`, { filename: 'bundle.js' }).runInContext(
      context,
    )
    await context.amana.probe(context.amana)
  } catch (error) {
    faults.push(`the bundle does not run: ${error?.stack ?? error}`)
  }
}

for (const fault of faults) console.error(`browser: ${fault}`)
if (faults.length > 0) process.exit(1)
const kilobytes = Math.round(outputFiles[0].contents.length / 1000)
console.log(`browser: ${names.length} packages run without Node (${kilobytes} kB before minifying)`)
