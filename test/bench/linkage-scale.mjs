// `pnpm bench linkage-scale [ROWS…]`: made-up lists of two organisations that share half of their persons, at several sizes: seconds for tokens and for links with
// clusters, microseconds a row, most memory. Without sizes: 20,000 (10,000 each), 200,000 and 2,000,000 rows. Each size runs in a process of its own.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { linkRows, newScope, packTokens, tokenMaker } from '@amana/linkage'
import { peopleOf } from './made-people.mjs'

function measure(count) {
  useBackend(nodeBackend)
  const maker = tokenMaker(newScope('scale', 1, new Uint8Array(32).fill(1)))
  const start = performance.now()
  const rows = []
  let made = 0
  for (const { source, id, facts } of peopleOf(count)) {
    const before = performance.now()
    const tokens = packTokens(maker.tokensOf(utf8(`row ${id}`), facts))
    made += performance.now() - before
    rows.push({ source, tokens })
  }
  const linking = performance.now()
  const { unique, clusters } = linkRows(rows)
  const end = performance.now()
  return {
    rows: rows.length,
    tokensSeconds: made / 1000,
    linkSeconds: (end - linking) / 1000,
    allSeconds: (end - start) / 1000,
    microsecondsARow: ((made + end - linking) * 1000) / rows.length,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    clusters: clusters.length,
    unique,
  }
}

export async function run(args) {
  if (args[0] === '--one') {
    console.log(JSON.stringify(measure(Number(args[1]))))
    return
  }
  const sizes = args.length > 0 ? args.map(Number) : [20_000, 200_000, 2_000_000]
  for (const size of sizes) {
    const child = spawnSync(
      process.execPath,
      [
        '--max-old-space-size=12000',
        '--max-semi-space-size=64',
        fileURLToPath(new URL('main.mjs', import.meta.url)),
        'linkage-scale',
        '--one',
        String(size),
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    )
    process.stdout.write(
      child.stdout || `${JSON.stringify({ rows: size, failed: child.signal ?? child.status })}\n`,
    )
  }
}
