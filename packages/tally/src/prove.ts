/** Making a proof. See `docs/tally.md`, section 5; the letters are those of that page. */
import { AmanaError, concat, joined } from '@amana/codec'
import {
  basesOfRow,
  blinded,
  blindingScalar,
  digest,
  inverse,
  keystream,
  mod,
  ORDER,
  type Point,
  pedersen,
  powers,
  prf,
  randomBytes,
  sumOfProducts,
  TAG,
  type TallyOpening,
  wide,
  wipe,
} from '@amana/crypto'
import { encodeProof, shapeOf } from './proof.js'
import { faultOf, hashOf, type TallyStatement, tupleKey } from './statement.js'
import { hiddenCounts, reciprocals, sumOfReciprocals, tupleScalars } from './table.js'
import { challenge, step, weights } from './transcript.js'

const bytesOf = (points: readonly Point[]): Uint8Array => joined(points.map((point) => point.toBytes()))

/** The tuple of each entry, by its opened values, and how many have each; the statement's counts must be theirs. */
function tuplesOfEntries(
  statement: TallyStatement,
  openings: readonly (readonly TallyOpening[])[],
): { readonly tupleOf: Uint32Array; readonly counts: readonly number[] } {
  if (openings.length !== statement.entries.length)
    throw new AmanaError(
      'tally/bad-openings',
      'There must be the openings of every entry, in the order of the entries.',
    )
  const places = new Map(
    statement.cells.flatMap(({ tuples }) => tuples).map((values, t) => [tupleKey(values), t]),
  )
  const counts = new Array<number>(places.size).fill(0)
  const tupleOf = Uint32Array.from(openings, (row) => {
    const tuple = places.get(tupleKey(row.map(({ value }) => value)))
    if (tuple === undefined)
      throw new AmanaError('tally/not-so', 'An entry is in no cell of the table: what is stated is not so.')
    counts[tuple]!++
    return tuple
  })
  let at = 0
  for (const { tuples, count } of statement.cells) {
    const sum = counts.slice(at, at + tuples.length).reduce((all, each) => all + each, 0)
    if (sum !== count)
      throw new AmanaError('tally/not-so', 'The counts of the table are not those of the openings.')
    at += tuples.length
  }
  return { tupleOf, counts }
}

/**
 * A source of secret scalars for one proof: a stream keyed by PRF(openings; statement) XOR fresh bytes. With a good
 * generator they are fresh; with a broken one they are still a function of all that the proof is about, so no two
 * statements ever share one.
 */
function nonces(
  state: Uint8Array,
  openings: readonly (readonly TallyOpening[])[],
  fresh: Uint8Array,
  count: number,
): () => bigint {
  let key: Uint8Array = new Uint8Array(32)
  for (const row of openings)
    key = digest(TAG.tallyNonces, key, ...row.flatMap(({ value, blinding }) => [value, blinding]))
  const seed = prf(key, TAG.tallyNonces, state)
  for (let i = 0; i < 32; i++) seed[i]! ^= fresh[i]!
  const stream = keystream(seed, 64 * count)
  wipe(key)
  wipe(seed)
  let at = 0
  return () => {
    if (at === stream.length) throw new Error('more nonces were drawn than were made')
    const bytes = stream.subarray(at, at + 64)
    at += 64
    const nonce = wide(bytes)
    bytes.fill(0)
    return nonce
  }
}

/**
 * Proves that the commitments of all entries hold exactly the values of the table, and shows nothing else about them.
 * Whether the openings fit the commitments is not looked at, since that takes as long as the whole proof: with one
 * that does not fit, the proof fails, and still shows nothing.
 *
 * Its time depends on the values: nobody else should be computing on the documenter's machine.
 * @param statement what is proven
 * @param openings for each entry, the opening of its commitment in each field
 * @param fresh 32 random bytes; drawn where not given. The same bytes give the same proof.
 * @returns the proof, 32·(4·rows + 2·columns + 5) bytes, 24 kB for 10,000 entries, whatever the number of cells; and 32 for each
 * tuple of a merged cell but its last
 * @throws {AmanaError} `tally/bad-statement`, `tally/bad-openings`, `tally/not-so`, `tally/bad-blinding`,
 *   `cbor/not-encodable`
 *
 * @example
 * const proof = proveTally(statement, openings)
 * verifyTally(statement, proof) // { ok: true }
 */
