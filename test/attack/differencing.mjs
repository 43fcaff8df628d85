/**
 * Tables of counts for several audiences, release after release: what can somebody work out who has them all? The adversary here shares no
 * code with the gate: he solves the published sums as equations, and squeezes bounds until they stand.
 */
import { countOf, derivedCells, eachOf, mergeSmallCells, tableOf } from '@amana/risk'
import { generator } from './chance.mjs'

export const NEEDS = []
export const SUMMARY =
  'tables and views subtracted across audiences and releases, with the gate and with small cells merely left out'
/** Sequences of releases and tables; the name is that of the option. */
export const PERSONS = 200

const K = 5
const RELEASES = 3
const TABLES = 2
const FIELDS = [
  { name: 'release', categories: ['0', '1', '2'] },
  { name: 'incident', categories: ['a', 'b', 'c', 'd'] },
  { name: 'sex', categories: ['f', 'm'] },
  { name: 'age', categories: ['0-17', '18-59', '60+'], ordered: true },
]
const ATOMS = FIELDS.reduce(
  (at, { categories }) => at.flatMap((head) => categories.map((_, i) => [...head, i])),
  [[]],
)
const includes = (where, at) => where.every((set, f) => set === null || set.includes(at[f]))

/** Releases that come one after the other: 20 to 50 more people each, most of them men and adults, most in two incidents. */
function sequence(random) {
  const people = []
  const releases = []
  for (let release = 0; release < RELEASES; release++) {
    for (let left = 20 + random.below(31); left > 0; left--)
      people.push([
        release,
        Math.min(random.below(4), random.below(4)),
        random.below(6) === 0 ? 0 : 1,
        [0, 1, 1, 1, 1, 2][random.below(6)],
      ])
    const counts = new Map()
    for (const at of people) counts.set(at.join(), (counts.get(at.join()) ?? 0) + 1)
    const joint = {
      fields: FIELDS,
      cells: [...counts].map(([at, count]) => ({ at: at.split(',').map(Number), count })),
    }
    const tables = Array.from({ length: TABLES }, () => [
      [Array.from({ length: release + 1 }, (_, i) => i)],
      [
        null,
        eachOf(FIELDS[1]),
        [
          [0, 1],
          [2, 3],
        ],
        [[0], [1, 2, 3]],
      ][random.below(4)],
      [null, eachOf(FIELDS[2])][random.below(2)],
      [null, eachOf(FIELDS[3]), [[0], [1, 2]], [[0, 1], [2]]][random.below(4)],
    ])
    releases.push({ joint, tables, view: random.below(2) === 0 })
  }
  return releases
}

/** What a view may show of each record's incident: all, merged, or nothing. */
const VIEWS = [
  eachOf(FIELDS[1]),
  [[0], [1, 2, 3]],
  [
    [0, 1],
    [2, 3],
  ],
]
/** A view is a table too, and one that tells the releases apart: a record's id says when it came. */
const asRows = ([[now]], incidents) => [now[0].map((release) => [release]), incidents, null, null]

/** With the gate: what gives a small cell away beside all that was published is merged until it does not, or not published. */
function throughTheGate(releases) {
  const published = []
  for (const { joint, tables, view } of releases) {
    const rows = view ? VIEWS.map((incidents) => tableOf(joint, asRows(tables, incidents))) : []
    const open = rows.find((cells) => derivedCells(joint, [...published, ...cells], K).length === 0)
    published.push(...(open ?? []))
    for (const [now, ...wished] of tables) {
      // A table is about everybody so far: the releases until now are one category.
      const merged = mergeSmallCells(joint, K, published, [null, ...wished])
      if (merged !== null)
        published.push(
          ...merged.cells.map(({ where, count }) => ({ count, where: [now[0], ...where.slice(1)] })),
        )
    }
  }
  return published
}

/** The naive way: a cell below k is left out of its table, its margins and every other table stay. */
const naively = (releases) =>
  releases.flatMap(({ joint, tables, view }) => [
    ...(view ? tableOf(joint, asRows(tables, VIEWS[0])) : []).filter(({ count }) => count >= K),
    ...tables.flatMap((groups) => {
      const [now, ...rest] = groups
      // Every table comes with its margins, as tables do.
      const margins = rest.reduce(
        (all, sets) =>
          all.flatMap((head) =>
            sets === null
              ? [[...head, null]]
              : [
                  [...head, sets],
                  [...head, null],
                ],
          ),
        [[now]],
      )
      return margins.flatMap((margin) => tableOf(joint, margin)).filter(({ count }) => count >= K)
    }),
  ])

/** Modulo this prime the rank is that over the rationals, but for a chance of one in a billion. */
const PRIME = 2147483647n
const inverse = (x) => {
  let result = 1n
  for (let power = PRIME - 2n, by = x; power > 0n; power >>= 1n, by = (by * by) % PRIME)
    if (power & 1n) result = (result * by) % PRIME
  return result
}

