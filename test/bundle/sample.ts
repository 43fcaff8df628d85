import { type Audience, Case, type Keep, type Release, type TableRequest, writeView } from '@amana/bundle'
import { concat, utf8 } from '@amana/codec'
import { keystream, sha256 } from '@amana/crypto'
import { newScope } from '@amana/linkage'
import type { PersonInput } from '@amana/records'

/** Random bytes that are the same in every run. */
export function seededRandom(seed: string): (bytes: number) => Uint8Array {
  const key = sha256(utf8(seed))
  let at = 0
  return (bytes) => {
    const end = at + bytes
    const out = keystream(key, end).slice(at)
    at = end
    return out
  }
}

/** Keeps nothing; puts seeded secrets in place of the random ones of imports, so that a case is the same in every run. */
function seededSecrets(seed: string): Keep {
  const random = seededRandom(`${seed} secrets`)
  return (operations) => {
    for (const [name, kind, , secret] of operations)
      if (name === 'put' && kind !== 'statement' && secret instanceof Uint8Array) secret.set(random(32))
  }
}

const key = (name: string): Uint8Array => sha256(utf8(`amana test key: ${name}`))

/** An empty case with keys that are the same in every run. */
export const emptyCase = (keep: Keep = () => {}, name = 'test'): Case =>
  new Case(
    `amana/${name}`,
    { master: key(`${name} m`), signing: key(`${name} s`), linkage: key('l'), escrow: key(`${name} e`) },
    newScope('test', 1, key('l')),
    keep,
  )

/** The same, and what is imported into it gets the same secrets in every run. */
export const seededCase = (seed: string): Case => emptyCase(seededSecrets(seed))

const GIVEN = ['سامر', 'نجوى', 'وائل', 'هدى', 'رامي', 'لبنى', 'طارق', 'سوسن', 'مازن', 'ديمة'] as const
const FAMILY = ['الزعبي', 'القباني', 'الصباغ', 'العطار', 'الدباس', 'الحداد', 'النجار'] as const
const FATHER = ['عدنان', 'فواز', 'منير', 'جهاد'] as const

/** The `i`-th made-up person. Every fifth is female, every seventh a child. */
export const person = (i: number, more: Partial<PersonInput> = {}): PersonInput => ({
  rowId: `row-${i}`,
  given: GIVEN[i % GIVEN.length]!,
  father: FATHER[i % FATHER.length]!,
  family: FAMILY[i % FAMILY.length]!,
  sex: i % 5 === 0 ? 'female' : 'male',
  ageMin: i % 7 === 0 ? 9 : 20 + (i % 50),
  ageMax: i % 7 === 0 ? 9 : 20 + (i % 50),
  dateOfDeath: '2014-12-28',
  incident: i % 3 === 0 ? 'Market' : 'Bakery',
  place: i % 3 === 0 ? 'Town A' : 'Town B',
  governorate: 'Aleppo',
  cause: 'airstrike',
  party: 'coalition',
  civilian: 'civilian',
  sources: [{ kind: 'video', count: 1 + (i % 3) }],
  consent: ['investigators', 'courts'],
  ...more,
})

/** Persons 1 to `count`. */
export const persons = (count: number): PersonInput[] =>
  Array.from({ length: count }, (_, i) => person(i + 1))

/** The bytes of a view in one piece, the same each time: with proofs that draw zeros for random bytes. */
export const viewOf = (
  amana: Case,
  audience: Audience,
  release?: Release,
  tables: readonly TableRequest[] = [],
): Uint8Array =>
  concat(...writeView(amana, audience, release, { tables, random: (bytes) => new Uint8Array(bytes) }))

/** The names of the sample in this number of persons, in every part. */
export const NAMES: readonly string[] = [...GIVEN, ...FAMILY, ...FATHER]
