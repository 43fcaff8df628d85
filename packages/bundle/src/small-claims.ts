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
 * alike; and each two of which one counts so many more than the other, all of whose persons it counts. They are no fault, and nobody refuses them: who reads them
 * should know that he says them to everybody.
 */
export function smallClaims(amana: Case, release: Release): readonly SmallClaim[] {
  const [before, now] = [amana.releases[release.number - 2], release].map((each) =>
    each === undefined ? new Map<string, Stated>() : claimsAt(amana, each),
  )
  const labels = new Map(
    [...amana.recordsOf('incident')].map((record) => [
      String(record.id),
      String(amana.valuesByName(record).label),
    ]),
  )
  const inWords = (claim: Stated['claim']) => claimText(claim, (id) => labels.get(String(id)))
  const small = [...now!].flatMap(([key, { claim, count }]) => {
    const earlier = before!.get(key)
    const more = earlier === undefined ? null : count - earlier.count
    if (!isSmall(count) && !isSmall(Math.abs(more ?? 0))) return []
    return [{ text: inWords(claim), count, more }]
  })
  const apart = smallDifferences([...now!.values()]).map(([all, some]) => ({
    text: `${inWords(all.claim)}, less ${inWords(some.claim)}`,
    count: all.count - some.count,
    more: null,
  }))
  return [...small, ...apart].sort((a, b) => a.count - b.count || (a.text < b.text ? -1 : 1))
}

const isSmall = (count: number) => count > 0 && count < PUBLIC.k

/** The values of a claim's fields as texts that are equal where they are. */
const setsOf = ({ where }: Stated['claim']): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map([...where].map(([name, values]) => [name, new Set(values.map((value) => String(value)))]))

type Sets = ReturnType<typeof setsOf>

/** Whether whoever one claim counts the other counts as well. */
const implies = (some: Sets, all: Sets): boolean =>
  [...all].every(([name, values]) => [...(some.get(name) ?? [NONE])].every((value) => values.has(value)))
const NONE = ' none'

const areApart = (a: Sets, b: Sets): boolean =>
  [...a].some(([name, values]) => [...(b.get(name) ?? values)].every((value) => !values.has(value)))

/** Each two claims of which one counts few more than another that it includes, unless a third one counts just these. */
function smallDifferences(claims: readonly Stated[]): (readonly [Stated, Stated])[] {
  const all = claims.map((stated) => ({ stated, sets: setsOf(stated.claim) }))
  const few = all.filter(({ stated }) => isSmall(stated.count))
  return all.flatMap((whole) =>
    all.flatMap((part) => {
      const left = whole.stated.count - part.stated.count
      if (isSmall(whole.stated.count) || !isSmall(left) || !implies(part.sets, whole.sets)) return []
      const isStated = few.some(
        ({ stated, sets }) => stated.count === left && implies(sets, whole.sets) && areApart(sets, part.sets),
      )
      return isStated ? [] : [[whole.stated, part.stated] as const]
    }),
  )
}

type Stated = { readonly claim: NonNullable<ReturnType<typeof statedClaim>>; readonly count: number }

function claimsAt(amana: Case, { size }: Release): Map<string, Stated> {
  const out = new Map<string, Stated>()
  for (const { record, logged } of amana.entries(0, size)) {
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
