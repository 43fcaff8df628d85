/** What somebody without a key sees of records: which tokens are equal, and open fields. */
import { COMPARISONS } from '@amana/linkage'

/** Slots that hold one another's tokens. */
const CROSSED = COMPARISONS.filter((slots) => slots.length > 1)

/** Numbers for values, in order of appearance. */
export function numbered(values) {
  const known = new Map()
  return Uint32Array.from(values, (value) => {
    let id = known.get(value)
    if (id === undefined) {
      id = known.size
      known.set(value, id)
    }
    return id
  })
}

/** With how many other records each shares a token of any of the columns, in all and in its event. */
function sharersOf(columns, event) {
  const holders = new Map()
  for (const ids of columns)
    for (const [i, id] of ids.entries()) {
      const list = holders.get(id)
      if (list === undefined) holders.set(id, [i])
      else list.push(i)
    }
  const found = Array.from(event, (_, i) => new Set(columns.flatMap((ids) => holders.get(ids[i]))))
  return [
    Float32Array.from(found, ({ size }) => size),
    Float32Array.from(found, (all, i) => [...all].filter((k) => event[k] === event[i]).length),
  ]
}

/**
 * @param records each with `tokens`, one a slot, `open` (date, governorate, place, cause) and `list`
 * @returns size; tokens: numbers of tokens by slot; crossed: of slots that hold one another's tokens, which they are, their columns, the
 *   component of each record over all of them, and how many records share any of them with it, in all and in its event; event: number of month and governorate; incident: of date, governorate and place; open: what open fields
 *   say, as columns of numbers that mean the same for any two sets of records
 */
export function seenOf(records) {
  const size = records.length
  const event = numbered(records.map(({ open }) => `${open.date.slice(0, 7)} ${open.governorate}`))
  const counts = new Map()
  for (const id of event) counts.set(id, (counts.get(id) ?? 0) + 1)
  const incident = numbered(records.map(({ open }) => `${open.date} ${open.governorate} ${open.place}`))
  const column = (of) => Float32Array.from(records, of)
  // A text as a number that is the same in every run: near numbers mean nothing, which trees do not mind.
  const code = (word) => [...word].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 9973, 0)
  const width = records[0].tokens.length
  const all = numbered(records.flatMap(({ tokens }) => tokens))
  const tokens = records[0].tokens.map((_, slot) =>
    Uint32Array.from(records, (__, i) => all[i * width + slot]),
  )
  const crossed = CROSSED.map((slots) => {
    const columns = slots.map((slot) => tokens[slot])
    return { slots, columns, component: componentsOf(size, [columns]), sharers: sharersOf(columns, event) }
  })
  return {
    size,
    tokens,
    crossed,
    event,
    incident,
    open: [
      column(({ open }) => Number(open.date.slice(0, 4))),
      column(({ open }) => open.date.length),
      column(({ open }) => code(open.governorate)),
      column(({ open }) => code(open.cause)),
      column(({ open }) => (open.place === '' ? 0 : 1)),
      column(({ list }) => list),
      Float32Array.from(event, (id) => Math.log2(counts.get(id))),
    ],
  }
}

/** How often each number occurs. */
export function countsOf(ids) {
  const counts = new Uint32Array(ids.reduce((most, id) => Math.max(most, id + 1), 0))
  for (const id of ids) counts[id]++
  return counts
}

/** What can be ranked and counted: the tokens of each slot, and components over slots that hold one another's tokens. */
export const columnsOf = ({ tokens, crossed }) => [...tokens, ...crossed.map(({ component }) => component)]

/**
 * The number of each record's component, where records that share a token of any of the slots are joined; a list of columns in place
 * of one is taken as one slot.
 */
export function componentsOf(size, slots) {
  const parent = Uint32Array.from({ length: size }, (_, i) => i)
  const root = (i) => {
    let at = i
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]]
      at = parent[at]
    }
    return at
  }
  for (const slot of slots) {
    const first = new Map()
    for (const ids of [slot].flat())
      for (let i = 0; i < size; i++) {
        const before = first.get(ids[i])
        if (before === undefined) first.set(ids[i], i)
        else parent[root(i)] = root(before)
      }
  }
  return parent.map((_, i) => root(i))
}
