/**
 * `bench tally [--case] [--records N] [--cells N] [--fields 1|2|3] [--sample N] [--json]`: a table proven as totals, ours beside what else could prove it. Ours is measured in full; the two others are run on
 * a few records and multiplied, since in full they take the better part of an hour.
 */
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Case, makeRelease, verifyView, writeView } from '@amana/bundle'
import { concat, equal } from '@amana/codec'
import { commitValues, newCaseKeys, nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope } from '@amana/linkage'
import { proveTally, verifyTally } from '@amana/tally'
import { verifyTalliesInThreads } from '@amana/tally/node'
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'

const { Point } = ristretto255
const q = Point.Fn.ORDER
const H = ristretto255_hasher.deriveToCurve(Buffer.alloc(64, 7))
const mod = (a) => ((a % q) + q) % q
const random = () => BigInt(`0x${randomBytes(64).toString('hex')}`) % q
const hash = (...parts) => BigInt(`0x${Buffer.from(sha256(Buffer.concat(parts))).toString('hex')}`) % q
const base = (s) => (s === 0n ? Point.ZERO : Point.BASE.multiplyUnsafe(s))
const times = (p, s) => (s === 0n ? Point.ZERO : p.multiplyUnsafe(s))

/** Seconds of wall clock and of processor that something takes, and what it gives. */
async function clock(what) {
  const [from, used] = [performance.now(), process.cpuUsage()]
  const result = await what()
  const { user, system } = process.cpuUsage(used)
  return { seconds: (performance.now() - from) / 1000, cpu: (user + system) / 1e6, result }
}

/** The cells' codes: `cells` of them as a grid over the fields. */
function grid(cells, fields) {
  const widths = []
  for (let left = cells, f = fields; f > 0; f--) {
    let width = Math.max(1, Math.round(left ** (1 / f)))
    while (left % width !== 0) width--
    widths.push(f === 1 ? left : width)
    left /= width
  }
  return Array.from({ length: cells }, (_, c) => {
    let rest = c
    return widths.map((width) => {
      const code = `code-${rest % width}`
      rest = Math.floor(rest / width)
      return code
    })
  })
}

/** Our table on the route of noble alone and on the faster one: what is committed on one is proven and checked on both. */
async function ours({ records, cells, fields }) {
  const names = Array.from({ length: fields }, (_, f) => `field-${f}`)
  const codes = grid(cells, fields)
  const rows = Array.from({ length: records }, (_, i) => codes[(i * 7919) % cells])
  const blindings = rows.map(() => names.map(() => Uint8Array.from(randomBytes(32)).fill(0, 31)))
  // As a release does: those of one record together.
  const commitments = () => {
    const made = rows.map((row, i) =>
      commitValues(names.map((field, f) => ({ field, value: row[f], blinding: blindings[i][f] }))),
    )
    return names.map((_, f) => made.map((record) => record[f]))
  }
  useBackend(nodeBackend)
  say('commitments with Node')
  const native = await clock(commitments)
  useBackend(nobleBackend)
  say('commitments')
  const commit = await clock(commitments)
  const columns = commit.result
  const same = columns.every((column, f) => column.every((bytes, i) => equal(bytes, native.result[f][i])))
  const counts = codes.map(() => 0)
  for (let i = 0; i < records; i++) counts[(i * 7919) % cells]++
  const statement = {
    origin: 'bench',
    release: { size: records, root: new Uint8Array(32) },
    claim: 'bench',
    fields: names,
    cells: codes.map((values, c) => ({ tuples: [values], count: counts[c] })),
    entries: rows.map((_, i) => ({
      id: Uint8Array.from({ length: 16 }, (_, k) => (i >> (8 * k)) & (k < 4 ? 255 : 0)),
      commitments: columns.map((column) => column[i]),
    })),
  }
  const openings = rows.map((row, i) => row.map((value, f) => ({ value, blinding: blindings[i][f] })))
  say('proof')
  const prove = await clock(() => proveTally(statement, openings))
  say('check')
  const check = await clock(() => verifyTally(statement, prove.result))
  useBackend(nodeBackend)
  say('with Node: proof')
  const fasterProve = await clock(() => proveTally(statement, openings))
  say('with Node: check')
  const fasterCheck = await clock(() => verifyTally(statement, prove.result))
  say('with Node: check in threads')
  const threads = await clock(
    async () => (await verifyTalliesInThreads([{ statement, proof: prove.result }]))[0],
  )
  useBackend(nobleBackend)
  const wrong = { ...statement, claim: 'another' }
  const right =
    same &&
    [check, fasterCheck, threads].every(({ result }) => result.ok) &&
    verifyTally(statement, fasterProve.result).ok &&
    !verifyTally(wrong, prove.result).ok
  return {
    right,
    bytes: prove.result.length,
    commit,
    prove,
    check,
    native,
    fasterProve,
    fasterCheck,
    threads,
  }
}

