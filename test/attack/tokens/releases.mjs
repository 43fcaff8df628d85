/** (c) Two releases of one case, and one list in two scopes and epochs: what can be laid side by side. */
import { newScope } from '@amana/linkage'
import { withRandom } from '../chance.mjs'
import { importInto, newCase, tokensIn, viewOf } from './lists.mjs'
import { columnsOf, countsOf } from './seen.mjs'

/**
 * A second release: some names are corrected to what another list wrote of the same person, some persons are added.
 * @param records the first release's view; rows: what it lists, in the same order
 */
export async function attackTwoReleases({ amana, records, rows }, spellings, added, random) {
  const corrected = rows.flatMap((row) => {
    const other = spellings.get(row.entity)
    return other === undefined ? [] : [{ ...row, name: other }]
  })
  const truth = new Map(records.map(({ id }, i) => [id, { key: rows[i].rec_id, tokens: records[i].tokens }]))
  withRandom(random, () => importInto(amana, [...corrected, ...added]))
  const later = await viewOf(amana, random)
  const keys = new Set(corrected.map(({ rec_id }) => rec_id))
  const fresh = later.filter(({ id }) => !truth.has(id))
  const again = later.filter(({ id, revision }) => truth.has(id) && revision > 1)
  const changed = again.filter(({ id, tokens }) =>
    tokens.some((token, s) => token !== truth.get(id).tokens[s]),
  )
  return {
    added: { hits: fresh.length, of: added.length },
    amended: {
      hits: changed.filter(({ id }) => keys.has(truth.get(id).key)).length,
      of: again.filter(({ id }) => keys.has(truth.get(id).key)).length,
      reissued: again.length,
    },
  }
}

/** Tokens of one list in another epoch, under the same key and under another, and in another scope: equal to those of the first? */
export function attackTwoScopes(records, rows, scope, random) {
  const held = new Set(records.flatMap(({ tokens }) => tokens))
  const scopes = [
    [
      'the next epoch, under its own key',
      newScope(scope.id, scope.epoch + 1, random.fill(new Uint8Array(32))),
    ],
    ['the next epoch, under the same key', newScope(scope.id, scope.epoch + 1, scope.key)],
    ['another scope, under the same key', newScope(`${scope.id}-2`, scope.epoch, scope.key)],
    [
      'another scope, under its own key',
      newScope(`${scope.id}-2`, scope.epoch, random.fill(new Uint8Array(32))),
    ],
  ]
  const joined = (other) => {
    const amana = newCase(other, random)
    withRandom(random, () => importInto(amana, rows))
    return rows.filter((row) => tokensIn(amana, row).some((token) => held.has(token))).length
  }
  const control = { what: 'one scope and epoch, two cases', hits: joined(scope), of: rows.length }
  return scopes.map(([what, other]) => ({ what, hits: joined(other), of: rows.length, control }))
}

/**
 * Without one equal token: records of one list in two scopes laid side by side by how often each of their tokens occurs,
 * by open fields, and by both. Alike records are dealt out evenly, so the number placed is that of the different ones.
 */
export function attackBySignature(seen, records) {
  const columns = columnsOf(seen)
  const counts = columns.map(countsOf)
  const sharers = seen.crossed.flatMap((one) => one.sharers)
  const different = (of) => new Set(records.map((_, i) => of(i))).size
  const openly = (i) => JSON.stringify(records[i].open)
  const pattern = (i) =>
    [...columns.map((ids, s) => counts[s][ids[i]]), ...sharers.map((column) => column[i])].join()
  return {
    of: records.length,
    openly: different(openly),
    pattern: different(pattern),
    both: different((i) => `${openly(i)} ${pattern(i)}`),
  }
}
