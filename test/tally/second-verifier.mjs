/**
 * A second verifier, written from docs/tally.md alone: nothing of @amana is imported, only SHA-256 of Node and the
 * group of @noble/curves. It checks the three equations one by one, a point at a time: slow, and hard to get wrong.
 *
 * `weak` weakens it on purpose, for the tests that show what each input of the transcript is there for:
 * `omit` (names of inputs), `fixedY` (a scalar), `raw` (a value is its own scalar), `batched` (one equation for three).
 */
import { createHash } from 'node:crypto'
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js'

const { Point } = ristretto255
export const q = 2n ** 252n + 27742317777372353535851937790883648493n
export const mod = (a) => ((a % q) + q) % q
export const inv = (a) => power(mod(a), q - 2n)
export function power(base, exponent) {
  let [out, b] = [1n, mod(base)]
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) out = (out * b) % q
    b = (b * b) % q
  }
  return out
}

// Section 1: encoding and hashes.
const head = (major, n) => {
  if (n < 24) return [(major << 5) | n]
  const width = n < 2 ** 8 ? 1 : n < 2 ** 16 ? 2 : n < 2 ** 32 ? 4 : 8
  const bytes = []
  for (let k = width - 1; k >= 0; k--) bytes.push(Number((BigInt(n) >> BigInt(8 * k)) & 255n))
  return [(major << 5) | (24 + Math.log2(width)), ...bytes]
}
export function dcbor(value) {
  if (value === null) return Buffer.from([0xf6])
  if (value === true || value === false) return Buffer.from([value ? 0xf5 : 0xf4])
  if (typeof value === 'number') return Buffer.from(value >= 0 ? head(0, value) : head(1, -1 - value))
  if (typeof value === 'bigint') return dcbor(bytesOf(value)) // only where weak.raw lets a value be a scalar
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8')
    return Buffer.concat([Buffer.from(head(3, text.length)), text])
  }
  if (value instanceof Uint8Array) return Buffer.concat([Buffer.from(head(2, value.length)), value])
  return Buffer.concat([Buffer.from(head(4, value.length)), ...value.map(dcbor)])
}
export const digest = (tag, ...parts) =>
  new Uint8Array(
    createHash('sha256')
      .update(dcbor([`amana/1/${tag}`, ...parts]))
      .digest(),
  )
