import { AmanaError, encode, toHex, type Value } from '@amana/codec'
import { nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import {
  fieldIndex,
  grantMatches,
  makeGrant,
  openFields,
  openForRecipient,
  openGrant,
  PERSON,
  sealForRecipients,
} from '@amana/records'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption'
import { committedOf, ORIGIN } from './sample.js'

beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

const record = committedOf()
const FIELDS = ['family', 'given', 'date_of_death', 'given']
const at = (name: string) => fieldIndex(PERSON, name)

const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run
  } catch (error) {
    if (error instanceof AmanaError) return error.code
    throw error
  }
  return 'nothing was refused'
}

describe.each([
  ['X25519', generateX25519Identity],
  ['the post-quantum hybrid', generateHybridIdentity],
])('a grant to an age recipient of %s', (_, generate) => {
  it('opens with its identity to the fields granted, and they lead to the root of the record', async () => {
    const identity = await generate()
    const recipients = [await identityToRecipient(identity)]
    const grant = await openGrant(await makeGrant(ORIGIN, record, FIELDS, { recipients }), {
      identities: [identity],
    })
    expect(grant.origin).toBe(ORIGIN)
    expect(grant.partial.open).toEqual([at('date_of_death'), at('given'), at('family')])
    expect(grant.partial.values).toEqual(['2014-12-28', 'نجوى', 'الرفاعي'])
    expect(toHex(grant.root)).toBe(toHex(record.root))
    expect(grantMatches(grant, record)).toBe(true)
  })

  it('opens with any one of several recipients’ identities, and with no other', async () => {
    const identities = [await generate(), await generate(), await generate()]
    const recipients = await Promise.all(identities.slice(0, 2).map(identityToRecipient))
    const file = await makeGrant(ORIGIN, record, FIELDS, { recipients })
    for (const identity of identities.slice(0, 2))
      expect(toHex((await openGrant(file, { identities: [identity] })).root)).toBe(toHex(record.root))
    expect(await codeOf(openGrant(file, { identities: [identities[2]!] }))).toBe('grant/locked')
    expect(await codeOf(openGrant(file, { identities: [] }))).toBe('grant/locked')
    expect(await codeOf(openGrant(file, { passphrase: 'wrong kind' }))).toBe('grant/locked')
  })
})

describe('a grant', () => {
  it('under a passphrase is an age file with scrypt at 2^18, the cost that age itself takes', async () => {
    const file = await makeGrant(ORIGIN, record, FIELDS, { passphrase: 'six words for one hearing only' })
    const [version, recipient] = Buffer.from(file.subarray(0, 100)).toString('latin1').split('\n')
    expect(version).toBe('age-encryption.org/v1')
    expect(recipient).toMatch(/^-> scrypt [A-Za-z0-9+/]{22} 18$/)
  })

  // At a lower cost, for 2^18 takes seconds here.
  it('under a passphrase opens with it and with no other', async () => {
    const identity = await generateX25519Identity()
    const recipients = [await identityToRecipient(identity)]
    const inside = await openForRecipient(await makeGrant(ORIGIN, record, FIELDS, { recipients }), {
      identities: [identity],
    })
    const encrypter = new Encrypter()
    encrypter.setPassphrase('six words for one hearing only')
    encrypter.setScryptWorkFactor(10)
    const file = await encrypter.encrypt(inside)
    const grant = await openGrant(file, { passphrase: 'six words for one hearing only' })
    expect(grantMatches(grant, record)).toBe(true)
    expect(await codeOf(openGrant(file, { passphrase: 'six words for one hearing' }))).toBe('grant/locked')
    expect(await codeOf(openGrant(file, { identities: [identity] }))).toBe('grant/locked')
  })

  it('holds no name in the clear, not even that of a field', async () => {
    const recipients = [await identityToRecipient(await generateX25519Identity())]
    const text = Buffer.from(await makeGrant(ORIGIN, record, FIELDS, { recipients })).toString('latin1')
    for (const word of ['نجوى', 'الرفاعي', 'given', 'person@1', ORIGIN])
      expect(text).not.toContain(Buffer.from(word, 'utf8').toString('latin1'))
  })

  // Every byte of an age file is authenticated; opening one takes 15 ms here, so it is every 16th.
  it('does not open with a byte altered, nor cut off', async () => {
    const identity = await generateX25519Identity()
    const recipients = [await identityToRecipient(identity)]
    const file = await makeGrant(ORIGIN, record, FIELDS, { recipients })
    for (let i = 0; i < file.length; i += 16) {
      const bytes = file.slice()
      bytes[i]! ^= 1 << (i % 8)
      expect([i, await codeOf(openGrant(bytes, { identities: [identity] }))]).toEqual([i, 'grant/locked'])
    }
    for (let length = 0; length < file.length; length += 97)
      expect(await codeOf(openGrant(file.subarray(0, length), { identities: [identity] }))).toBe(
        'grant/locked',
      )
  })

  it('is of exactly one revision of one record', async () => {
    const identity = await generateX25519Identity()
    const recipients = [await identityToRecipient(identity)]
    const grant = await openGrant(await makeGrant(ORIGIN, record, FIELDS, { recipients }), {
      identities: [identity],
    })
    expect(grantMatches(grant, committedOf({}, { revision: 2 }))).toBe(false)
    expect(grantMatches(grant, committedOf({}, { key: 'row 2' }))).toBe(false)
    expect(grantMatches(grant, committedOf({ given: 'سمر' }))).toBe(false)
    expect(grantMatches(grant, { ...record, revision: 2 })).toBe(false)
    expect(grantMatches(grant, { ...record, id: new Uint8Array(16) })).toBe(false)
  })

  it('of a field that the record does not have, or of none, is refused', async () => {
    const recipients = [await identityToRecipient(await generateX25519Identity())]
    for (const fields of [[], ['telephone'], ['given', 'telephone']])
      expect(await codeOf(makeGrant(ORIGIN, record, fields, { recipients }))).toBe('grant/no-such-field')
  })

  it('to nobody, to an SSH key or to something that is no recipient is refused', async () => {
    for (const recipients of [[], ['ssh-ed25519 AAAA'], ['age1'], ['نجوى']])
      expect(await codeOf(makeGrant(ORIGIN, record, FIELDS, { recipients }))).toBe('grant/bad-recipient')
  })

  it('is refused by an identity that is none', async () => {
    const recipients = [await identityToRecipient(await generateX25519Identity())]
    const file = await makeGrant(ORIGIN, record, FIELDS, { recipients })
    expect(await codeOf(openGrant(file, { identities: ['AGE-SECRET-KEY-1'] }))).toBe('grant/locked')
  })
})

