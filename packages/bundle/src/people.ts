/** The persons of a case taken together: the words of their names, and how many there are as claims count. Kept as persons change. */
import { decode, type Value } from '@amana/codec'
import { fieldIndex, namedValues, PERSON } from '@amana/records'
import type { Claim, Where } from './claims.js'
import { NameGuard } from './name-guard.js'
import { countIn, keyOf } from './person-table.js'

/** How many listed persons have each combination of values in some fields. */
interface Histogram {
  readonly fields: readonly number[]
  readonly cells: Map<string, number>
}

/** Whoever is withdrawn or corrected leaves no name and no value behind at once. */
export class People {
  readonly names = new NameGuard()
  readonly #persons: () => Iterable<Uint8Array>
  /** By the fields that claims were about. */
  readonly #histograms = new Map<string, Histogram>()

  /** @param persons the values of all persons as they should be listed next, encoded */
  constructor(persons: () => Iterable<Uint8Array>) {
    this.#persons = persons
    for (const values of persons()) this.names.add(namedValues(PERSON, listOf(values)))
  }

  /** Takes a person's new values, and lets go of those before; only then, so that a name that stays never goes. */
  replace(before: Uint8Array | undefined, after: Uint8Array): void {
    this.#take(listOf(after), 1)
    if (before !== undefined) this.#take(listOf(before), -1)
  }

  #take(values: readonly Value[], by: 1 | -1): void {
    const named = namedValues(PERSON, values)
    if (by === 1) this.names.add(named)
    else this.names.remove(named)
    for (const histogram of this.#histograms.values()) tally(histogram, values, by)
  }

  /** How many listed persons satisfy each claim. Persons are gone through only where claims are about fields that none was about before. */
  count(claims: readonly Pick<Claim, 'where'>[]): readonly number[] {
    const fresh = new Map<string, Histogram>()
    for (const { where } of claims)
      if (!this.#histograms.has(fieldsOf(where)))
        fresh.set(fieldsOf(where), {
          fields: [...where.keys()].map((field) => fieldIndex(PERSON, field)),
          cells: new Map(),
        })
    if (fresh.size > 0)
      for (const encoded of this.#persons()) {
        const values = listOf(encoded)
        for (const histogram of fresh.values()) tally(histogram, values, 1)
      }
    for (const [name, histogram] of fresh) this.#histograms.set(name, histogram)
    return claims.map(({ where }) =>
      countIn(
        this.#histograms.get(fieldsOf(where))!.cells,
        [...where.values()].map((list) => list.map(keyOf)),
      ),
    )
  }
}

const fieldsOf = (where: Where): string => [...where.keys()].join(' ')

const listOf = (encoded: Uint8Array) => decode(encoded) as readonly Value[]

function tally({ fields, cells }: Histogram, values: readonly Value[], by: 1 | -1): void {
  if (values[0] !== 'live') return
  const cell = fields.map((field) => keyOf(values[field]!)).join(' ')
  const count = (cells.get(cell) ?? 0) + by
  if (count === 0) cells.delete(cell)
  else cells.set(cell, count)
}
