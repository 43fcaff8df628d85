/**
 * A second prover, which may cheat. It keeps to the protocol of docs/tally.md save for what the named weakness of the
 * transcript lets it choose after the challenge that should have come later.
 */
import { randomBytes } from 'node:crypto'
import { ristretto255 } from '@noble/curves/ed25519.js'
import {
  base,
  bytesOf,
  challenge,
  G,
  H,
  hiddenCounts,
  inv,
  mod,
  numberOf,
  power,
  q,
  shape,
  state0,
  step,
  sum,
  times,
  totalOf,
  tupleScalars,
  valueScalar,
  weight,
} from './second-verifier.mjs'

export const random = () => numberOf(randomBytes(64)) % q
export const commit = (v, r) => times(G, v).add(times(H, r)).toBytes()

/** Entries with one commitment a field, to the scalars given: [[v, …], …]. Gives entries and blindings. */
export function entriesOf(scalars) {
  const blindings = scalars.map((row) => row.map(random))
  const entries = scalars.map((row, i) => ({
    id: Uint8Array.from({ length: 16 }, (_, k) => (k === 15 ? i + 1 : 7)),
    commitments: row.map((v, f) => commit(v, blindings[i][f])),
  }))
  return { entries, blindings, scalars }
}
export const scalarsOf = (fields, rows, weak) =>
  rows.map((row) => row.map((value, f) => valueScalar(fields[f], value, weak)))

/** A root of a·X² + b·X + c modulo q, or null. */
function root(a, b, c) {
  try {
    const square = ristretto255.Point.Fn.sqrt(mod(b * b - 4n * a * c))
    return mod((square - b) * inv(2n * a))
  } catch {
    return null
  }
}

/**
 * A proof of `statement` by somebody who committed to `scalars` with `blindings`. `cheat`: null, or what the weak
 * transcript leaves out. `choose` lets the forger set parts of the statement once challenges are known to it.
 */