describe('a grant made by a liar', () => {
  const open = [at('given'), at('family')]
  const { salts, values, siblings } = openFields(record, open)
  const honest: readonly Value[] = [
    'amana/1/grant',
    ORIGIN,
    'person@1',
    record.id,
    1,
    open,
    salts,
    values,
    siblings,
  ]
  const identity = generateX25519Identity()
  const opened = async (items: Value) => {
    const recipients = [await identityToRecipient(await identity)]
    const file = await sealForRecipients(encode(items), { recipients })
    return openGrant(file, { identities: [await identity] })
  }
  const withItem = (i: number, item: Value) => honest.map((each, j) => (i === j ? item : each))

  it('as the library makes it matches', async () => {
    expect(grantMatches(await opened(honest), record)).toBe(true)
  })

  it.each<readonly [string, readonly Value[]]>([
    ['another name', withItem(7, ['سمر', values[1]!])],
    ['the names the wrong way round', withItem(7, [values[1]!, values[0]!])],
    ['other fields', withItem(5, [at('father'), at('family')])],
    ['another origin', withItem(1, 'amana/other')],
    ['other salts', withItem(6, new Uint8Array(32))],
    [
      'another sibling',
      withItem(
        8,
        siblings.map((_, i) => i >> 5),
      ),
    ],
  ])('with %s does not match the entry', async (_, items) => {
    const grant = await opened(items).catch((error: unknown) => {
      if (error instanceof AmanaError) return null
      throw error
    })
    if (grant !== null) expect(grantMatches(grant, record)).toBe(false)
  })

  it.each<readonly [string, Value]>([
    ['another format', withItem(0, 'amana/2/grant')],
    ['an unknown schema', withItem(2, 'person@9')],
    ['an id of another type', withItem(3, 'id')],
    ['a revision of another type', withItem(4, '1')],
    ['fields that are no list', withItem(5, 1)],
    ['fields out of order', withItem(5, [at('family'), at('given')])],
    ['a field twice', withItem(5, [at('given'), at('given')])],
    ['fields by name', withItem(5, ['given', 'family'])],
    ['fields as text', withItem(5, open.map(String))],
    ['properties of a list for fields', withItem(5, ['length', 'map'])],
    ['a field that is none', withItem(5, [at('given'), 99])],
    ['salts of another length', withItem(6, salts.subarray(1))],
    ['fewer values', withItem(7, values.slice(1))],
    ['half a sibling', withItem(8, siblings.subarray(16))],
    ['siblings of another type', withItem(8, [siblings])],
    ['an item more', [...honest, null]],
    ['an item less', honest.slice(1)],
    ['no list', 'grant'],
  ])('with %s is refused as a bad file', async (_, items) => {
    expect(await codeOf(opened(items))).toBe('grant/bad-file')
  })

  it('with an id of another length is refused', async () => {
    expect(await codeOf(opened(withItem(3, new Uint8Array(15))))).toBe('grant/bad-file')
  })
})

describe('an age file', () => {
  it('gives back the bytes that went in, of any length', async () => {
    const identity = await generateX25519Identity()
    const recipients = [await identityToRecipient(identity)]
    for (const length of [0, 1, 65_536, 65_537]) {
      const bytes = new Uint8Array(length).fill(length % 251)
      const file = await sealForRecipients(bytes, { recipients })
      expect(Buffer.from(file.subarray(0, 21)).toString()).toBe('age-encryption.org/v1')
      expect(await openForRecipient(file, { identities: [identity] })).toEqual(bytes)
    }
  })
})
