/** `pnpm bench WHAT`: measurements whose figures stand in `docs/`, one file each. They need a build, and a machine that does nothing else. */
const BENCHES = {
  hash: {
    file: './hash.mjs',
    about: 'hashing files beside sha256sum and openssl: rate, memory, what a kill costs',
  },
}

const [name, ...args] = process.argv.slice(2)
const bench = Object.hasOwn(BENCHES, name ?? '') ? BENCHES[name] : undefined
if (bench === undefined) {
  console.error('usage: pnpm bench WHAT [OPTIONS]')
  for (const [known, { about }] of Object.entries(BENCHES)) console.error(`  ${known.padEnd(10)} ${about}`)
  process.exit(2)
}
const { main } = await import(bench.file)
process.exitCode = await main(args)