const digest64 = (tag, ...parts) => Buffer.concat([digest(tag, ...parts, 0), digest(tag, ...parts, 1)])
export const numberOf = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`)
export const bytesOf = (scalar) =>
  new Uint8Array(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse())
export const scalar = (tag, ...parts) => numberOf(digest64(tag, ...parts)) % q

export const H = Point.BASE
export const G = ristretto255_hasher.deriveToCurve(digest64('tally-base', 'value', 0))
const row = []
export const base = (j) => {
  row[j] ??= ristretto255_hasher.deriveToCurve(digest64('tally-base', 'row', j))
  return row[j]
}
export const times = (point, by) => (mod(by) === 0n ? Point.ZERO : point.multiplyUnsafe(mod(by)))
export const sum = (points) => points.reduce((a, b) => a.add(b), Point.ZERO)

// Section 2.
export const valueScalar = (field, value, weak = {}) =>
  weak.raw ? mod(BigInt(value)) : scalar('tally-value', field, value)

// Section 3.
const same = (a, b) => Buffer.compare(dcbor(a), dcbor(b)) === 0
const twins = (list) => list.some((a, i) => list.some((b, j) => j < i && same(a, b)))
const whole = (n) => Number.isSafeInteger(n) && n >= 0
function wellFormed({ release, fields, cells, entries }) {
  const [F, N] = [fields.length, entries.length]
  return (
    whole(release.size) &&
    release.root.length === 32 &&
    F >= 1 &&
    F <= 16 &&
    !twins(fields) &&
    N >= 1 &&
    N <= 2 ** 24 &&
    cells.every(
      ({ tuples, count }) =>
        tuples.length > 0 && tuples.every((values) => values.length === F) && whole(count),
    ) &&
    !twins(cells.flatMap(({ tuples }) => tuples)) &&
    cells.reduce((total, { count }) => total + count, 0) === N &&
    entries.every(
      ({ id, commitments }) =>
        id.length >= 1 &&
        id.length <= 64 &&
        commitments.length === F &&
        commitments.every((c) => c.length === 32),
    ) &&
    !twins(entries.map(({ id }) => id))
  )
}

// Section 4.
export function state0({ origin, release, claim, fields, cells, entries }, weak = {}) {
  const kept = (name, value) => (weak.omit?.includes(name) ? '' : value)
  const pages = []
  for (let at = 0; at < entries.length; at += 1024) {
    const page = entries
      .slice(at, at + 1024)
      .map(({ id, commitments }) => [
        kept('ids', id),
        ...commitments.map((bytes) => kept('commitments', bytes)),
      ])
    pages.push(digest('tally-page', pages.length, page))
  }
  return digest(
    'tally-statement',
    kept('origin', origin),
    kept('size', release.size),
    kept('root', release.root),
    kept('claim', claim),
    kept('fields', fields),
    kept(
      'cells',
      cells.map(({ tuples, count }) => [tuples, count]),
    ),
    kept('entries', entries.length),
    pages,
  )
}
/** `parts`: [name, bytes] in order. */
export const step = (state, parts, weak = {}) =>
  digest(
    'tally-step',
    state,
    new Uint8Array(
      Buffer.concat(parts.filter(([name]) => !weak.omit?.includes(name)).map(([, bytes]) => bytes)),
    ),
  )
export const challenge = (state, name, weak = {}) =>
  name === 'y' && weak.fixedY !== undefined ? weak.fixedY : scalar('tally-challenge', state, name)
export const weight = (state, i) => {
  const bytes = digest('tally-weights', state, Math.floor(i / 2))
  return numberOf(i % 2 === 0 ? bytes.slice(0, 16) : bytes.slice(16))
}

// Section 5.
export function shape(N) {
  let R0 = 1
  while (2 * R0 * R0 < N && R0 < 32) R0++
  const K = Math.ceil(N / R0)
  return { R: Math.ceil(N / K), K }
}
/** μ of each tuple, a list for each cell. */
export function tupleScalars({ fields, cells }, y, weak = {}) {
  return cells.map(({ tuples }) =>
    tuples.map((values) =>
      mod(values.reduce((s, value, f) => s + power(y, BigInt(f)) * valueScalar(fields[f], value, weak), 0n)),
    ),
  )
}
/** How many counts are committed to. */
export const hiddenCounts = ({ cells }) => cells.reduce((s, { tuples }) => s + tuples.length - 1, 0)
/** t of section 5. */
export function totalOf({ N, RK, z, x, S, tau }) {
  let [zs, taus, over] = [0n, 0n, 0n]
  for (let i = 0; i < N; i++) {
    zs += power(z, BigInt(i))
    taus += tau[i]
    over += tau[i] * inv(power(z, BigInt(i)))
  }
  const [lambda, nu] = [power(z, BigInt(RK)), power(z, BigInt(RK + 1))]
  return mod(zs + lambda * S - x * nu * taus - lambda * nu * over)
}

/** Section 7. */
export function verify(statement, proof, weak = {}) {
  if (!wellFormed(statement)) return false
  const { cells, entries } = statement
  const N = entries.length
  const { R, K } = shape(N)
  const T = hiddenCounts(statement)
  if (proof.length !== 32 * (4 * R + 2 * K + 5 + T)) return false
  const words = Array.from({ length: proof.length / 32 }, (_, i) => proof.slice(32 * i, 32 * i + 32))
  const scalars = words.slice(4 * R + 2 + T).map(numberOf)
  if (scalars.some((s) => s >= q)) return false
  let points
  let commitments
  try {
    points = words.slice(0, 4 * R + 2 + T).map((bytes) => Point.fromBytes(bytes))
    commitments = entries.map((entry) => entry.commitments.map((bytes) => Point.fromBytes(bytes)))
  } catch {
    return false
  }
  if (commitments.some((cs) => cs.some((c) => c.equals(Point.ZERO)))) return false
  const [A, sent, B] = [points.slice(0, R), points.slice(R, R + T), points.slice(R + T, 2 * R + T)]
  const [L, M, ...E] = points.slice(2 * R + T)
  E.splice(R + 1, 0, Point.ZERO) // the one that is not sent
  const [l, m] = [scalars.slice(0, K), scalars.slice(K, 2 * K)]
  const [phi, psi, epsilon] = scalars.slice(2 * K)

  const part = (from, to) => Buffer.concat(words.slice(from, to))
  const s0 = state0(statement, weak)
  const s1 = step(
    s0,
    [
      ['A', part(0, R)],
      ['N', part(R, R + T)],
    ],
    weak,
  )
  const s2 = step(s1, [['B', part(R + T, 2 * R + T)]], weak)
  const s3 = step(
    s2,
    [
      ['L', words[2 * R + T]],
      ['M', words[2 * R + 1 + T]],
      ...words.slice(2 * R + 2 + T, 4 * R + 2 + T).map((bytes, k) => [`E${k}`, bytes]),
    ],
    weak,
  )
  const s4 = step(s3, [['responses', part(4 * R + 2 + T, words.length)]], weak)
  const y = challenge(s0, 'y', weak)
  const x = challenge(s1, 'x')
  const z = challenge(s2, 'z')
  const xi = challenge(s3, 'xi')
  const tau = entries.map((_, i) => weight(s1, i))
  const mu = tupleScalars(statement, y, weak)
  if (z === 0n || mu.flat().includes(x)) return false
  // Of each cell: N_t of all its tuples, the last being what the others leave of the count. S is what they commit to.
  const S = sum(
    cells.map(({ count }, c) => {
      const N = sent.splice(0, mu[c].length - 1)
      N.push(times(G, BigInt(count)).subtract(sum(N)))
      return sum(N.map((point, k) => times(point, inv(x - mu[c][k]))))
    }),
  )
  const [lambda, nu] = [power(z, BigInt(R * K)), power(z, BigInt(R * K + 1))]
  const t = totalOf({ N, RK: R * K, z, x, S: 0n, tau })
  const over = (j) => inv(power(z, BigInt(j)))
  const at = (k) => power(xi, BigInt(k))

  const rows = [...Array(R).keys()]
  const columns = [...Array(K).keys()]
  const V1 = sum([
    L,
    ...rows.map((r) => times(B[r], at(r + 1))),
    ...columns.map((j) => {
      const used = rows.filter((r) => r * K + j < N)
      return times(
        base(j),
        -used.reduce((s, r) => s + at(r + 1) * nu * tau[r * K + j] * over(r * K + j), 0n) - l[j],
      )
    }),
    times(H, -phi),
  ])
  const V2 = sum([
    M,
    ...rows.map((r) => times(A[r], -at(R - r) * power(z, BigInt(r * K)))),
    ...columns.map((j) => {
      const x0 = rows.reduce((s, r) => s + at(R - r) * power(z, BigInt(r * K)) * x, 0n)
      const used = rows.filter((r) => r * K + j < N).reduce((s, r) => s + at(R - r) * lambda * over(j), 0n)
      return times(base(j), x0 + used - m[j] * over(j))
    }),
    times(H, -psi),
  ])
  const Q = sum(
    commitments.map((cs, i) => times(sum(cs.map((c, f) => times(c, power(y, BigInt(f))))), tau[i])),
  )
  const V3 = sum([
    ...E.map((point, k) => times(point, at(k))),
    times(G, at(R + 1) * t),
    times(S, at(R + 1) * lambda),
    times(Q, at(R + 1) * nu),
    times(G, -l.reduce((s, a, j) => s + a * m[j], 0n)),
    times(H, -epsilon),
  ])
  if (weak.batched) {
    const omega = challenge(s4, 'omega')
    return sum([V1, times(V2, omega), times(V3, omega * omega)]).equals(Point.ZERO)
  }
  return [V1, V2, V3].every((point) => point.equals(Point.ZERO))
}
