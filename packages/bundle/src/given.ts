/** What was or will be handed out: views of the ledger, planned again as they were cut. */
import { decode, toHex, type Value } from '@amana/codec'
import type { Audience } from './audience.js'
import type { Case } from './case.js'
import type { Release } from './history.js'
import { choiceValue, type ViewChoice } from './view-choice.js'
import { planView, type ViewPlan } from './view-plan.js'

/** A plan of a view that was or will be handed out. */
export interface Given {
  readonly audience: string
  readonly release: Release
  readonly choice: ViewChoice
  readonly plan: ViewPlan
}

/** A value as people look somebody up by it. */
export function wordOf(value: Value): string {
  if (value === null) return 'none stated'
  if (value instanceof Uint8Array) return toHex(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The newest revision of each listed person of a release, by id. */
export function listedAt(
  amana: Case,
  { size }: Release,
): ReadonlyMap<string, { at: number; values: readonly Value[] }> {
  const out = new Map<string, { at: number; values: readonly Value[] }>()
  for (const [at, { record, logged }] of amana.log.slice(0, size).entries()) {
    if (record.kind !== 'person') continue
    const id = toHex(record.id)
    const values = logged.values === null ? null : (decode(logged.values) as readonly Value[])
    if (values === null || values[0] !== 'live') out.delete(id)
    else out.set(id, { at, values })
  }
  return out
}

/** What was handed out to some audiences: each view as it was cut, the same one once. */
export function givenTo(amana: Case, audiences: readonly string[]): readonly Given[] {
  const given = new Map<string, Given>()
  for (const { audience, size, choice } of amana.ledger) {
    const release = amana.releases.find((each) => each.size === size)
    const key = JSON.stringify([audience, size, choiceValue(choice)])
    if (!audiences.includes(audience) || release === undefined || given.has(key)) continue
    given.set(key, {
      audience,
      release,
      choice,
      plan: planView(amana, audience as Audience, release, choice, true),
    })
  }
  return [...given.values()]
}
