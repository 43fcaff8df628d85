import { scryptSync } from 'node:crypto'
import {
  type Case,
  makeRelease,
  newReceiptWords,
  openPageCode,
  pageCode,
  ReceiptSearch,
  readReceiptWords,
  receiptKey,
  receiptText,
  verifyView,
  writeView,
} from '@amana/bundle'
import { concat, decode, fromHex, toHex, type Value } from '@amana/codec'
import { nobleBackend, SLOW_KEY, slowKey, TAG, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { normalise } from '@amana/names'
import { fieldIndex, PERSON } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { emptyCase, person, seededRandom } from './sample.js'

useBackend(nodeBackend)

const random = seededRandom('receipts')
const WORDS = newReceiptWords(random)
const OTHER = newReceiptWords(random)

async function search(
  amana: Case,
  words = WORDS,
  audience: 'custodian' | 'investigator' | 'public' = 'investigator',
) {
  const one = new ReceiptSearch(receiptKey(words, amana.origin))
  const bytes = concat(...writeView(amana, audience, amana.releases.at(-1)))
  const report = await verifyView([bytes], amana.verificationKey, { onRecord: one.take })
  expect(report.ok).toBe(true)
  return one
}

describe('words', () => {
  it.each(['en', 'ar'] as const)('are read as they are said and however they are typed: %s', (language) => {
    for (let i = 0; i < 200; i++) {
      const words = newReceiptWords(random)
      const text = receiptText(words, language)
      expect(readReceiptWords(text)).toEqual({ words, language })
      expect(readReceiptWords(`  ${text.toUpperCase().replaceAll(' ', '\n  ')} `).words).toEqual(words)
      const bare = text.replace(/[أإآ]/g, 'ا').replace(/ة/g, 'ه').replace(/ى/g, 'ي')
      expect(readReceiptWords(bare).words).toEqual(words)
      expect(readReceiptWords(text.replace(/(\p{Script=Arabic})/gu, '$1\u064e')).words).toEqual(words)
    }
  })

  it('are 2,048 in each list, and no two are one when they are folded', () => {
    for (const language of ['en', 'ar'] as const) {
      const list = Array.from({ length: 2048 }, (_, number) => normalise(receiptText([number], language)))
      expect(new Set(list).size).toBe(2048)
      expect(list.every((word) => /^\p{L}{3,8}$/u.test(word))).toBe(true)
    }
  })

  it('that are not in the list are named by position, and others noticed 63 times in 64', () => {
    const text = receiptText(WORDS, 'en').split(' ')
    expect(() => readReceiptWords(text.with(3, 'zzzz').join(' '))).toThrow(
      expect.objectContaining({ code: 'receipt/unknown-word', details: { position: 4 } }),
    )
    expect(() => readReceiptWords('')).toThrow(expect.objectContaining({ code: 'receipt/not-six' }))
    expect(() => readReceiptWords(text.slice(1).join(' '))).toThrow(
      expect.objectContaining({ code: 'receipt/not-six' }),
    )
    let passed = 0
    for (let number = 0; number < 2048; number++)
      try {
        readReceiptWords(receiptText(WORDS.with(2, number), 'ar'))
        passed++
      } catch (error) {
        expect(error).toMatchObject({ code: 'receipt/wrong-word' })
      }
    expect(passed).toBeGreaterThan(8)
    expect(passed).toBeLessThan(64)
  })

  it('are made slow by scrypt as Node has it', () => {
    const [secret, salt] = [fromHex('0102'), fromHex('0304')]
    const { N, r, p } = SLOW_KEY
    const theirs = scryptSync(secret, salt, 32, { N, r, p, maxmem: 2 ** 27 })
    for (const backend of [nobleBackend, nodeBackend]) {
      useBackend(backend)
      expect(toHex(slowKey(secret, salt))).toBe(theirs.toString('hex'))
    }
  })
})

describe('a receipt in a case', () => {
  let amana: Case
  const fields = (row: string) => {
    const record = amana.record('person', row)!
    return record.logged.map((logged) =>
      toHex((decode(logged.values!) as readonly Value[])[fieldIndex(PERSON, 'receipt')] as Uint8Array),
    )
  }

  beforeAll(() => {
    amana = emptyCase()
    amana.import(Array.from({ length: 12 }, (_, i) => person(i)))
    amana.issueReceipt('row-4', WORDS)
    makeRelease(amana)
  })

  it('finds exactly its record, in views that open receipts', async () => {
    const { found } = await search(amana)
    expect(found.map(({ id }) => id)).toEqual([toHex(amana.record('person', 'row-4')!.id)])
    const [one] = (await search(amana, WORDS, 'custodian')).found
    expect(one).toMatchObject({ incident: toHex(amana.idOf('incident', 'Bakery')), label: 'Bakery' })
    expect((await search(amana, OTHER)).found).toEqual([])
    const closed = await search(amana, WORDS, 'public')
    expect({ found: closed.found, open: closed.isOpen }).toEqual({ found: [], open: false })
  })

  it('stays when the row is imported again, and needs no release for that', () => {
    expect(amana.import([person(4)])).toMatchObject({ unchanged: 1 })
    expect(() => makeRelease(amana)).toThrow(expect.objectContaining({ code: 'release/nothing-new' }))
  })

  it('issued again replaces the lost words; all who are re-issued have another field, so none stands out', async () => {
    amana.issueReceipt('row-4', OTHER)
    makeRelease(amana)
    expect((await search(amana)).found).toEqual([])
    expect((await search(amana, OTHER)).found).toHaveLength(1)
    const rows = Array.from({ length: 12 }, (_, i) => `row-${i}`)
    const again = rows.filter((row) => fields(row).length === 2)
    expect(again).toContain('row-4')
    expect(again.length).toBeGreaterThan(9)
    // Nobody keeps the field, and no field stands twice anywhere.
    const all = rows.flatMap(fields)
    expect(new Set(all).size).toBe(all.length)
  })

  it('survives an amendment of its record, and a snapshot', async () => {
    amana.import([person(4, { cause: 'shelling' })])
    makeRelease(amana)
    expect((await search(amana, OTHER)).found).toMatchObject([{ revision: 3 }])
    const copy = emptyCase()
    for (const operation of amana.snapshot()) copy.apply(operation)
    expect((await search(copy, OTHER)).found).toHaveLength(1)
  })

  it('goes with its record', async () => {
    amana.withdraw('person', ['row-4'], 'consent')
    makeRelease(amana)
    expect((await search(amana, OTHER)).found).toEqual([])
    expect(amana.record('person', 'row-4')!.receipt).toBeNull()
    for (const row of ['row-4', 'nobody']) expect(() => amana.issueReceipt(row, WORDS)).toThrow()
  })
})

describe('a page', () => {
  const id = fromHex('00112233445566778899aabbccddeeff')
  const code = () => pageCode([{ origin: `amana/${'0'.repeat(32)}`, id }, WORDS], [{ note: 'كلمة' }, OTHER])

  it('opens each slot under its words alone, in either order, and always has one length', () => {
    const codes = Array.from({ length: 4 }, code)
    for (const one of codes) {
      expect(one).toMatch(/^[A-Z2-7]{333}$/)
      expect(openPageCode(one, WORDS)).toEqual({ origin: `amana/${'0'.repeat(32)}`, id })
      expect(openPageCode(` ${one.toLowerCase()}\n`, OTHER)).toEqual({ note: 'كلمة' })
    }
    expect(() => openPageCode(codes[0]!, newReceiptWords(random))).toThrow(
      expect.objectContaining({ code: 'receipt/not-these-words' }),
    )
    expect(() => openPageCode('A'.repeat(300), WORDS)).toThrow(
      expect.objectContaining({ code: 'receipt/not-a-code' }),
    )
    expect(() => pageCode([{ note: 'x'.repeat(80) }, WORDS], [{ note: '' }, OTHER])).toThrow(
      expect.objectContaining({ code: 'receipt/too-long' }),
    )
    expect(TAG.receiptPage).toBe('amana/1/receipt-page')
  })
})
