/** (a) Closed commitments: guess the value, and the salt that the adversary does not have. */
import { hash } from 'node:crypto'
import { encode, utf8 } from '@amana/codec'
import { digest, idKey, keystream, prf, sha256, storeKey, TAG } from '@amana/crypto'
import { fieldCommitment, PERSON, saltAt, saltsOf } from '@amana/records'

/** Closed fields that a dictionary, a registry or a short list can guess. */
const FIELDS = ['given', 'father', 'family', 'full', 'sex', 'age_group', 'age_min', 'birth_year']
const WHOLE_DICTIONARY = ['given', 'father', 'family']
const index = (name) => PERSON.fields.findIndex((field) => field.name === name)

/** Salts that somebody without the record's secret could try for one record. */
function saltGuesses(held, at) {
  const person = held.persons[at]
  const first16 = (bytes) => bytes.slice(0, 16)
  const neighbour = held.persons[(at + 1) % held.persons.length]
  const zero = new Uint8Array(16)
  return [
    zero,
    new Uint8Array(0),
    person.id,
    first16(sha256(person.id)),
    first16(person.root),
    first16(digest(TAG.salts, PERSON.name, person.id, person.revision)),
    first16(utf8(held.origin.padEnd(16))),
    first16(held.publicKey),
    keystream(new Uint8Array(32), 16),
    ...Object.values(person.open).map(({ salt }) => salt),
    neighbour.open.status.salt,
    neighbour.open.linkage.salt,
  ]
}

/** Secrets that somebody without the case could try in place of a record's own 32 random bytes. */
const secretGuesses = (held, person) => [
  new Uint8Array(32),
  person.root,
  held.publicKey,
  sha256(utf8(held.origin)),
  sha256(person.id),
  sha256(person.open.linkage.value[4]),
  idKey(new Uint8Array(32)),
  storeKey(new Uint8Array(32)),
  prf(new Uint8Array(32), TAG.salts, person.id),
]

/** Tries values under one salt for one field; quick, since everything but the value is encoded once. */
function trier(held, person, salt, name) {
  const head = encode([TAG.field, held.origin, person.id, person.revision, salt, name, null])
  const buffer = new Uint8Array(head.length + 512)
  buffer.set(head)
  const at = head.length - 1
  return (encoded) => {
    buffer.set(encoded, at)
    return hash('sha256', buffer.subarray(0, at + encoded.length), 'binary')
  }
}

/** Everything that the field of any victim holds, and as many names of the dictionary. */
function valuesToTry(truth, dictionary, random) {
  const decoys = Array.from({ length: truth.length }, () => dictionary[random.below(dictionary.length)])
  const texts = new Set(WHOLE_DICTIONARY.concat('full'))
  return Object.fromEntries(
    FIELDS.map((name) => {
      const values = new Set(truth.map(({ values }) => values[index(name)]).filter((value) => value !== null))
      if (texts.has(name)) for (const decoy of decoys) values.add(decoy)
      return [name, [...values].map((value) => encode(value))]
    }),
  )
}

/** Every salt guess with the victims' true values among others. @returns tried, and the records of which a field fell */
function underGuessedSalts(held, values, commitmentsOf, records = held.persons.length) {
  let tried = 0
  const fallen = new Set()
  for (const [at, person] of held.persons.slice(0, records).entries()) {
    const commitments = commitmentsOf(at)
    for (const salt of saltGuesses(held, at))
      for (const name of FIELDS) {
        const wanted = commitments[name]
        if (wanted === undefined) continue
        const of = trier(held, person, salt, name)
        for (const value of values[name]) if (of(value) === wanted) fallen.add(at)
        tried += values[name].length
      }
  }
  return { tried, fallen: fallen.size }
}

/** Every name of the dictionaries, with a zero salt. */
function wholeDictionary(held, dictionary) {
  const encoded = dictionary.map((name) => encode(name))
  let tried = 0
  const fallen = new Set()
  for (const [at, person] of held.persons.entries())
    for (const name of WHOLE_DICTIONARY) {
      const wanted = person.commitments[name]
      if (wanted === undefined) continue
      const of = trier(held, person, new Uint8Array(16), name)
      for (const value of encoded) if (of(value) === wanted) fallen.add(at)
      tried += encoded.length
    }
  return { tried, fallen: fallen.size }
}

/** Salts derived as the code does, under guessed secrets, by one who knows every value of the person already. */
function underGuessedSecrets(held, truth, commitmentsOf) {
  let tried = 0
  const fallen = new Set()
  for (const [at, person] of held.persons.entries()) {
    const commitments = commitmentsOf(at)
    const { values } = truth[at]
    for (const secret of secretGuesses(held, person)) {
      const record = { schema: PERSON, id: person.id, revision: person.revision, values }
      const salts = saltsOf(secret, record)
      for (const [name, wanted] of Object.entries(commitments)) {
        const i = index(name)
        const made = fieldCommitment(
          held.origin,
          person.id,
          person.revision,
          saltAt(salts, i),
          name,
          values[i],
        )
        tried++
        if (Buffer.from(made).toString('latin1') === wanted) fallen.add(at)
      }
    }
  }
  return { tried, fallen: fallen.size }
}

/** A twin of the case with weak salts, to see that the attack would find them: record i has the i-th guess. */
function weakSalts(held, truth) {
  return (at) => {
    const person = held.persons[at]
    const guesses = saltGuesses(held, at)
    const salt = guesses[at % guesses.length]
    const made = FIELDS.flatMap((name) => {
      const value = truth[at].values[index(name)]
      return value === null ? [] : [[name, trier(held, person, salt, name)(encode(value))]]
    })
    return Object.fromEntries(made)
  }
}

function weakSecrets(held, truth) {
  return (at) => {
    const { id, revision } = held.persons[at]
    const { values } = truth[at]
    const guesses = secretGuesses(held, held.persons[at])
    const salts = saltsOf(guesses[at % guesses.length], { schema: PERSON, id, revision, values })
    const i = index('given')
    const made = fieldCommitment(held.origin, id, revision, saltAt(salts, i), 'given', values[i])
    return { given: Buffer.from(made).toString('latin1') }
  }
}

export function attackCommitments({ held, truth }, { dictionary }, random) {
  const of = held.persons.length
  const values = valuesToTry(truth, dictionary, random)
  const own = (at) => held.persons[at].commitments
  const salts = underGuessedSalts(held, values, own)
  const whole = wholeDictionary(held, dictionary)
  const secrets = underGuessedSecrets(held, truth, own)
  const some = Math.min(of, 60)
  const weak = underGuessedSalts(held, values, weakSalts(held, truth), some).fallen
  const line = (what, { tried, fallen }, control) => {
    const hits = fallen
    return { what, tried, hits, of, chance: 0, limit: 0, control }
  }
  return [
    line('closed fields: every name of the dictionaries under a zero salt', whole, {
      what: 'salts as weak as the guesses',
      hits: weak,
      of: some,
    }),
    line('closed fields: true values among decoys, 18 guessed salts a record', salts, {
      what: 'salts as weak as the guesses',
      hits: weak,
      of: some,
    }),
    line('closed fields: salts derived under 9 guessed secrets, all values known', secrets, {
      what: 'secrets as weak as the guesses',
      hits: underGuessedSecrets(held, truth, weakSecrets(held, truth)).fallen,
      of,
    }),
  ]
}