/**
 * A proof that one commitment holds one of the cells (Cramer, Damgård and Schoenmakers, CRYPTO '94): one challenge
 * and one response a cell. Such a proof a record; the totals then follow only from a commitment to each cell, so
 * every record has a commitment to 0 or 1 for each cell, each with a proof of two branches.
 */
function orProof(bit, blinding) {
  const C = base(blinding).add(times(H, bit))
  const [w, fakeC, fakeR] = [random(), random(), random()]
  // Branch b is C − b·H = r·BASE; the false one is simulated.
  const other = 1n - bit
  const fakeT = base(fakeR).add(times(C.subtract(times(H, other)), mod(-fakeC)))
  const ts = bit === 0n ? [base(w), fakeT] : [fakeT, base(w)]
  const c = mod(hash(C.toBytes(), ts[0].toBytes(), ts[1].toBytes()) - fakeC)
  const r = mod(w + c * blinding)
  return bit === 0n ? { C, cs: [c, fakeC], rs: [r, fakeR] } : { C, cs: [fakeC, c], rs: [fakeR, r] }
}
function orCheck({ C, cs, rs }) {
  const ts = [0n, 1n].map((b, k) => base(rs[k]).add(times(C.subtract(times(H, b)), mod(-cs[k]))))
  return hash(C.toBytes(), ts[0].toBytes(), ts[1].toBytes()) === mod(cs[0] + cs[1])
}

/** A cell as exponential ElGamal with a proof that it is 0 or 1, as ElectionGuard has for a selection. */
function sealedCell(K, bit) {
  const r = random()
  const [A, B] = [base(r), times(K, r).add(base(bit))]
  const [w, fakeC, fakeR] = [random(), random(), random()]
  const other = 1n - bit
  const fake = [
    base(fakeR).add(times(A, mod(-fakeC))),
    times(K, fakeR).add(times(B.subtract(base(other)), mod(-fakeC))),
  ]
  const real = [base(w), times(K, w)]
  const ts = bit === 0n ? [...real, ...fake] : [...fake, ...real]
  const c = mod(hash(A.toBytes(), B.toBytes(), ...ts.map((t) => t.toBytes())) - fakeC)
  const s = mod(w + c * r)
  return bit === 0n ? { A, B, cs: [c, fakeC], rs: [s, fakeR] } : { A, B, cs: [fakeC, c], rs: [fakeR, s] }
}
function sealedCheck(K, { A, B, cs, rs }) {
  const ts = [0n, 1n].flatMap((b, k) => [
    base(rs[k]).add(times(A, mod(-cs[k]))),
    times(K, rs[k]).add(times(B.subtract(base(b)), mod(-cs[k]))),
  ])
  return hash(A.toBytes(), B.toBytes(), ...ts.map((t) => t.toBytes())) === mod(cs[0] + cs[1])
}

/** Runs a scheme on a few records and multiplies. */
async function other(make, check, bytes, { records, cells, sample }) {
  const cellsOf = (record) => Array.from({ length: cells }, (_, c) => (c === record % cells ? 1n : 0n))
  const made = await clock(() => Array.from({ length: sample }, (_, i) => cellsOf(i).map((bit) => make(bit))))
  const checked = await clock(() => made.result.flat().every((proof) => check(proof)))
  const by = records / sample
  return {
    right: checked.result,
    bytes: bytes * cells * records,
    prove: { seconds: made.seconds * by, cpu: made.cpu * by },
    check: { seconds: checked.seconds * by, cpu: checked.cpu * by },
  }
}

const say = (what) => process.stderr.write(`${what}\n`)

