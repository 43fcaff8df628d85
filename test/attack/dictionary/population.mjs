/** The people of the attack (made up, ../shared/data), and every name that the adversary has. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitName } from '@amana/names'

export const NEEDS = [
  'casualties/dev.csv',
  'casualties/dev-2.csv',
  'names/wd_arabic_80',
  'names/dict_ar_en.csv',
]

// In Unicode NFC, as an import would make it: what is committed is in no other form.
const linesOf = (data, path) => readFileSync(join(data, path), 'utf8').normalize('NFC').trim().split(/\r?\n/)
const CAUSES = { airstrike: 'airstrike', shooting: 'shooting', mine: 'mine', shelling: 'shelling' }

/** One person an entity, with the fullest of its names in Arabic, in the file's order (families stand together). */
function personsOf(data, path) {
  const [head, ...lines] = linesOf(data, path)
  const names = head.split(',')
  const best = new Map()
  for (const line of lines) {
    const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell]))
    if (row.script !== 'arab') continue
    const known = best.get(row.entity_id)
    if (known === undefined || row.name.split(' ').length > known.name.split(' ').length)
      best.set(row.entity_id, row)
  }
  return [...best.values()].flatMap((row) => {
    const { given, father, grandfather, family } = splitName(row.name)
    if (given === undefined || family === undefined) return []
    const year = Number(row.date.slice(0, 4))
    return {
      full: row.name,
      given,
      father,
      grandfather,
      family,
      sex: { M: 'male', F: 'female' }[row.sex] ?? 'unknown',
      age: row.age === '' ? undefined : Number(row.age),
      birthYear: row.age === '' ? undefined : year - Number(row.age),
      date: row.date === '' ? undefined : row.date,
      place: row.town === '' ? row.governorate : row.town,
      governorate: row.governorate,
      cause: CAUSES[row.cause] ?? 'other',
    }
  })
}

/** Every Arabic name of the dictionaries, once each, the true ones among them or not. */
export function dictionaryOf(data) {
  const names = new Set()
  for (const line of linesOf(data, 'names/wd_arabic_80')) names.add(line.split('\t')[1].replaceAll(' ', ''))
  for (const path of ['names/ar2en-train.txt', 'names/ar2en-eval.txt'])
    for (const line of linesOf(data, path)) names.add(line.split('\t')[0])
  for (const line of linesOf(data, 'names/dict_ar_en.csv')) names.add(line.split(',')[0].replace(/[()]/g, ''))
  for (const line of linesOf(data, 'names/dict_ar_ar.csv').slice(1))
    for (const name of line.split(',')) names.add(name)
  for (const line of linesOf(data, 'names/arabic_spelling_variants.tsv').slice(1))
    for (const name of line.split('\t').slice(1, 3)) names.add(name)
  for (const line of linesOf(data, 'names/dict_bigrams.csv').slice(1)) names.add(line.split(',')[0])
  names.delete('')
  return [...names]
}

/**
 * Draws the victims and says what the adversary knows of people.
 * @returns victims in the order of the organisation's table (families and incidents together); registry: everybody,
 *   the victims with their true names and dates among them; elsewhere: other people with the same habits of naming;
 *   dictionary: every name
 */
export function population(data, count, sample, random) {
  const everybody = personsOf(data, 'casualties/dev.csv')
  const wanted = Math.min(count, everybody.length)
  const start = random.below(everybody.length - wanted + 1)
  const isVictim = (i) => i >= start && i < start + wanted
  const some = (list) => list.filter((_, i) => i % sample === 0)
  return {
    victims: everybody.slice(start, start + wanted),
    registry: everybody.filter((_, i) => isVictim(i) || i % sample === 0),
    elsewhere: some(personsOf(data, 'casualties/dev-2.csv')),
    dictionary: some(dictionaryOf(data)),
  }
}
