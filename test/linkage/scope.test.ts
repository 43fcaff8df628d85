import { encode } from '@amana/codec'
import { decodeScope, encodeScope, LINKAGE_NORMALISER, newScope } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'

const key = new Uint8Array(32).fill(7)
const code = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'nothing thrown'
}

describe('a linkage scope', () => {
  it('reads back as it was written', () => {
    const scope = newScope('al-bab-2015', 3, key)
    expect(decodeScope(encodeScope(scope))).toEqual(scope)
    expect(scope.normaliser).toBe(LINKAGE_NORMALISER)
  })

  it('draws its own key where none is given, another each time', () => {
    expect(newScope('a', 1).key).toHaveLength(32)
    expect(newScope('a', 1).key).not.toEqual(newScope('a', 1).key)
  })

  it('keeps its own copy of the key', () => {
    const mine = key.slice()
    const scope = newScope('a', 1, mine)
    mine.fill(0)
    expect(scope.key).toEqual(key)
  })

  it.each([
    ['an empty id', () => newScope('', 1, key)],
    ['a negative epoch', () => newScope('a', -1, key)],
    ['a fractional epoch', () => newScope('a', 0.5, key)],
    ['a short key', () => newScope('a', 1, key.slice(1))],
    [
      'another list',
      () => decodeScope(encode(['amana/1/token', 'a', 1, 'hmac-sha256', LINKAGE_NORMALISER, key])),
    ],
    [
      'an unknown scheme',
      () => decodeScope(encode(['amana/1/scope', 'a', 1, 'md5', LINKAGE_NORMALISER, key])),
    ],
    [
      'a member too many',
      () => decodeScope(encode(['amana/1/scope', 'a', 1, 'hmac-sha256', LINKAGE_NORMALISER, key, 1])),
    ],
    [
      'a key of text',
      () => decodeScope(encode(['amana/1/scope', 'a', 1, 'hmac-sha256', LINKAGE_NORMALISER, 'k'])),
    ],
  ])('refuses %s', (_, act) => {
    expect(code(act)).toBe('linkage/bad-scope')
  })
})
