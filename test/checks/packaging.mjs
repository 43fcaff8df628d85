/**
 * Every package as its users get it: packed, then read by publint (does package.json say the truth about the
 * files?) and by are-the-types-wrong (does an importer find the types that belong to the code?).
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

const run = promisify(execFile)
const attw = 'node_modules/@arethetypeswrong/cli/dist/index.js'
const folder = await mkdtemp(join(tmpdir(), 'amana-pack-'))
const faults = []

async function check(name) {
  const manifest = JSON.parse(await readFile(`packages/${name}/package.json`, 'utf8'))
  const tarball = join(folder, `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`)
  const bytes = await readFile(tarball)
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    strict: true,
  })
  for (const message of messages) {
    if (message.type !== 'suggestion') faults.push(`${manifest.name}: ${formatMessage(message, pkg)}`)
  }
  const { stdout: listing } = await run('tar', ['tzf', tarball])
  const files = listing.trim().split('\n')
  for (const must of ['package/LICENSE', 'package/dist/index.js', 'package/dist/index.d.ts']) {
    if (!files.includes(must)) faults.push(`${manifest.name}: the tarball has no ${must}`)
  }
  const stray = files.filter((file) => /\.test\.|tsbuildinfo|\/src\/|\.node$/.test(file))
  if (stray.length > 0) faults.push(`${manifest.name}: the tarball has ${stray.join(', ')}`)

  // ESM only, by decision; the profile leaves out the resolutions that cannot work for ESM.
  await run(process.execPath, [
    attw,
    tarball,
    '--profile',
    'esm-only',
    '--no-definitely-typed',
    '--no-color',
  ]).catch((error) => faults.push(`${manifest.name}: ${error.stdout || error.message}`))
}

try {
  const names = (await readdir('packages', { withFileTypes: true }))
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
  const pack = [
    '-y',
    'pnpm@10.34.9',
    '--recursive',
    '--filter',
    './packages/*',
    'pack',
    '--pack-destination',
    folder,
  ]
  await run('npx', pack)
  // Two at a time: each starts a compiler of its own.
  const queue = [...names]
  await Promise.all(
    [0, 1].map(async () => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) await check(name)
    }),
  )
  for (const fault of faults) console.error(`packaging: ${fault}`)
  if (faults.length === 0)
    console.log(`packaging: ${names.length} packed packages have right exports and types`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.exitCode = faults.length === 0 ? 0 : 1
