// How probable it is that the two rows of a pair are one person: a Fellegi–Sunter model (1969) over joint agreement patterns, as a
// mixture of three classes (Larsen and Rubin 2001, who show why two classes and independent fields fall short where families
// are listed together): one person; two persons of one event, brothers most often; two persons of different events.
import type { Pattern } from './pattern.js'

/** Classes in order: the same person, another person of the same event, another event. */
export type Classes = readonly [same: number, event: number, other: number]

/** How often each value was seen in each class. */
export type Counts = ReadonlyMap<number, Classes>

/** Tables of a model: joint counts of names (with details) and of time and place (with frequency). */
export interface Tables {
  readonly names: Counts
  readonly events: Counts
}

/** Keys of the joint tables. */
export const nameKey = (pattern: Pattern): number => pattern.name * 60 + pattern.detail
export const eventKey = (pattern: Pattern): number => pattern.event * 8 + pattern.frequency

/** Weight of a product of margins against the joint count, in pairs; larger means that a rare pattern is trusted less. */
const NAME_SMOOTHING = 30
const EVENT_SMOOTHING = 50
/** Added to each cell of a margin, and about how many cells each has. */
const CELL = 0.3
const CELLS = { name: 100, detail: 60, frequency: 8 } as const

/** Weight of the product of time and place against their joint count. */
const FIELD_SMOOTHING = 20

/** Time and place inside the joint key: how to take each out, its number of levels, and the level that means "not known". */
const FIELDS = [
  { of: (event: number) => Math.floor(event / 3), levels: 8, unknown: 7 },
  { of: (event: number) => event % 3, levels: 3, unknown: 1 },
] as const

/** How often either is not known, in all classes alike. */
const UNKNOWN = 0.3

type Margin = readonly [Map<number, number>, Map<number, number>, Map<number, number>]
const margin = (): Margin => [new Map(), new Map(), new Map()]

/** A model ready for use; see {@link makeModel}. */
export interface Model {
  /** log P(pattern | class) for the three classes. */
  logLikelihood(pattern: Pattern): [number, number, number]
  /** How many pairs of each class the tables hold. */
  readonly totals: Classes
  /** The factors of a likelihood, for those who multiply them elsewhere: names with details, time and place with frequency. */
  likelihood(pattern: Pattern): { readonly names: Classes; readonly event: Classes }
  /** The two factors that names with details have where the two were never seen together. */
  apart(name: number, detail: number): { readonly name: Classes; readonly detail: Classes }
}

function project(counts: Counts, key: (joint: number) => number): Margin {
  const out = margin()
  for (const [joint, classes] of counts)
    classes.forEach((count, c) => {
      const k = key(joint)
      out[c]!.set(k, (out[c]!.get(k) ?? 0) + count)
    })
  return out
}

const totalsOf = (counts: Counts): [number, number, number] => {
  const out: [number, number, number] = [0, 0, 0]
  for (const classes of counts.values())
    classes.forEach((count, c) => {
      out[c]! += count
    })
  return out
}

/** Joint estimates with back-off: a joint count is drawn towards the product of its margins. */
export function makeModel(tables: Tables): Model {
  const totals = totalsOf(tables.names)
  const name = project(tables.names, (key) => Math.floor(key / 60))
  const detail = project(tables.names, (key) => key % 60)
  const event = project(tables.events, (key) => Math.floor(key / 8))
  const frequency = project(tables.events, (key) => key % 8)
  const single = (of: Margin, c: number, key: number, cells: number): number =>
    ((of[c]!.get(key) ?? 0) + CELL) / (totals[c]! + CELL * cells)
  const fields = FIELDS.map(({ of, unknown }) => {
    const levels = project(tables.events, (key) => of(Math.floor(key / 8)))
    const known = levels.map((map, c) => totals[c]! - (map.get(unknown) ?? 0))
    return { levels, known }
  })
  /** What is not known says nothing of the class, also where the lists of the training knew it always. */
  const fieldsApart = (c: number, joint: number): number =>
    FIELDS.reduce((product, { of, levels, unknown }, f) => {
      const level = of(joint)
      if (level === unknown) return product * UNKNOWN
      const count = fields[f]!.levels[c]!.get(level) ?? 0
      return (product * (1 - UNKNOWN) * (count + CELL)) / (fields[f]!.known[c]! + CELL * levels)
    }, 1)
  const each = (of: (c: 0 | 1 | 2) => number): Classes => [of(0), of(1), of(2)]
  const joint = (c: number, count: number, apart: number, weight: number): number =>
    (count + weight * apart) / (totals[c]! + weight)
  const nameApart = (c: number, key: number): number => single(name, c, key, CELLS.name)
  const detailApart = (c: number, key: number): number => single(detail, c, key, CELLS.detail)
  const likelihood: Model['likelihood'] = (pattern) => {
    const names = tables.names.get(nameKey(pattern))
    const events = tables.events.get(eventKey(pattern))
    return {
      names: each((c) => {
        const apart = nameApart(c, pattern.name) * detailApart(c, pattern.detail)
        return joint(c, names?.[c] ?? 0, apart, NAME_SMOOTHING)
      }),
      event: each((c) => {
        const fields =
          ((event[c].get(pattern.event) ?? 0) + FIELD_SMOOTHING * fieldsApart(c, pattern.event)) /
          (totals[c] + FIELD_SMOOTHING)
        const apart = fields * single(frequency, c, pattern.frequency, CELLS.frequency)
        return joint(c, events?.[c] ?? 0, apart, EVENT_SMOOTHING)
      }),
    }
  }
  return {
    totals,
    likelihood,
    apart: (nameBits, detailKey) => ({
      name: each((c) => nameApart(c, nameBits)),
      detail: each((c) => joint(c, 0, detailApart(c, detailKey), NAME_SMOOTHING)),
    }),
    logLikelihood(pattern) {
      const { names, event } = likelihood(pattern)
      const of = (c: 0 | 1 | 2): number => Math.log(names[c]) + Math.log(event[c])
      return [of(0), of(1), of(2)]
    },
  }
}
