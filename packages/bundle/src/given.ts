/** What was or will be handed out: views and answers of the ledger, planned again as they were made. */
import { toHex, type Value } from '@amana/codec'
import { fieldIndex, PERSON } from '@amana/records'
import type { Audience } from './audience.js'
import type { Answered, Release } from './history.js'
import type { Past } from './past.js'
import { choiceValue, type ViewChoice } from './view-choice.js'
import { planView, type ViewPlan } from './view-plan.js'

/** Who has answers to requests: one audience more. */
export const ANSWER = 'answer'

/** A plan of a view, or of an answer, that was or will be handed out. */
export interface Given {
  readonly audience: string
  readonly release: Release
  readonly choice: ViewChoice
  readonly plan: ViewPlan
  /** Ids in hexadecimal of persons who were asked for and are not opened. */
  readonly unopened?: ReadonlySet<string>
}

/** A value as people look somebody up by it. */
export function wordOf(value: Value): string {
  if (value === null) return 'none stated'
  if (value instanceof Uint8Array) return toHex(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** An answer to a request, as if it were a view that opens fields of a few persons and nothing else. */
export function givenAnswer(
  past: Past,
  release: Release,
  { fields, asked, opened }: Pick<Answered, 'fields' | 'asked' | 'opened'>,
): Given {
  const ids = new Set(opened.map(toHex))
  const maskOf = Array<number>(release.size).fill(-1)
  for (const [id, { at }] of past.listedAt(release)) if (ids.has(id)) maskOf[at] = 0
  const open = fields.map((name) => fieldIndex(PERSON, name))
  return {
    audience: ANSWER,
    release,
    choice: { open: fields.filter((name) => name !== 'status') },
    plan: {
      masks: [{ schema: PERSON, open, shown: [] }],
      maskOf,
      tables: [],
      claimed: [],
      stated: [],
      unproven: [],
      isWhole: true,
      closedIn: new Map(),
    },
    unopened: new Set(asked.map(toHex).filter((id) => !ids.has(id))),
  }
}

/** What was handed out to some audiences: each view as it was cut, the same one once, and each answer. */
export function givenTo(past: Past, audiences: readonly string[]): readonly Given[] {
  const { amana } = past
  const given = new Map<string, Given>()
  for (const { audience, size, choice } of amana.ledger) {
    const release = amana.releases.find((each) => each.size === size)
    const key = JSON.stringify([audience, size, choiceValue(choice)])
    if (!audiences.includes(audience) || release === undefined || given.has(key)) continue
    given.set(key, {
      audience,
      release,
      choice,
      plan: planView(amana, audience as Audience, release, choice, { isPast: true, past }),
    })
  }
  const answers = audiences.includes(ANSWER) ? amana.answers : []
  return [
    ...given.values(),
    ...answers.flatMap((answer) => {
      const release = amana.releases.find(({ size }) => size === answer.size)
      // Where nobody was opened nobody of those asked for was told apart by it.
      return release === undefined || answer.opened.length === 0 ? [] : [givenAnswer(past, release, answer)]
    }),
  ]
}
