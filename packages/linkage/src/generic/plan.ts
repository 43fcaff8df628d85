// The plan of tokens for a table of given kinds. Every token is a composite: a key of one field with the whole value of one or two
// *anchors*, the fields that tell persons apart best. Agreement in a single field is thereby seen as soon as one anchor agrees
// too, and no field with few values is ever keyed by itself.
import { AmanaError } from '@amana/codec'
import { type Key, type KindName, kindOf } from './kinds.js'

/** A field to compare. */
export interface Field {
  readonly kind: KindName
  /** In words: the kind, with a number where there are several. */
  readonly name: string
}

/** One part of a composite: a field by its index in the plan and a key by its index in the kind; key −1 says only that the field is known. */
export interface Part {
  readonly field: number
  readonly key: number
}

/** One composite: slots with one label are comparable with each other, also across fields. */
export interface Composite {
  readonly label: string
  readonly parts: readonly Part[]
  /** Slots it takes. */
  readonly slots: number
  /** Bits of surprise in its agreement, after the kinds. */
  readonly bits: number
  /** Where in `parts` two whole names stand side by side, which are compared in either order; −1 where none do. */
  readonly unordered: number
}

/** What a record's tokens are made of; known to everybody. */
export interface GenericPlan {
  readonly fields: readonly Field[]
  /** Indices of the anchors. */
  readonly anchors: readonly number[]
  readonly composites: readonly Composite[]
  /** Tokens of every record. */
  readonly slots: number
}

/**
 * Bits a composite must have: a bar against reading it back by how common it is. Less lets in more links and more leaks
 * (docs/linkage.md has both).
 */
const LEAST_BITS = 12

/**
 * Bits that what stands beside one name alone must have. Rows of one family name that share a month, others of them a street, and so on, hang
 * together in a chain as long as the name is common, and that is read back like the name itself. What is rarer chains nobody.
 */
const LEAST_BESIDE_NAME = 10

/** Fields with which all others are combined, at most; composites grow with it. */
const MOST_ANCHORS = 4

/** Kinds that serve as anchors, in the order of preference. */
const ANCHORS: readonly KindName[] = [
  'family',
  'given',
  'date',
  'id',
  'email',
  'phone',
  'street',
  'postcode',
  'suburb',
]

/**
 * The plan for some fields, in order. The same fields give the same plan.
 *
 * @throws {AmanaError} `linkage/bad-mapping` where fewer than two fields can be anchors
 * @example
 * genericPlan(['given', 'family', 'date', 'postcode'])
 */
export function genericPlan(kinds: readonly KindName[]): GenericPlan {
  const fields = kinds.map((kind, i): Field => {
    const nth = kinds.slice(0, i + 1).filter((other) => other === kind).length
    return { kind, name: nth === 1 ? kind : `${kind} ${nth}` }
  })
  const anchors = ANCHORS.map((kind) => kinds.indexOf(kind))
    .filter((field) => field >= 0)
    .slice(0, MOST_ANCHORS)
  if (anchors.length < 2)
    throw new AmanaError(
      'linkage/bad-mapping',
      `A table needs two columns of these kinds at least: ${ANCHORS.join(', ')}.`,
    )
  const composites: Composite[] = []
  const bitsOf = (field: number): number => kindOf(kinds[field]!).bits
  const groupOf = (field: number): string => kindOf(kinds[field]!).group ?? fields[field]!.name
  /** Binds a part to anchors: to one where that is enough, to two of the others else. */
  const bind = (part: Part, name: string, bits: number, slots: number, others: readonly number[]): void => {
    const known = part.key < 0
    const enough = (field: number): boolean =>
      !known &&
      bits + bitsOf(field) >= LEAST_BITS &&
      (bits >= LEAST_BESIDE_NAME || groupOf(field) !== 'name' || groupOf(part.field) === 'name')
    const add = (bound: readonly number[]): void => {
      const whole = [part.key === 0 ? groupOf(part.field) : '', ...bound.map(groupOf)]
      composites.push({
        label: [known ? `${fields[part.field]!.name}:known` : `${groupOf(part.field)}:${name}`]
          .concat(bound.map(groupOf))
          .join('|'),
        parts: [part, ...bound.map((field) => ({ field, key: 0 }))],
        slots,
        bits: bound.reduce((sum, field) => sum + bitsOf(field), bits),
        unordered: whole.findIndex((group, i) => group === whole[i + 1]),
      })
    }
    const weak = others.filter((field) => !enough(field))
    for (const field of others) if (enough(field)) add([field])
    weak.forEach((a, i) => {
      for (const b of weak.slice(i + 1)) if (bits + bitsOf(a) + bitsOf(b) >= LEAST_BITS) add([a, b])
    })
  }
  fields.forEach(({ kind }, field) => {
    kindOf(kind).keys.forEach((key: Key, index) => {
      // The whole values of two anchors are one composite, not two.
      const before = index === 0 ? anchors.indexOf(field) : -1
      const others = anchors.filter((anchor, i) => anchor !== field && i > before)
      bind({ field, key: index }, key.name, bitsOf(field) - key.less, key.most, others)
    })
    bind(
      { field, key: -1 },
      'known',
      0,
      1,
      anchors.filter((anchor) => anchor !== field),
    )
  })
  return {
    fields,
    anchors,
    composites,
    slots: composites.reduce((sum, composite) => sum + composite.slots, 0),
  }
}
