import {
  encodeShare,
  inGroups,
  type KeyShare,
  type Recovery,
  readRecovery,
  readShare,
  recoverSecret,
  shareText,
  splitSecret,
} from '@amana/bundle'
import { AmanaError, utf8 } from '@amana/codec'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { combine, split } from 'shamir-secret-sharing'

const SECRET = Uint8Array.from({ length: 120 }, (_, i) => (i * 7) & 255)

const named = (shares: readonly KeyShare[]) =>
  shares.map((share) => ({ name: `share ${share.number}`, share }))

/** Every set of `size` of some things. */
function* subsets<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) yield []
  else
    for (let i = 0; i <= items.length - size; i++)
      for (const rest of subsets(items.slice(i + 1), size - 1)) yield [items[i]!, ...rest]
}

const codeOf = async (recovery: Recovery, shares: ReturnType<typeof named>) => {
  try {
    return [...(await recoverSecret(recovery, shares)).secret]
  } catch (error) {
    const { code, message } = error as AmanaError
    return { code, message }
  }
}

describe('a secret that is split', () => {
  it.each([
    [2, 2],
    [2, 3],
    [3, 5],
    [5, 7],
  ])('comes back from any %d of %d, and from no fewer', async (threshold, count) => {
    const { recovery, shares } = await splitSecret(SECRET, threshold, count)
    for (let size = 0; size <= count; size++)
      for (const some of subsets(shares, size))
        expect(await codeOf(recovery, named(some.toReversed()))).toEqual(
          size >= threshold
            ? [...SECRET]
            : expect.objectContaining({
                code: 'keys/too-few-shares',
                message: expect.stringContaining(`${threshold - size} missing`),
              }),
        )
  })

  it('does not count one share twice', async () => {
    const { recovery, shares } = await splitSecret(SECRET, 3, 4)
    const twice = named([shares[0]!, shares[1]!, shares[1]!])
    expect(await codeOf(recovery, twice)).toMatchObject({ code: 'keys/too-few-shares' })
    expect(await codeOf(recovery, [...twice, ...named([shares[3]!])])).toEqual([...SECRET])
  })

  it('is split anew each time: two sets have nothing in common, and cannot be mixed', async () => {
    const [a, b] = [await splitSecret(SECRET, 2, 3), await splitSecret(SECRET, 2, 3)]
    expect(a.recovery.sealed).not.toEqual(b.recovery.sealed)
    const mixed = [
      { name: 'ours', share: a.shares[0]! },
      { name: 'of another set', share: b.shares[1]! },
    ]
    expect(await codeOf(a.recovery, mixed)).toEqual({
      code: 'keys/foreign-share',
      message: expect.stringContaining('of another set.'),
    })
  })

  it.each([
    [1, 3],
    [4, 3],
    [2, 65],
    [2.5, 3],
    [0, 0],
  ])('is not split %d of %d', async (threshold, count) => {
    await expect(splitSecret(SECRET, threshold, count)).rejects.toMatchObject({ code: 'keys/bad-threshold' })
  })
})

describe('one share fewer than the threshold', () => {
  // What the library claims: with a byte known, each value of each byte of the secret is as likely as any other.
  it('fits every secret: for each value of a byte there is a last share that gives it', async () => {
    const secret = Uint8Array.of(42)
    const [first, second] = await split(secret, 3, 2)
    const x = second![1]!
    const seen = new Set<number>()
    for (let y = 0; y < 256; y++) seen.add((await combine([first!, Uint8Array.of(y, x)]))[0]!)
    expect(seen.size).toBe(256)
  })

  it('looks the same for two secrets: counts of its bytes differ by chance alone', async () => {
    const counts = [0, 255].map(() => new Float64Array(256))
    for (let i = 0; i < 20_000; i++)
      for (const [which, value] of [0, 255].entries())
        counts[which]![(await split(Uint8Array.of(value), 2, 2))[0]![0]!]!++
    // Two samples, chi-squared with 255 degrees of freedom: above 360 by chance once in 50,000.
    let chi = 0
    for (let i = 0; i < 256; i++) {
      const [a, b] = [counts[0]![i]!, counts[1]![i]!]
      if (a + b > 0) chi += (a - b) ** 2 / (a + b)
    }
    expect(chi).toBeLessThan(360)
  })
})

describe('damage', () => {
  it('is named, whichever byte of a file, of a text, or of the common part it is in', async () => {
    const { recovery, shares } = await splitSecret(SECRET, 2, 3)
    const other = named([shares[1]!])
    const file = encodeShare(shares[0]!, recovery)
    const read = (bytes: Uint8Array) => {
      try {
        return readShare(bytes)
      } catch (error) {
        return (error as AmanaError).code
      }
    }
    for (let i = 0; i < file.length; i++) {
      const bytes = file.slice()
      bytes[i]! ^= 1 << (i % 8)
      const got = read(bytes)
      if (typeof got === 'string') expect(got).toMatch(/^keys\/bad-(?:share|recovery)$/)
      else
        expect(await codeOf(recovery, [{ name: 'the bad one', share: got.share }, ...other])).toEqual({
          code: expect.stringMatching(/^keys\/(?:foreign|damaged)-share$/),
          message: expect.stringContaining('the bad one'),
        })
    }
    const text = shareText(shares[0]!)
    for (let i = 0; i < text.length; i++)
      for (const letter of 'qpz0b') {
        const bad = `${text.slice(0, i)}${letter}${text.slice(i + 1)}`
        if (bad !== text) expect(read(utf8(bad))).toBe('keys/bad-share')
      }
    for (let i = 0; i < recovery.bytes.length; i++) {
      const bytes = recovery.bytes.slice()
      bytes[i]! ^= 1 << (i % 8)
      let altered: Recovery
      try {
        altered = readRecovery(bytes)
      } catch (error) {
        expect((error as AmanaError).code).toBe('keys/bad-recovery')
        continue
      }
      expect(await codeOf(altered, named(shares))).toMatchObject({ code: 'keys/foreign-share' })
    }
  })

  it('of any other bytes is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const take of [readShare, readRecovery]) expect(() => take(bytes)).toThrow(AmanaError)
      }),
    )
  })
})

describe('a share on paper', () => {
  it('is 80 letters and digits, read back as people type them', async () => {
    const { shares } = await splitSecret(SECRET, 2, 3)
    for (const share of shares) {
      const text = shareText(share)
      expect(text).toMatch(/^share1[02-9ac-hj-np-z]{74}$/)
      for (const typed of [
        text,
        inGroups(text),
        text.toUpperCase(),
        `\n ${inGroups(text).replace(/ /g, '\n')} `,
        inGroups(text).replace(/ /g, '-'),
      ])
        expect(readShare(utf8(typed))).toEqual({ share, recovery: null })
    }
  })
})