/** A case of so many persons: what its release and its public view cost, with tallied fields and with salted hashes alone. */
async function wholeCase(records) {
  useBackend(nodeBackend)
  const sexes = ['female', 'male', 'unknown']
  const rows = Array.from({ length: records }, (_, i) => ({
    rowId: `row ${i}`,
    given: `given ${i % 97}`,
    family: `family ${i % 89}`,
    sex: sexes[(i * 7) % 3],
    ageMin: (i * 13) % 80,
    ageMax: (i * 13) % 80,
    incident: `incident ${i % 20}`,
    dateOfDeath: '2014-12-28',
    cause: 'airstrike',
    civilian: 'civilian',
  }))
  const made = () => {
    const keys = newCaseKeys()
    const amana = new Case('amana/bench', keys, newScope('bench', 1, keys.linkage))
    amana.import(rows)
    return amana
  }
  const second = (name, { seconds, cpu }, more = '') =>
    console.log(`| ${name} | ${seconds.toFixed(1)} s | ${cpu.toFixed(1)} s | ${more} |`)
  console.log(
    `A case of ${records} persons, of processor in the second column\n\n| | | | |\n|---|---|---|---|`,
  )
  const amana = made()
  second('release', await clock(() => makeRelease(amana, { time: '2015-02-01T00:00:00Z' })))
  for (const audience of ['public', 'investigator', 'custodian']) {
    const cut = await clock(() => concat(...writeView(amana, audience)))
    const bytes = cut.result.length
    second(
      `${audience}: cut`,
      cut,
      `${(bytes / 1e6).toFixed(1)} MB, ${Math.round(bytes / records)} bytes a person`,
    )
    const alone = await clock(() => verifyView([cut.result], amana.verificationKey))
    second(`${audience}: verify`, alone, alone.result.claims.map(({ status }) => status[0]).join(''))
    if (audience === 'custodian') continue
    const tally = verifyTalliesInThreads
    second(
      `${audience}: verify in threads`,
      await clock(() => verifyView([cut.result], amana.verificationKey, { tally })),
    )
  }
  // What is not the group's work: the same commitments with their elements known.
  const known = await clock(() => {
    for (const { record, logged } of amana.log) amana.committed(record, logged)
  })
  second('all commitments of the release again, elements known', known)
}

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '10000' },
      cells: { type: 'string', default: '60' },
      // How many fields the cells are spread over.
      fields: { type: 'string', default: '2' },
      // Records on which the others are run.
      sample: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
      // A whole case in place of one table.
      case: { type: 'boolean', default: false },
    },
  })
  const size = Object.fromEntries(
    ['records', 'cells', 'fields', 'sample'].map((name) => [name, Number(values[name])]),
  )
  if (Object.values(size).some((n) => !Number.isSafeInteger(n) || n < 1) || size.fields > 3) {
    console.error('bench: records, cells, fields (at most 3) and sample are whole numbers from 1 on.')
    process.exitCode = 2
    return
  }
  if (values.case) {
    await wholeCase(size.records)
    return
  }
  useBackend(nobleBackend)
  const tally = await ours(size)
  say(`OR proofs of ${size.sample} records`)
  const or = await other((bit) => orProof(bit, random()), orCheck, 32 * 5, size)
  say(`encryption per cell of ${size.sample} records`)
  const K = base(random())
  const elGamal = await other(
    (bit) => sealedCell(K, bit),
    (cell) => sealedCheck(K, cell),
    32 * 6,
    size,
  )
  const right = tally.right && or.right && elGamal.right
  if (!right) process.exitCode = 1
  const plain = ({ seconds, cpu }) => ({ seconds, cpu })
  if (values.json) {
    const of = ({ result: _, ...rest }) =>
      Object.fromEntries(
        Object.entries(rest).map(([name, value]) => [
          name,
          value?.seconds === undefined ? value : plain(value),
        ]),
      )
    console.log(JSON.stringify({ ...size, right, tally: of(tally), orProofs: of(or), elGamal: of(elGamal) }))
    return
  }
  const line = (name, bytes, prove, check, cpu, how) => {
    const s = (n) => `${n.toFixed(n < 100 ? 2 : 0)} s`
    const each = bytes / size.records
    const total = bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
    console.log(
      `| ${name} | ${total} | ${each.toFixed(each < 100 ? 2 : 0)} | ${s(prove)} | ${s(check)} | ${s(cpu[0])}, ${s(cpu[1])} | ${how} |`,
    )
  }
  console.log(
    `${size.records} records, ${size.cells} cells over ${size.fields} field(s); ${new Date().toISOString().slice(0, 10)}\n`,
  )
  console.log('| | proof | bytes a record | prove | check | of processor | |')
  console.log('|---|---|---|---|---|---|---|')
  const { prove, check, fasterProve, fasterCheck, threads, commit, native, bytes } = tally
  line('tally, noble alone', bytes, prove.seconds, check.seconds, [prove.cpu, check.cpu], 'measured')
  line(
    'tally, with Node',
    bytes,
    fasterProve.seconds,
    fasterCheck.seconds,
    [fasterProve.cpu, fasterCheck.cpu],
    'measured',
  )
  line(
    `tally, with Node, ${availableParallelism()} threads check`,
    bytes,
    fasterProve.seconds,
    threads.seconds,
    [fasterProve.cpu, threads.cpu],
    'measured',
  )
  for (const [name, each] of [
    ['OR proofs per record and cell', or],
    ['exponential ElGamal per cell', elGamal],
  ])
    line(
      name,
      each.bytes,
      each.prove.seconds,
      each.check.seconds,
      [each.prove.cpu, each.check.cpu],
      `${size.sample} records, multiplied`,
    )
  console.log(
    `\nCommitments, once a release: ${[commit, native].map(({ seconds }) => `${seconds.toFixed(2)} s (${((seconds / size.records / size.fields) * 1e6).toFixed(0)} µs each)`).join(', with Node ')}; the same bytes.`,
  )
}
