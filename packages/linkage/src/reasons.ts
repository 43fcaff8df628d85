// Why two rows are taken for one person or not, in words.
import type { LinkRow } from './candidates.js'
import type { Pattern } from './pattern.js'

const NAMES: readonly (readonly [slot: number, words: string])[] = [
  [9, 'given name as written and family name agree'],
  [0, 'given and family name agree'],
  [1, 'given and family name agree but for vowels'],
  [2, 'given and family name sound alike'],
  [7, 'given names begin alike, family name agrees'],
  [6, 'given name and the initial of the family name agree'],
  [3, 'given names begin and family names end alike'],
  [4, 'given and family names end alike'],
  [8, 'given and father’s name agree'],
  [5, 'initial of the given name and family name agree'],
]

const DATES = [
  'the same day',
  'a day apart',
  '2 to 3 days apart',
  'more than 3 days apart',
  'the same month',
  'days within one month',
  'different months',
  '',
]

/** What a pair agrees and differs in, as one sentence without a stop, in the order of weight. Names are not in it: nobody has them. */
export function reasonOf(rows: readonly LinkRow[], a: number, b: number, pattern: Pattern): string {
  const parts: string[] = []
  parts.push(NAMES.find(([slot]) => ((pattern.name >> slot) & 1) === 1)?.[1] ?? 'parts of the name agree')
  const father = pattern.detail % 5
  const age = Math.floor(pattern.detail / 10)
  if (father === 3) parts.push('fathers’ names agree')
  if (father === 2) parts.push('fathers’ names differ')
  if (age === 4) parts.push('ages agree')
  if (age === 3) parts.push('ages at most 5 apart')
  if (age === 2) parts.push('ages differ by 4 or more')
  const cause = pattern.open % 3
  const place = Math.floor(pattern.open / 3) % 3
  const governorate = Math.floor(pattern.open / 9) % 3
  const date = Math.floor(pattern.open / 27)
  if (date === 0 && place !== 0 && governorate === 2 && cause !== 0) parts.push('same day and place')
  else {
    if (DATES[date] !== '') parts.push(DATES[date]!)
    if (governorate === 2 && place !== 0) parts.push(place === 2 ? 'same place' : 'same governorate')
    if (governorate === 0) parts.push('different governorates')
    if (place === 0) parts.push('different places')
    if (cause === 0) parts.push('different causes')
  }
  if (rows[a]!.source === rows[b]!.source) parts.push('both on one list')
  return parts.join(', ')
}