export function forge(statement, { scalars, blindings }, weak = {}, cheat = null, choose = {}) {
  const N = statement.entries.length
  const { R, K } = shape(N)
  const rows = [...Array(R).keys()]
  const columns = [...Array(K).keys()]
  const s0 = state0(statement, weak)
  const y = challenge(s0, 'y', weak)
  let u = choose.u?.(y) ?? scalars.map((row) => mod(row.reduce((s, v, f) => s + power(y, BigInt(f)) * v, 0n)))
  const lay = (vector) => rows.map((r) => columns.map((j) => vector[r * K + j] ?? 0n))
  const commitRows = (matrix, by) =>
    matrix.map((row, r) => sum([...row.map((a, j) => times(base(j), a)), times(H, by[r])]))
  const join = (points) => Buffer.concat(points.map((p) => p.toBytes()))

  const alpha = rows.map(random)
  let A = commitRows(lay(u), alpha)
  // Counts of the tuples of merged cells but the last of each; `choose.counts` says them where they are asked for.
  const sigma = Array.from({ length: hiddenCounts(statement) }, random)
  let n = choose.counts ?? sigma.map(() => 0n)
  const commitCounts = () => n.map((count, t) => times(G, count).add(times(H, sigma[t])))
  let counts = commitCounts()
  const s1 = step(
    s0,
    [
      ['A', join(A)],
      ['N', join(counts)],
    ],
    weak,
  )
  const x = challenge(s1, 'x')
  const tau = u.map((_, i) => weight(s1, i))
  choose.cells?.(u, x)
  if (choose.commitments) ({ scalars, blindings } = choose.commitments(u, tau))
  const mu = tupleScalars(statement, y, weak)
  /** What is known of S, and the factor of each hidden count in it. */
  const factors = []
  const known = mod(
    statement.cells.reduce((s, { count }, c) => {
      const over = mu[c].map((scalar) => inv(x - scalar))
      const last = over.pop()
      factors.push(...over.map((w) => mod(w - last)))
      return s + BigInt(count) * last
    }, 0n),
  )
  if (cheat === 'N') {
    // x is known: the first hidden count takes up whatever is lacking.
    const rest = n.slice(1).reduce((s, count, t) => s + count * factors[t + 1], known)
    n = [mod((u.reduce((s, a) => s + inv(x - a), 0n) - rest) * inv(factors[0])), ...n.slice(1)]
    counts = commitCounts()
  }
  const S = mod(n.reduce((s, count, t) => s + count * factors[t], known))

  if (cheat === 'A') {
    // x and τ are known and u is not fixed: entries 0 and 1 take up what (2) and (3) need, entry 2 is tried.
    const wanted = u.reduce((s, a, i) => s + tau[i] * a, 0n)
    for (let p = null; p === null; ) {
      u = [u[0], u[1], random(), ...u.slice(3)]
      const a = mod((tau[0] + tau[1]) * x - (wanted - u.slice(2).reduce((s, b, i) => s + tau[i + 2] * b, 0n)))
      const b = mod(S - u.slice(2).reduce((s, c) => s + inv(x - c), 0n))
      p = root(mod(b * tau[0]), mod(tau[1] - tau[0] - b * a), a)
      if (p !== null) u = [mod(x - p), mod(x - (a - tau[0] * p) * inv(tau[1])), ...u.slice(2)]
    }
    A = commitRows(lay(u), alpha)
  }

  const beta = rows.map(random)
  const h = u.map((a) => inv(x - a))
  let B = commitRows(lay(h), beta)
  const s2 = step(s1, [['B', join(B)]], weak)
  const z = challenge(s2, 'z')
  const RK = R * K
  const [lambda, nu] = [power(z, BigInt(RK)), power(z, BigInt(RK + 1))]
  const s = mod(
    scalars.reduce(
      (total, row, i) => total + tau[i] * row.reduce((a, v, f) => a + power(y, BigInt(f)) * v, 0n),
      0n,
    ),
  )
  const wanted = mod(totalOf({ N, RK, z, x, S, tau }) + nu * s)
  const right = (i) => mod(power(z, BigInt(i)) * (x - (u[i] ?? 0n)) + (i < N ? lambda : 0n))
  const left = (i) => (i < N ? mod(h[i] - nu * tau[i] * inv(power(z, BigInt(i)))) : 0n)
  const inner = () => mod([...Array(RK).keys()].reduce((total, i) => total + left(i) * right(i), 0n))
  if (cheat === 'B') {
    h[0] = mod(h[0] + (wanted - inner()) * inv(right(0)))
    B = commitRows(lay(h), beta)
  }
  /** 0 for a true statement: what the forger has to make disappear. */
  const excess = mod(inner() - wanted)
  const lRows = rows.map((r) => columns.map((j) => left(r * K + j)))
  const mRows = rows.map((r) => columns.map((j) => right(r * K + j)))
  const [lMask, mMask] = [columns.map(random), columns.map(random)]
  const [phiMask, psiMask] = [random(), random()]
  const over = (j) => inv(power(z, BigInt(j)))
  let L = sum([...lMask.map((a, j) => times(base(j), a)), times(H, phiMask)])
  let M = sum([...mMask.map((a, j) => times(base(j), a * over(j))), times(H, psiMask)])
  const [ls, ms] = [
    [lMask, ...lRows],
    [mMask, ...mRows.toReversed()],
  ]
  const e = Array(2 * R + 1).fill(0n)
  ls.forEach((a, p) => {
    ms.forEach((b, k) => {
      e[p + k] = mod(e[p + k] + a.reduce((total, c, j) => total + c * b[j], 0n))
    })
  })
  const epsilon = e.map(random)
  const E = e.map((a, k) => times(G, a).add(times(H, epsilon[k])))
  const sent = () => E.filter((_, k) => k !== R + 1)
  const masks = () => [
    ['L', L.toBytes()],
    ['M', M.toBytes()],
    ...sent().map((p, k) => [`E${k}`, p.toBytes()]),
  ]
  const s3 = step(s2, masks(), weak)
  const xi = challenge(s3, 'xi')
  const at = (k) => power(xi, BigInt(k))
  const combine = (parts) =>
    columns.map((j) => mod(parts.reduce((total, part, k) => total + at(k) * part[j], 0n)))
  const l = combine(ls)
  const m = combine(ms)
  const lacking = mod(at(R + 1) * excess)
  if (cheat === 'L') {
    const delta = mod(-lacking * inv(m[0]))
    l[0] = mod(l[0] + delta)
    L = L.add(times(base(0), delta))
  }
  if (cheat === 'M') {
    const delta = mod(-lacking * inv(l[0]))
    m[0] = mod(m[0] + delta)
    M = M.add(times(base(0), delta))
  }
  if (cheat?.startsWith('E')) {
    const number = Number(cheat.slice(1))
    const k = number <= R ? number : number + 1
    E[k] = E[k].add(times(G, lacking * inv(at(k))))
  }
  if (cheat === 'responses') {
    const omega = challenge(step(s3, [], weak), 'omega')
    for (const j of columns) {
      const a = mod(power(z, BigInt(j)) * inv(omega))
      const delta = root(a, mod(l[j] * a - m[j]), mod(-lacking))
      if (delta === null) continue
      l[j] = mod(l[j] + delta)
      m[j] = mod(m[j] - delta * a)
      break
    }
  }
  const rho = blindings.reduce(
    (total, row, i) => total + tau[i] * row.reduce((a, r, f) => a + power(y, BigInt(f)) * r, 0n),
    0n,
  )
  const phi = mod(rows.reduce((total, r) => total + at(r + 1) * beta[r], phiMask))
  const psi = mod(rows.reduce((total, r) => total - at(R - r) * power(z, BigInt(r * K)) * alpha[r], psiMask))
  const eps = mod(
    epsilon.reduce(
      (total, a, k) => (k === R + 1 ? total : total + at(k) * a),
      at(R + 1) * (nu * rho + lambda * sigma.reduce((s, a, t) => s + a * factors[t], 0n)),
    ),
  )
  return new Uint8Array(
    Buffer.concat([
      join(A),
      join(counts),
      join(B),
      ...masks().map(([, bytes]) => bytes),
      ...[...l, ...m, phi, psi, eps].map(bytesOf),
    ]),
  )
}