/** The published sums in echelon form; `solve` gives a cell's count where it is a combination of them, else null. */
function equations(cells, atoms) {
  const rows = []
  const reduce = (row) => {
    for (const { pivot, of } of rows) {
      const factor = row[pivot]
      if (factor !== 0n)
        for (let j = 0; j < row.length; j++) row[j] = (((row[j] - factor * of[j]) % PRIME) + PRIME) % PRIME
    }
    return row
  }
  const vector = (where, count) => [...atoms.map((at) => (includes(where, at) ? 1n : 0n)), BigInt(count)]
  for (const { where, count } of cells) {
    const row = reduce(vector(where, count))
    const pivot = row.slice(0, -1).findIndex((x) => x !== 0n)
    if (pivot < 0) continue
    const by = inverse(row[pivot])
    rows.push({ pivot, of: row.map((x) => (x * by) % PRIME) })
  }
  return (where) => {
    const row = reduce(vector(where, 0))
    return row.slice(0, -1).every((x) => x === 0n) ? Number((PRIME - row.at(-1)) % PRIME) : null
  }
}

/** Least and greatest of each atom, squeezed by each sum in turn until nothing moves (the idea of the shuttle algorithm). */
function squeezed(cells, atoms) {
  const low = atoms.map(() => 0)
  const high = atoms.map(() => Number.POSITIVE_INFINITY)
  for (let moved = true; moved; ) {
    moved = false
    for (const { of, count } of cells) {
      const lowest = of.reduce((sum, i) => sum + low[i], 0)
      const highest = of.reduce((sum, i) => sum + high[i], 0)
      for (const i of of) {
        const most = count - (lowest - low[i])
        const least = Number.isFinite(highest) ? count - (highest - high[i]) : Number.NEGATIVE_INFINITY
        if (most < high[i] || least > low[i]) {
          high[i] = Math.min(high[i], most)
          low[i] = Math.max(low[i], least)
          moved = true
        }
      }
    }
  }
  return { low, high }
}

/** Every cell that he may ask about: all products of sets of categories, and of releases. */
const SETS = FIELDS.map(({ categories }) => [
  null,
  ...Array.from({ length: 2 ** categories.length - 2 }, (_, bits) =>
    categories.map((__, at) => at).filter((at) => ((bits + 1) >> at) & 1),
  ),
])
const TARGETS = SETS.reduce((heads, sets) => heads.flatMap((head) => sets.map((set) => [...head, set])), [[]])

/** Cells below the threshold that he gets: exactly, or so that he is sure that there is somebody and fewer than k. */
function recovered(joint, published) {
  const everybody = { where: [null, null, null, null], count: countOf(joint, [null, null, null, null]) }
  const cells = [everybody, ...published]
  const noughts = cells.filter(({ count }) => count === 0)
  const atoms = ATOMS.filter((at) => !noughts.some(({ where }) => includes(where, at)))
  const solve = equations(cells, atoms)
  const sums = cells.map(({ where, count }) => ({
    count,
    of: atoms.flatMap((at, i) => (includes(where, at) ? [i] : [])),
  }))
  const { low, high } = squeezed(sums, atoms)
  let exactly = 0
  let nearly = 0
  for (const where of TARGETS) {
    const count = countOf(joint, where)
    if (count === 0 || count >= K) continue
    const solved = solve(where)
    if (solved !== null && solved !== count) throw new Error('the equations are wrong')
    const inside = atoms.flatMap((at, i) => (includes(where, at) ? [i] : []))
    const least = inside.reduce((sum, i) => sum + low[i], 0)
    const most = inside.reduce((sum, i) => sum + high[i], 0)
    if (solved === count || least === most) exactly++
    else if (least >= 1 && most < K) nearly++
  }
  return { exactly, nearly }
}

/** @returns lines: how many small cells fell, in how many of the sequences; ok: none with the gate, some without */
export function run({ seed, persons: sequences, progress = () => {} }) {
  const random = generator(seed, 'differencing')
  const lines = [
    { what: 'through the gate', ours: true, sequences: 0, exactly: 0, nearly: 0, cells: 0, seen: 0 },
    { what: 'small cells left out', ours: false, sequences: 0, exactly: 0, nearly: 0, cells: 0, seen: 0 },
  ]
  for (let i = 0; i < sequences; i++) {
    if (i % 50 === 0) progress(`sequence ${i + 1} of ${sequences}`)
    const releases = sequence(random)
    const { joint } = releases.at(-1)
    for (const line of lines) {
      const published = line.ours ? throughTheGate(releases) : naively(releases)
      const { exactly, nearly } = recovered(joint, published)
      line.exactly += exactly
      line.nearly += nearly
      line.cells += published.length
      if (exactly + nearly > 0) line.sequences++
      // What the gate says of it: it must see all that he found.
      if (derivedCells(joint, published, K).length > 0) line.seen++
    }
  }
  const [ours, naive] = lines
  return {
    seed,
    sequences,
    lines,
    ok: ours.exactly + ours.nearly === 0 && naive.exactly > 0 && naive.seen >= naive.sequences,
  }
}

export function inWords({ sequences, lines, ok }) {
  return [
    `${sequences} sequences of ${RELEASES} releases with ${TABLES} tables each, half of them with a view of every record's incident; cells below ${K} that he works out`,
    ...lines.map(
      ({ what, exactly, nearly, sequences: fell, cells, seen }) =>
        `${what}: ${exactly} exactly, ${nearly} nearly, in ${fell} sequences; ${cells} cells published; the gate objects to ${seen}`,
    ),
    ok ? 'Nothing falls through the gate; leaving small cells out does leak.' : 'NOT as it should be.',
  ].join('\n')
}