export function proveTally(
  statement: TallyStatement,
  openings: readonly (readonly TallyOpening[])[],
  fresh: Uint8Array = randomBytes(32),
): Uint8Array {
  const fault = faultOf(statement)
  if (fault !== null) throw new AmanaError('tally/bad-statement', `Nothing can be proven: ${fault}.`)
  if (fresh.length !== 32)
    throw new AmanaError('tally/bad-fresh', 'Fresh randomness for a proof is 32 bytes.')
  const { tupleOf, counts } = tuplesOfEntries(statement, openings)
  const entries = openings.length
  const { rows, columns } = shapeOf(entries)
  const bases = basesOfRow(columns)

  const state0 = hashOf(statement)
  const nonce = nonces(state0, openings, fresh, 4 * rows + 2 * columns + 2 + hiddenCounts(statement.cells))
  const some = (count: number) => Array.from({ length: count }, nonce)
  const y = challenge(state0, 'y')
  const mu = tupleScalars(statement, y)

  // Rows of u take few values: the generators are first summed by tuple, and both A and B are made of the sums.
  const sums: { readonly tuples: number[]; readonly points: Point[] }[] = []
  for (let r = 0; r < rows; r++) {
    const byTuple = new Map<number, Point>()
    for (let i = r * columns; i < Math.min((r + 1) * columns, entries); i++) {
      const tuple = tupleOf[i]!
      const base = bases[i - r * columns]!
      byTuple.set(tuple, byTuple.get(tuple)?.add(base) ?? base)
    }
    sums.push({ tuples: [...byTuple.keys()], points: [...byTuple.values()] })
  }
  const commitRows = (scalars: readonly bigint[], blindings: readonly bigint[]) =>
    bytesOf(
      sums.map(({ tuples, points }, r) =>
        sumOfProducts(
          points,
          tuples.map((t) => scalars[t]!),
        ).add(blinded(blindings[r]!)),
      ),
    )

  const alpha = some(rows)
  const a = commitRows(mu, alpha)
  // Of each merged cell, all tuples but the last, whose count follows from that of the cell.
  let at = 0
  const hidden = statement.cells.flatMap(({ tuples }) => {
    at += tuples.length
    return counts
      .slice(at - tuples.length, at - 1)
      .map((count) => ({ count: BigInt(count), blinding: nonce() }))
  })
  const n = bytesOf(hidden.map(({ count, blinding }) => pedersen(count, blinding)))
  const state1 = step(state0, concat(a, n))
  const x = challenge(state1, 'x')
  const tau = weights(state1, 0, entries)
  const inverted = reciprocals(mu, x)
  if (inverted === null) throw new AmanaError('tally/try-again', 'A challenge hit a tuple. Prove again.')

  const beta = some(rows)
  const b = commitRows(inverted, beta)
  const state2 = step(state1, b)
  const z = challenge(state2, 'z')
  const zs = powers(z, rows * columns + 2)
  const inverseZ = inverse(z)
  const inverseZs = powers(inverseZ, rows * columns)
  const lambda = zs[rows * columns]!
  const nu = zs[rows * columns + 1]!

  // Row r of l and of m; unused places hold u = h = 0, so l = 0 and m = z^i·x.
  const l: bigint[][] = []
  const m: bigint[][] = []
  for (let r = 0; r < rows; r++) {
    const [left, right]: [bigint[], bigint[]] = [[], []]
    for (let i = r * columns; i < (r + 1) * columns; i++) {
      const tuple = i < entries ? tupleOf[i]! : -1
      if (tuple < 0) {
        left.push(0n)
        right.push((zs[i]! * x) % ORDER)
      } else {
        left.push(mod(inverted[tuple]! - ((((nu * tau[i]!) % ORDER) * inverseZs[i]!) % ORDER)))
        right.push(mod(zs[i]! * (x - mu[tuple]!) + lambda))
      }
    }
    l.push(left)
    m.push(right)
  }

  // Masks, and the coefficients of ⟨L(ξ), M(ξ)⟩ with L = l* + Σ ξ^(r+1) l_r and M = m* + Σ ξ^(R−r) m_r.
  const lMask = some(columns)
  const mMask = some(columns)
  const [phiMask, psiMask] = [nonce(), nonce()]
  const lCoefficients = [lMask, ...l]
  const mCoefficients = [mMask, ...m.toReversed()]
  const e = new Array<bigint>(2 * rows + 1).fill(0n)
  for (let p = 0; p <= rows; p++) {
    for (let q = 0; q <= rows; q++) {
      if (p + q === rows + 1) continue
      const [left, right] = [lCoefficients[p]!, mCoefficients[q]!]
      let sum = 0n
      for (let j = 0; j < columns; j++) sum += left[j]! * right[j]!
      e[p + q]! += sum % ORDER
    }
  }
  const epsilon = e.map((_, k) => (k === rows + 1 ? 0n : nonce()))
  const masks = bytesOf([
    sumOfProducts(bases, lMask).add(blinded(phiMask)),
    sumOfProducts(
      bases,
      mMask.map((value, j) => (value * inverseZs[j]!) % ORDER),
    ).add(blinded(psiMask)),
    ...e.flatMap((value, k) => (k === rows + 1 ? [] : [pedersen(value, epsilon[k]!)])),
  ])
  const state3 = step(state2, masks)
  const xi = powers(challenge(state3, 'xi'), 2 * rows + 1)

  const combine = (parts: readonly (readonly bigint[])[]) =>
    Array.from({ length: columns }, (_, j) =>
      mod(parts.reduce((sum, part, k) => sum + xi[k]! * part[j]!, 0n)),
    )
  let rho = 0n
  const places = powers(y, statement.fields.length)
  openings.forEach((row, i) => {
    const blinding = row.reduce((sum, opening, f) => sum + places[f]! * blindingScalar(opening.blinding), 0n)
    rho += (tau[i]! * (blinding % ORDER)) % ORDER
  })
  let phi = phiMask
  let psi = psiMask
  for (let r = 0; r < rows; r++) {
    phi += xi[r + 1]! * beta[r]!
    psi -= ((xi[rows - r]! * zs[r * columns]!) % ORDER) * alpha[r]!
  }
  const { factors } = sumOfReciprocals(statement.cells, inverted)
  const sigma = hidden.reduce((sum, { blinding }, t) => sum + factors[t]! * blinding, 0n)
  const product = epsilon.reduce(
    (sum, value, k) => sum + xi[k]! * value,
    xi[rows + 1]! * ((nu * (rho % ORDER) + lambda * (sigma % ORDER)) % ORDER),
  )
  return encodeProof({
    a,
    counts: n,
    b,
    masks,
    left: combine(lCoefficients),
    right: combine(mCoefficients),
    blindings: [mod(phi), mod(psi), mod(product)],
  })
}
