/** Which release listed a person first: the log shows it to everybody. */
import { toHex } from '@amana/codec'
import type { History } from './history.js'

/**
 * For each person, the number of the release that listed it first, by id. Everybody sees that, by the place of its first entry in the log: so
 * the persons of one release are told from all others, whatever of them is open.
 */
export function firstListed(amana: History): ReadonlyMap<string, number> {
  const out = new Map<string, number>()
  let from = 0
  for (const { number, size } of amana.releases) {
    for (const { record } of amana.entries(from, size)) {
      if (record.kind !== 'person') continue
      const id = toHex(record.id)
      if (!out.has(id)) out.set(id, number)
    }
    from = size
  }
  return out
}
