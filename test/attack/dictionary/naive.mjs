/** The alternative that is met in practice: hashes of names. The same adversary, the same people. */
import { hash } from 'node:crypto'
import { normalise } from '@amana/names'
import { ranked } from '../chance.mjs'

const sha = (value) => hash('sha256', value, 'binary')

/** What each scheme publishes of a person, and every value that the adversary can try for one name. */
const SALT = 'published-with-the-list'
const YEARS = Array.from({ length: 111 }, (_, i) => 1910 + i)
const SCHEMES = [
  ['SHA-256 of the name as written', (p) => sha(p.full), (name) => [sha(name)]],
  ['SHA-256 of the normalised name', (p) => sha(normalise(p.full)), (name) => [sha(normalise(name))]],
  [
    'SHA-256 of normalised name and year of birth',
    (p) => sha(`${normalise(p.full)}|${p.birthYear ?? ''}`),
    (name) => {
      const plain = normalise(name)
      return ['', ...YEARS].map((year) => sha(`${plain}|${year}`))
    },
  ],
  [
    'SHA-256 with one public salt',
    (p) => sha(`${SALT}|${normalise(p.full)}`),
    (name) => [sha(`${SALT}|${normalise(name)}`)],
  ],
]

/** Records whose name is found by trying every name in a list. */
function reidentified(victims, publish, tries, names) {
  const published = new Map()
  for (const person of victims) {
    const value = publish(person)
    published.set(value, (published.get(value) ?? []).concat(person))
  }
  const found = new Set()
  for (const name of names)
    for (const value of tries(name)) for (const person of published.get(value) ?? []) found.add(person)
  return found.size
}

/** Names put together from the commonest parts of other people's: what one can do without any registry. */
function* combined(elsewhere, width) {
  const top = (part, count) =>
    ranked(elsewhere.flatMap((person) => person[part] ?? []))
      .slice(0, count)
      .map(([name]) => name)
  const families = top('family', 2 * width)
  const fathers = top('father', width)
  for (const given of top('given', width))
    for (const family of families) {
      yield `${given} ${family}`
      for (const father of fathers) yield `${given} ${father} ${family}`
    }
}

export function attackNaive(victims, { registry, elsewhere, dictionary }) {
  const of = victims.length
  const names = [...registry, ...elsewhere].map(({ full }) => full)
  const lines = SCHEMES.map(([scheme, publish, tries]) => ({
    scheme,
    by: 'a registry',
    hits: reidentified(victims, publish, tries, names),
    of,
  }))
  for (const part of ['given', 'family'])
    lines.push({
      scheme: `SHA-256 of the ${part} name in a column of its own`,
      by: 'the dictionaries alone',
      hits: reidentified(
        victims,
        (person) => sha(person[part]),
        (name) => [sha(name)],
        dictionary,
      ),
      of,
    })
  const [, normalised, tries] = SCHEMES[1]
  lines.push({
    scheme: SCHEMES[1][0],
    by: 'common names combined',
    hits: reidentified(victims, normalised, tries, combined(elsewhere, 100)),
    of,
  })
  return lines
}
