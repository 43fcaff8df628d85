// From the cells of a row to a fixed number of keyed tokens in the order of a plan.
import { hmacSha256, keystream } from '@amana/crypto'
import { NORMALISER } from '@amana/names'
import { keyedTexts } from '../keyed-texts.js'
import type { LinkageScope } from '../scope.js'
import { TOKEN_BYTES, tokenKeys } from '../token.js'
import { kindOf } from './kinds.js'
import type { Composite, GenericPlan } from './plan.js'

/** Version of the kinds, keys and composites: a scope is made for it, and it is hashed into every token. */
export const GENERIC_NORMALISER = `${NORMALISER}+generic/1`

/** Makes the tokens of rows of one table. */
export interface GenericTokenMaker {
  /**
   * `plan.slots` tokens of {@link TOKEN_BYTES} bytes, one after the other.
   *
   * @param recordId the row's id, which no other row of the scope may have
   * @param cells as `cellOf` gives them, in the order of the plan's fields; empty where nothing is known
   */
  tokensOf(recordId: Uint8Array, cells: readonly string[]): Uint8Array
}

/**
 * HMAC-SHA-256 under a key of scope, epoch and version, over the composite's label and values. The label and not the slot is hashed, so that
 * a given name in the column of family names is found. What cannot be made is a filler.
 *
 * @throws {AmanaError} `linkage/other-normaliser` where the scope was made for other tokens
 * @example
 * const maker = genericTokenMaker(newScope('registers', 1, key, GENERIC_NORMALISER), plan)
 */
export function genericTokenMaker(scope: LinkageScope, plan: GenericPlan): GenericTokenMaker {
  const scopeKeys = tokenKeys(scope, GENERIC_NORMALISER)
  const kinds = plan.fields.map(({ kind }) => kindOf(kind))

  /** The texts to be keyed for one composite; none where a part is not known. */
  function textsOf(
    { label, parts, unordered }: Composite,
    values: readonly (readonly string[])[][],
  ): string[] {
    const [first, ...bound] = parts.map(({ field, key }) =>
      key < 0 ? (values[field]![0]!.length > 0 ? ['known'] : []) : values[field]![key]!,
    ) as [readonly string[], ...string[][]]
    if (bound.some((one) => one.length === 0)) return []
    return first.map((value) => {
      const all = [value, ...bound.map((one) => one[0]!)]
      if (unordered >= 0) all.splice(unordered, 2, ...all.slice(unordered, unordered + 2).sort())
      return [label, ...all].join('\n')
    })
  }

  return {
    tokensOf(recordId, cells) {
      const values = kinds.map(({ normalise, keys }, field) => {
        const value = normalise(cells[field] ?? '')
        return keys.map((key) =>
          value === '' ? [] : [...new Set(key.of(value))].filter((one) => one !== '').slice(0, key.most),
        )
      })
      const out = keystream(hmacSha256(scopeKeys.filler, recordId), plan.slots * TOKEN_BYTES)
      const slots = new Map<string, number>()
      let slot = 0
      for (const composite of plan.composites) {
        textsOf(composite, values).forEach((text, i) => {
          // Two equal tokens in one record would show that two of its values are equal.
          if (!slots.has(text)) slots.set(text, slot + i)
        })
        slot += composite.slots
      }
      const texts = [...slots.keys()]
      const none = texts.map(() => [])
      const made = keyedTexts(scopeKeys.token, texts, none, TOKEN_BYTES)
      for (const [i, to] of [...slots.values()].entries())
        out.set(made.subarray(TOKEN_BYTES * i, TOKEN_BYTES * (i + 1)), TOKEN_BYTES * to)
      return out
    },
  }
}
