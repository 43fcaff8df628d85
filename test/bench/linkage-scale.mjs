// `pnpm bench linkage-scale [ROWS…]`: made-up lists of two organisations that share half of their persons, at several sizes: seconds for tokens and for links with
// clusters, microseconds a row, most memory. Without sizes: 20,000 (10,000 each), 200,000 and 2,000,000 rows. Each size runs in a process of its own.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { linkRows, newScope, packTokens, tokenMaker } from '@amana/linkage'

const LETTERS = [...'ابتجحخدرزسشصطعغفقكلمنهوي']
/** mulberry32. */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Rows of two lists; families of one to six die together; names are as unevenly common as real ones (Zipf), families grow with the number of persons. */
function* peopleOf(rows) {
  const random = generator(rows)
  const word = (rank, length) =>
    Array.from(
      { length },
      (_, i) => LETTERS[(rank * (2 * i + 7) + (rank >> (3 * i)) * 5 + i * 11) % LETTERS.length],
    ).join('')
  const zipf = (size) => Math.floor(Math.exp(random() * Math.log(size)))
  const families = Math.max(1000, Math.floor(rows / 8))
  for (let made = 0, event = 0; made < rows; event++) {
    // Events over as many days as there are rows for: a bigger war is longer, or wider.
    const day = new Date(Date.UTC(2011, 2, 15) + Math.floor((event / rows) * 8 * 3650) * 864e5)
      .toISOString()
      .slice(0, 10)
    const family = `ال${word(zipf(families), 6)}`
    const father = word(zipf(800), 4)
    for (let member = 1 + Math.floor(random() * 6); member > 0 && made < rows; member--) {
      const name = word(zipf(1500), 4)
      const age = Math.floor(random() * 70)
      for (const list of random() < 0.5 ? [0, 1] : random() < 0.5 ? [0] : [1]) {
        const given = random() < 0.05 ? name.slice(0, -1) : name
        yield {
          source: list,
          id: made++,
          facts: {
            parts: random() < 0.4 ? { given, family } : { given, father, family },
            ...(random() < 0.7 ? { age } : {}),
            date: day,
            governorate: `Governorate ${event % 14}`,
          },
        }
      }
    }
  }
}

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
