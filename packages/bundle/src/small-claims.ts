/** What the claims of a release say of few persons: claims stand in every view, also in those that everybody may read. */
import { decode, type Value } from '@amana/codec'
import { fieldIndex, STATEMENT } from '@amana/records'
import { PUBLIC } from '@amana/risk'
import type { Case } from './case.js'
import { claimKey, claimText, statedClaim } from './claims.js'
import type { Release } from './history.js'

/** A claim that counts few, or that few more or fewer satisfy than at the release before. */
export interface SmallClaim {
  /** The claim in words, as views show it to whoever sees the incidents. */
  readonly text: string
  readonly count: number
  /** How many more than at the release before; null for a claim that was not made there. */
  readonly more: number | null
}

/**
 * The claims of a release, the smallest first, that count from 1 to 10 persons, or that differ by so many from the release before: fewer than a public view may show
 * alike. They are no fault, and nobody refuses them: who reads them should know that he says them to everybody.
 */
export function smallClaims(amana: Case, release: Release): readonly SmallClaim[] {
  const [before, now] = [amana.releases[release.number - 2], release].map((each) =>
    each === undefined ? new Map<string, Stated>() : claimsAt(amana, each),
  )
  const labels = new Map(
    [...amana.records].flatMap((record) =>
      record.kind === 'incident' ? [[String(record.id), String(amana.valuesByName(record).label)]] : [],
    ),
  )
  const isSmall = (count: number) => count > 0 && count < PUBLIC.k
  const small = [...now!].flatMap(([key, { claim, count }]) => {
    const earlier = before!.get(key)
    const more = earlier === undefined ? null : count - earlier.count
    if (!isSmall(count) && !isSmall(Math.abs(more ?? 0))) return []
    return [{ text: claimText(claim, (id) => labels.get(String(id))), count, more }]
  })
  return small.sort((a, b) => a.count - b.count || (a.text < b.text ? -1 : 1))
}

type Stated = { readonly claim: NonNullable<ReturnType<typeof statedClaim>>; readonly count: number }

function claimsAt(amana: Case, { size }: Release): Map<string, Stated> {
  const out = new Map<string, Stated>()
  for (const { record, logged } of amana.log.slice(0, size)) {
    if (record.kind !== 'statement' || logged.values === null) continue
    const values = decode(logged.values) as readonly Value[]
    const claim = statedClaim(values)
    if (claim === null) continue
    if (values[fieldIndex(STATEMENT, 'status')] === 'live')
      out.set(claimKey(claim), { claim, count: claim.count })
    else out.delete(claimKey(claim))
  }
  return out
}
