import { toHex } from '@amana/codec'
import { newCaseKeys, randomBytes, wipe } from '@amana/crypto'
import { describe, expect, it } from '@jest/globals'

describe('the secrets of a case', () => {
  it('are four, of 32 bytes, all different, and different in the next case', () => {
    const secrets = [newCaseKeys(), newCaseKeys()].flatMap(({ master, signing, linkage, escrow }) => [
      master,
      signing,
      linkage,
      escrow,
    ])
    expect(secrets.map((secret) => secret.length)).toEqual(Array(8).fill(32))
    expect(new Set(secrets.map(toHex)).size).toBe(8)
  })

  it('share no memory, so that wiping one leaves the others', () => {
    const keys = newCaseKeys()
    const before = toHex(keys.signing)
    wipe(keys.master, keys.linkage)
    expect([toHex(keys.master), toHex(keys.linkage)]).toEqual(['00'.repeat(32), '00'.repeat(32)])
    expect(toHex(keys.signing)).toBe(before)
    expect(toHex(keys.escrow)).not.toBe('00'.repeat(32))
  })

  it('are wiped in place, also as a view into a longer array', () => {
    const around = new Uint8Array(10).fill(7)
    wipe(around.subarray(2, 5))
    expect([...around]).toEqual([7, 7, 0, 0, 0, 7, 7, 7, 7, 7])
  })
})

describe('random bytes', () => {
  it('come in any length, beyond what one call of the platform gives, filled to the end', () => {
    for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000])
      expect(randomBytes(length).length).toBe(length)
    const long = randomBytes(3 * 65_536 + 100)
    for (let at = 0; at + 50 <= long.length; at += 50)
      expect(long.subarray(at, at + 50).some((byte) => byte !== 0)).toBe(true)
  })

  it('refuse a length that is none', () => {
    for (const length of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => randomBytes(length)).toThrow(expect.objectContaining({ code: 'crypto/bad-length' }))
  })
})
