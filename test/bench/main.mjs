/**
 * Measurements behind the figures in `docs/`: `pnpm bench NAME [--flag value …]` (flags are the measurement's own);
 * without a name it lists them. Exit 0: measured; 1: what was measured is wrong; 2: misuse.
 */
import { parseArgs } from 'node:util'

/** One file a measurement: `SUMMARY`, `OPTIONS` (as of `parseArgs`), `run(values, say)` that gives true where all is right. */
const BENCHES = { tally: './tally.mjs' }

async function main([name, ...rest]) {
  if (name === undefined) {
    for (const [each, path] of Object.entries(BENCHES))
      console.log(`${each}: ${(await import(path)).SUMMARY}`)
    return 0
  }
  if (!Object.hasOwn(BENCHES, name)) {
    console.error(
      `bench: there is no measurement of that name; there are ${Object.keys(BENCHES).join(', ')}.`,
    )
    return 2
  }
  const bench = await import(BENCHES[name])
  let values
  try {
    values = parseArgs({ args: rest, options: bench.OPTIONS }).values
  } catch (error) {
    console.error(`bench: ${error.message}`)
    return 2
  }
  return (await bench.run(values, (what) => console.error(`bench: ${what} …`))) ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
