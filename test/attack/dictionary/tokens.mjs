/** (b) Linkage tokens: guess the composite, and the key that the adversary does not have. */
import { createHmac, hash } from 'node:crypto'
import { fromHex, utf8 } from '@amana/codec'
import { backend, digest, sha256, TAG, useBackend } from '@amana/crypto'
import { newScope, tokensOf } from '@amana/linkage'
import { normalise, skeleton } from '@amana/names'
import { ranked } from './population.mjs'

const text = (token) => Buffer.from(token).toString('latin1')
const factsOf = ({ given, father, grandfather, family, date, sex }) => ({
  parts: Object.fromEntries(
    Object.entries({ given, father, grandfather, family }).filter(([, part]) => part !== undefined),
  ),
  ...(date === undefined ? {} : { dateOfDeath: date }),
  sex,
})

/**
 * The four messages that the code would key for a person: it is run as it is, over a backend that writes down what it is
 * asked for, so that the attack can never lag behind the code.
 */
export function messagesOf(linkage, recordId, person) {
  const messages = []
  const before = backend()
  useBackend({
    ...before,
    hmacSha256(_key, message) {
      messages.push(message)
      return new Uint8Array(32)
    },
  })
  try {
    tokensOf(newScope(linkage.scope, linkage.epoch, new Uint8Array(32)), recordId, factsOf(person))
  } finally {
    useBackend(before)
  }
  return messages
}

const unkeyed = (message) => hash('sha256', message, 'binary').slice(0, 16)
const keyed = (key) => (message) => createHmac('sha256', key).update(message).digest('latin1').slice(0, 16)

/** Functions that somebody without the key could try in place of the keyed one. */
function functions(held) {
  const { linkage, origin, verificationKey, publicKey, persons } = held
  const texts = [
    '',
    origin,
    verificationKey,
    linkage.scope,
    linkage.normaliser,
    linkage.scheme,
    'amana',
    held.note,
  ]
  const keys = [
    ...texts.map((word) => utf8(word)),
    ...texts.slice(1).map((word) => sha256(utf8(word))),
    new Uint8Array(32),
    new Uint8Array(32).fill(255),
    publicKey,
    sha256(publicKey),
    digest(TAG.scope, linkage.scope, linkage.epoch),
    digest(TAG.scope, linkage.scope, linkage.epoch, linkage.scheme, linkage.normaliser),
    ...(/^([0-9a-f]{2})+$/.test(linkage.scope) ? [fromHex(linkage.scope)] : []),
    ...persons[0].tokens,
    ...persons.slice(1, 5).flatMap(({ id, root, tokens }) => [id, root, tokens[0]]),
  ]
  return [unkeyed, ...keys.map((key) => keyed(key))]
}

/** Tries each message under each function. @returns tried, and the records that have a token found */
function search(messages, tries, holders) {
  let tried = 0
  const found = new Set()
  for (const message of messages)
    for (const of of tries) {
      tried++
      const records = holders.get(of(message))
      if (records !== undefined) for (const record of records) found.add(record)
    }
  return { tried, found: found.size }
}

function* registryMessages(held, people) {
  for (const person of people) yield* messagesOf(held.linkage, held.persons[0].id, person)
}

/** Given and family names combined, the commonest first, in each month in which the open incidents fall. */
function* combinations(held, registry, months, width) {
  const top = (values) =>
    ranked(values)
      .slice(0, width)
      .map(([name]) => name)
  const families = top(registry.map(({ family }) => family))
  for (const given of top(registry.map((person) => person.given)))
    for (const family of families)
      for (const date of months)
        yield messagesOf(held.linkage, held.persons[0].id, { given, family, date, sex: 'male' })[0]
}

/** Every name of the dictionaries by itself, as typed and folded. */
function* singleNames(dictionary) {
  for (const name of dictionary)
    for (const form of new Set([name, normalise(name), skeleton(name)])) yield utf8(form)
}

export function attackTokens({ held, truth, linkageKey }, { registry, dictionary }) {
  const of = held.persons.length
  const holders = new Map()
  for (const [at, { tokens }] of held.persons.entries())
    for (const token of tokens) holders.set(text(token), (holders.get(text(token)) ?? []).concat(at))
  const tries = functions(held)
  const own = truth.flatMap(({ person }, at) => messagesOf(held.linkage, held.persons[at].id, person))
  const months = ranked(
    truth.flatMap(({ person }) => (person.date === undefined ? [] : [person.date.slice(0, 7)])),
  )
    .slice(0, 3)
    .map(([month]) => month)
  const insider = [keyed(linkageKey)]

  // The twin: the same tokens under each of the guesses in turn.
  const weak = new Map()
  for (const at of held.persons.keys())
    for (const message of own.slice(4 * at, 4 * at + 4)) weak.set(tries[at % tries.length](message), [at])

  const line = (what, { tried, found }, control) => ({
    what,
    tried,
    hits: found,
    of,
    chance: 0,
    limit: 0,
    control,
  })
  const list = [...combinations(held, registry, months, 60)]
  return [
    line(`tokens: the victims' true facts, ${tries.length} guessed keys`, search(own, tries, holders), {
      what: 'keys as weak as the guesses',
      hits: search(own, tries, weak).found,
      of,
    }),
    line('tokens: everybody in the registry', search(registryMessages(held, registry), tries, holders), {
      what: 'an insider with the key',
      hits: search(registryMessages(held, registry), insider, holders).found,
      of,
    }),
    line(
      'tokens: common given and family names combined, by month',
      search(list, tries.slice(0, 12), holders),
    ),
    line(
      'tokens: every name of the dictionaries by itself',
      search(singleNames(dictionary), tries.slice(0, 12), holders),
    ),
  ]
}
