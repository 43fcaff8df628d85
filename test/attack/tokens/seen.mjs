/** What somebody without a key sees of records: which tokens are equal, and open fields. */

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

/**
 * @param records each with `tokens`, one a slot, `open` (date, governorate, place, cause) and `list`
 * @returns size; tokens: numbers of tokens by slot; event: number of month and governorate; incident: of date, governorate and place; open: what open fields
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
  return {
    size,
    tokens: records[0].tokens.map((_, slot) => numbered(records.map(({ tokens }) => tokens[slot]))),
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

/** The number of each record's component, where records that share a token of any of the slots are joined. */
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
  for (const ids of slots) {
    const first = new Map()
    for (let i = 0; i < size; i++) {
      const before = first.get(ids[i])
      if (before === undefined) first.set(ids[i], i)
      else parent[root(i)] = root(before)
    }
  }
  return parent.map((_, i) => root(i))
}
