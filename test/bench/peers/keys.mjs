// One key a row, and rows with equal keys are one person where their dates are at most three days apart, or agree to the month where one
// states no more. What is done in practice with a keyed or plain hash.
import { normalise } from '@amana/names'
import { pairsBy } from './columns.mjs'

/** Soundex (Russell 1918), its six classes carried over to Arabic letters (as Aqeel et al. 2006 do); the first letter by class as well. */
const CLASSES = ['bfpvبف', 'cgjkqsxzجزسشصظقكخغ', 'dtتثدذضط', 'lل', 'mnمن', 'rر']
const CLASS = new Map(CLASSES.flatMap((letters, i) => [...letters].map((letter) => [letter, String(i + 1)])))

/** @example soundex('hassan') === soundex('حسان') // '25' */
export function soundex(part) {
  const word = normalise(part)
    .replace(/^(?:ال|al |el |al|el)(?=\S{3})/u, '')
    .replace(/ /g, '')
  return [...word]
    .map((letter) => CLASS.get(letter) ?? '')
    .join('')
    .replace(/(.)\1+/g, '$1')
    .slice(0, 4)
}

export const wholeName = (row) => `${row.given}|${row.father}|${row.family}`
export const givenAndFamily = (row) => `${row.given}|${row.family}`
export const soundexOfName = (row) => `${soundex(row.given)}|${soundex(row.family)}`

export function byKey(rows, keyOf) {
  const pairs = pairsBy(rows, [(row) => [keyOf(row)]])
  const scored = []
  for (const pair of pairs) {
    const a = Math.floor(pair / rows.length)
    const b = pair % rows.length
    const apart = Math.abs(rows[a].day - rows[b].day)
    if (Number.isNaN(apart) ? rows[a].month === rows[b].month : apart <= 3) scored.push({ a, b, score: 1 })
  }
  return scored
}
