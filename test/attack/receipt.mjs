/**
 * An armed group has seized a family's page and has every bundle. It guesses names and incidents, and words. The page of a naive scheme, a hash of
 * name and incident, falls to the same guesses. Last, it tries to tell from a view for whom words were issued.
 */
import { createHash, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import {
  Case,
  makeRelease,
  newReceiptWords,
  pageCode,
  ReceiptSearch,
  receiptField,
  receiptKey,
  verifyView,
  writeView,
} from '@amana/bundle'
import { concat, encode, toHex, utf8 } from '@amana/codec'
import { digest, newCaseKeys, open, prf, randomBytes, SLOW_KEY, TAG } from '@amana/crypto'
import { newScope } from '@amana/linkage'
import { base32nopad } from '@scure/base'
import { generator } from './chance.mjs'

export const NEEDS = []
export const SUMMARY = 'guesses of names, incidents and words against a seized page and all bundles'
export const PERSONS = 40
const MOST_NAMES = 1_000_000
const MOST_WORDS = 10_000
const NONCE = new Uint8Array(24)
const AAD = utf8(TAG.receiptPage)
const AUDIENCES = ['public', 'auditor', 'investigator']

const slow = promisify(scrypt)
/** What our code makes with another scrypt: Node's, which is faster, as an attacker's would be. */
const slowly = async (words, salt) => {
  const { N, r, p } = SLOW_KEY
  const bytes = Uint8Array.from(words.flatMap((number) => [number >> 8, number & 255]))
  return new Uint8Array(await slow(bytes, salt, 32, { N, r, p, maxmem: 2 ** 27 }))
}
const sha = (text) => new Uint8Array(createHash('sha256').update(text).digest())
const nameOf = (i) => `Given${i % 1000} Family${Math.floor(i / 1000)}`
const textOf = (i) => `${nameOf(i)}|Market`

/** A case where every second person has a receipt, its bundles, and one family's page. */
function seized(persons) {
  const amana = new Case('amana/attacked', newCaseKeys(), newScope('attack', 1))
  amana.import(
    Array.from({ length: persons }, (_, i) => {
      const [given, family] = nameOf(7 * i).split(' ')
      return { rowId: String(i), given, family, incident: 'Market', place: 'Town A', date: '2014-12-28' }
    }),
  )
  const words = Array.from({ length: persons }, () => newReceiptWords())
  for (let i = 0; i < persons; i += 2) amana.issueReceipt(String(i), words[i])
  makeRelease(amana)
  const ids = words.map((_, i) => amana.idOf('person', String(i)))
  const page = pageCode(
    [{ origin: amana.origin, id: ids[0] }, words[0]],
    [{ note: 'spare key' }, newReceiptWords()],
  )
  const views = AUDIENCES.map((audience) => concat(...writeView(amana, audience, amana.releases.at(-1))))
  return { amana, words, ids, page: base32nopad.decode(page), views }
}

/** Whether a key of 32 bytes opens a slot of the page or is behind a field of a record. */
function opens(key, { page, ids, fields }, perRecord) {
  for (const at of [16, 112])
    try {
      open(key, NONCE, page.subarray(at, at + 96), AAD)
      return true
    } catch {}
  return perRecord && ids.some((id) => fields.has(toHex(receiptField(key, id, 1))))
}

/** Everything that is 32 bytes long and stands in what the attacker has, in hexadecimal, at any offset. */
function windowsOf(all) {
  const found = new Set()
  for (const bytes of all)
    for (let at = 0; at + 32 <= bytes.length; at++)
      found.add(Buffer.from(bytes.buffer, bytes.byteOffset + at, 16).toString('latin1'))
  return found
}

export async function run({ persons, guesses, seed, sample, progress }) {
  const started = performance.now()
  const made = seized(persons)
  const { amana, words, ids, page, views } = made
  const fields = new Set()
  for (const view of views)
    await verifyView([view], amana.verificationKey, {
      onRecord: ({ open: isOpen, partial }) => {
        const at = isOpen ? partial.open.findIndex((i) => partial.schema.fields[i].name === 'receipt') : -1
        if (partial?.schema.kind !== 'person' || at < 0) return
        fields.add(toHex(partial.values[at]))
      },
    })
  const known = { page, ids, fields }

  progress('names and incidents')
  const names = Math.min(guesses, MOST_NAMES)
  const windows = windowsOf([page, ...views])
  const naive = Buffer.from(sha(textOf(0))).toString('hex')
  let [hits, naiveHits] = [0, 0]
  for (let i = 0; i < names; i++) {
    const text = textOf(i)
    const plain = sha(text)
    if (Buffer.from(plain).toString('hex') === naive) naiveHits++
    // Without a guess of the words nothing in the page or the field can be recomputed: what is left is to hope that a name is in them.
    const tries = [plain, digest(TAG.receipt, text), prf(plain, TAG.noReceipt, ids[i % ids.length])]
    const isThere = tries.some((one) =>
      windows.has(Buffer.from(one.buffer, one.byteOffset, 16).toString('latin1')),
    )
    if (isThere || opens(plain, known, i % 1000 === 0 || i < 10 * persons)) hits++
  }

  progress('words')
  const wordLists = Math.min(Math.ceil(guesses / 100 / sample), MOST_WORDS)
  const salts = [encode([TAG.receiptPage, page.subarray(0, 16)]), encode([TAG.receiptWords, amana.origin])]
  const wrong = async (list) => {
    const [onPage, inLog] = await Promise.all(salts.map((salt) => slowly(list, salt)))
    return opens(onPage, known, false) || opens(inLog, known, true)
  }
  const before = performance.now()
  let wordHits = 0
  for (let i = 0; i < wordLists; i += 2) {
    const both = await Promise.all(
      [0, 1].filter((j) => i + j < wordLists).map(() => wrong(newReceiptWords())),
    )
    wordHits += both.filter(Boolean).length
  }
  const perList = (performance.now() - before) / Math.max(1, wordLists)
  const control = await wrong(words[0])
  const found = await Promise.all(
    words.map(async (list, i) => {
      const search = new ReceiptSearch(i < 4 ? receiptKey(list, amana.origin) : await slowly(list, salts[1]))
      await verifyView([views[2]], amana.verificationKey, { onRecord: search.take })
      return search.found.map(({ id }) => id)
    }),
  )
  const right = found.every((list, i) =>
    i % 2 === 0 ? list.length === 1 && list[0] === toHex(ids[i]) : list.length === 0,
  )

  progress('who has a receipt')
  return {
    attack: 'receipt',
    names: { guesses: names, hits, naiveHits },
    words: { guesses: wordLists, hits: wordHits, millisecondsEach: Math.round(perList), control },
    right,
    told: toldApart(25 * persons, generator(seed, 'receipt')),
    seconds: Math.round((performance.now() - started) / 1000),
    get ok() {
      return hits === 0 && naiveHits === 1 && wordHits === 0 && control && right && !this.told.better
    },
  }
}

/** A released case where every second of so many persons has a receipt, or none has. Random bytes are in the place of what scrypt makes of words. */
function many(count, share) {
  const amana = new Case('amana/many', newCaseKeys(), newScope('attack', 1))
  const rows = Array.from({ length: count }, (_, i) => ({
    rowId: String(i),
    incident: 'Market',
    place: 'Town A',
  }))
  amana.import(rows)
  const has = (i) => share > 0 && i % share === 0
  const operations = rows.flatMap(({ rowId }, i) => (has(i) ? [['receipt', rowId, randomBytes(32)]] : []))
  amana.transact(operations)
  makeRelease(amana)
  return {
    people: rows.map(({ rowId }, i) => ({
      has: has(i),
      field: amana.valuesByName(amana.record('person', rowId)).receipt,
    })),
    sizes: AUDIENCES.map((audience) => concat(...writeView(amana, audience, amana.releases.at(-1))).length),
  }
}

/**
 * Tells fields with words behind them from fields without, by the bit that does so best on one half of the persons, tried on the other half; and
 * compares the sizes of bundles of a case with receipts and of one without. Better than chance: more hits than a fair coin gives once in 1,000 times.
 */
function toldApart(count, random) {
  const { people, sizes } = many(count, 2)
  const none = many(count, 0).sizes
  const sameLength =
    sizes.every((size, i) => size === none[i]) && people.every(({ field }) => field.length === 32)
  const half = people.map(() => random.below(2) === 0)
  // A twin made weak: one bit of the field says who has a receipt.
  const weak = people.map(({ has, field }) => ({
    has,
    field: field.with(5, (field[5] & 0xfe) | Number(has)),
  }))
  const { hits, of, limit } = byBestBit(people, half)
  const twin = byBestBit(weak, half).hits
  return {
    hits,
    of,
    limit,
    control: twin === of,
    sameLength,
    better: hits > limit || twin < of || !sameLength,
  }
}

function byBestBit(people, half) {
  const bit = ({ field }, b) => ((field[b >> 3] >> (b & 7)) & 1) === 1
  const right = (side, b) => people.filter((one, i) => half[i] === side && bit(one, b) === one.has).length
  const learnt = half.filter(Boolean).length
  const scores = Array.from({ length: 256 }, (_, b) => right(true, b))
  const gain = (b) => Math.abs(2 * scores[b] - learnt)
  const best = scores.reduce((top, _, b) => (gain(b) > gain(top) ? b : top), 0)
  const of = people.length - learnt
  const hits = 2 * scores[best] >= learnt ? right(false, best) : of - right(false, best)
  return { hits, of, limit: Math.ceil(of / 2 + 3.1 * Math.sqrt(of / 4)) }
}

export function inWords({ names, words, right, told, ok, seconds }) {
  return [
    `names and incidents: ${names.guesses} guessed, ${names.hits} found on the page or in a bundle; behind a hash of both: ${names.naiveHits}`,
    `words: ${words.guesses} lists, ${words.hits} opened anything (${words.millisecondsEach} ms a list, page and log); the right ones: ${words.control ? 'open' : 'DO NOT OPEN'}`,
    `right words find exactly their record, and none where none were issued: ${right ? 'yes' : 'NO'}`,
    `who has a receipt: ${told.hits} of ${told.of} told rightly, chance gives up to ${told.limit}, on a weak twin ${told.control ? 'all' : 'NOT ALL'}; sizes of fields and bundles ${told.sameLength ? 'are the same' : 'DIFFER'}`,
    `${ok ? 'no better than chance' : 'BETTER THAN CHANCE, or the attack does not work'} (${seconds} s)`,
  ].join('\n')
}
