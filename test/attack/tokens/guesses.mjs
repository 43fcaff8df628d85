/** (b) Guesses without the key: what the code would key for the listed people and for others, under every function one could try. */
import { createHmac, hash } from 'node:crypto'
import { fromHex, utf8 } from '@amana/codec'
import { digest, prf, sha256, TAG } from '@amana/crypto'
import { TOKEN_BYTES } from '@amana/linkage'
import { normalise, skeleton } from '@amana/names'
import { shuffled } from '../chance.mjs'

const latin1 = (text) => Buffer.from(text).toString('latin1')
const unkeyed = (message) => hash('sha256', message, 'binary').slice(0, TOKEN_BYTES)
const keyed = (key) => (message) =>
  createHmac('sha256', key).update(message).digest('latin1').slice(0, TOKEN_BYTES)

/** The function under the tokens of a scope, for who has a key to try as the scope's key. */
const derived = (key, { id, epoch, normaliser }) => keyed(prf(key, TAG.token, id, epoch, normaliser))

/** Functions that somebody without the key could try in place of the keyed one: all that he holds serves as a key. */
function functions(scope, { origin, verificationKey, publicKey }, records) {
  const { id, epoch, normaliser, scheme } = scope
  const texts = ['', origin, verificationKey, id, normaliser, scheme, 'amana', String(epoch), `${id}${epoch}`]
  const keys = [
    ...texts.map((word) => sha256(utf8(word))),
    new Uint8Array(32),
    new Uint8Array(32).fill(255),
    publicKey,
    sha256(publicKey),
    digest(TAG.scope, id, epoch),
    digest(TAG.scope, id, epoch, scheme, normaliser),
    digest(TAG.token, id, epoch, normaliser),
  ]
  const held = records
    .slice(0, 4)
    .flatMap((record) => [
      fromHex(record.id),
      ...record.tokens.slice(0, 3).map((token) => Buffer.from(token, 'latin1')),
    ])
  return [
    unkeyed,
    ...[...texts.map((word) => utf8(word)), ...keys, ...held].map(keyed),
    ...keys.map((key) => derived(key, scope)),
  ]
}

/** Tries messages under functions, in turn, until `most` are tried. @returns tried, and the records whose token was met */
function search(messages, tries, most, holders) {
  let tried = 0
  const found = new Set()
  const each = Math.ceil(most / tries.length)
  for (const of of tries) {
    const until = Math.min(most, tried + each)
    for (let i = 0; tried < until; i++, tried++) {
      if (i === messages.length) break
      const records = holders.get(of(messages[i]))
      if (records !== undefined) for (const record of records) found.add(record)
    }
  }
  return { tried, hits: found.size }
}

const unique = (people) => [
  ...new Set(people.flatMap(({ composites }) => composites.filter((one) => one !== null))),
]

/**
 * @param messages what was keyed, as the code keyed it; of people listed and of others
 * @param most guesses in all
 */
export function attackByGuesses({ scope, held, records, people, others, names }, most, random) {
  const holders = new Map()
  for (const [at, { tokens }] of records.entries())
    for (const token of tokens) {
      const known = holders.get(token)
      if (known === undefined) holders.set(token, [at])
      else known.push(at)
    }
  const own = unique(people)
  const bytes = (text) => Buffer.from(text, 'latin1')
  const all = [...own, ...unique(others)]
  // For who does not know that the slot is in the message, or hopes that single names are keyed.
  const bare = all.map((message) => message.replace(/^\d+\n/, ''))
  const single = names.flatMap((name) => [name, normalise(name), skeleton(name)].map(latin1))
  const rest = shuffled([...new Set([...all, ...bare, ...single])], random)
  const messages = [...new Set([...own, ...rest])].map(bytes)
  const tries = functions(scope, held, records)
  const insider = search(own.map(bytes), [derived(scope.key, scope)], Number.POSITIVE_INFINITY, holders)
  return {
    ...search(messages, tries, most, holders),
    functions: tries.length,
    of: records.length,
    control: {
      what: 'an insider with the key',
      tried: insider.tried,
      hits: insider.hits,
      of: records.length,
    },
  }
}
