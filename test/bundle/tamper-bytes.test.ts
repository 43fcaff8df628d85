import { makeRelease, verifyView } from '@amana/bundle'
import { concat } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { describe, expect, it } from '@jest/globals'
import { many } from '../many.js'
import { look, pieces, sealed } from './forger.js'
import { person, seededCase, seededRandom, viewOf } from './sample.js'

useBackend(nodeBackend)

// Two releases: one person added, one amended, one withdrawn.
const random = seededRandom('tamper')
const amana = seededCase('tamper')
amana.import([person(1), person(2)])
makeRelease(amana, { random })
amana.import([person(1, { sex: 'female' }), person(4)])
amana.withdraw('person', ['row-2'], 'error')
makeRelease(amana, { random })
const key = amana.verificationKey
const view = viewOf(amana, 'investigator')

/** Every byte is tried with `LONG=1`, which takes minutes. */
const LONG = 300_000

/** Fails unless the bytes are refused; also where verification throws, which it must not for any bytes. */
async function refused(bytes: Uint8Array, what: () => string): Promise<void> {
  const report = await verifyView([bytes], key)
  if (report.ok) throw new Error(`${what()} passed verification`)
  if (!report.checks.some(({ status }) => status === 'fail')) throw new Error(`${what()} failed no check`)
  if (report.totals !== null && report.checks.every(({ id, status }) => id === 'claims' || status !== 'fail'))
    throw new Error(`${what()} showed totals`)
}

describe('a view of two releases', () => {
  it('verifies as it is', async () => {
    expect((await verifyView([view], key)).ok).toBe(true)
    expect(view.length).toBeGreaterThan(4000)
  })

  it(
    'is refused with any one byte altered',
    async () => {
      // Proofs are long, and every byte of one is tried in test/tally.
      const { header, blocks } = pieces(view)
      const proofs = 21 + header.length + blocks.reduce((sum, block) => sum + 4 + block.length, 0)
      for (let i = 0; i < view.length; i += i < 400 ? 1 : many(1, i < proofs ? 11 : 127)) {
        const bytes = view.slice()
        bytes[i]! ^= 1 << (i % 8)
        await refused(bytes, () => `A flip at byte ${i}`)
      }
    },
    LONG,
  )

  it(
    'is refused with a byte of its magic, lengths, heads, end or anywhere in a sample set to any other value',
    async () => {
      const { header, blocks } = pieces(view)
      const firstBlock = 17 + header.length
      const places = [0, 12, 13, 16, 17, firstBlock + 3, firstBlock + 4, view.length - 36, view.length - 33]
      for (let i = 0; places.length < many(16, 11); i++) places.push((i * 2_654_435_761) % view.length)
      expect(blocks).toHaveLength(1)
      for (const at of places)
        for (let value = 0; value < 256; value += many(1, 7)) {
          if (value === view[at]) continue
          const bytes = view.slice()
          bytes[at] = value
          await refused(bytes, () => `Byte ${at} set to ${value}`)
        }
    },
    LONG,
  )

  it('is refused cut off at any length, also where the end mark is put behind the cut', async () => {
    for (let length = 0; length < view.length; length += length < 200 ? 1 : many(7, 29))
      await refused(view.subarray(0, length), () => `A cut at ${length}`)
    const end = view.subarray(view.length - 36)
    for (let length = 0; length < view.length - 36; length += many(5, 97))
      await refused(concat(view.subarray(0, length), end), () => `A cut at ${length} with an end`)
  })

  it('is refused with anything behind its end, or put before or inside', async () => {
    for (const extra of [Uint8Array.of(0), new Uint8Array(36), view, view.subarray(view.length - 36)]) {
      await refused(concat(view, extra), () => 'Bytes behind the end')
      await refused(concat(extra, view), () => 'Bytes before the start')
    }
    for (let at = 0; at < view.length; at += many(13, 37))
      await refused(
        concat(view.subarray(0, at), Uint8Array.of(0), view.subarray(at)),
        () => `A byte put in at ${at}`,
      )
  })

  it('is refused with any two stretches swapped, or one repeated or dropped', async () => {
    const step = many(97, 193)
    for (let at = 0; at + 2 * step < view.length; at += step) {
      const [a, b] = [view.subarray(at, at + step), view.subarray(at + step, at + 2 * step)]
      const [before, after] = [view.subarray(0, at), view.subarray(at + 2 * step)]
      for (const middle of [[b, a], [a], [b], [a, a], [b, b], [a, a, b], [a, b, b]])
        await refused(concat(before, ...middle, after), () => `Stretches at ${at}`)
    }
  })
})

describe('somebody who recomputes the digest at the end', () => {
  const { magic, header, blocks, tallies } = pieces(view)

  it(
    'gains nothing by altering any one byte of the header, of the records or of the tallies',
    async () => {
      const shown = await look(view, key)
      expect(sealed(magic, header, blocks, tallies)).toEqual(view)
      // A proof takes long to check; every byte of one is tried in test/tally.
      for (const [part, bytes] of [header, ...blocks, ...tallies].entries())
        for (
          let i = 0;
          i < bytes.length;
          i += part === 0 ? many(1, 5) : part > blocks.length ? many(97, 211) : many(1, 19)
        ) {
          const altered = bytes.slice()
          altered[i]! ^= 1 << (i % 8)
          const forged =
            part === 0
              ? sealed(magic, altered, blocks, tallies)
              : sealed(
                  magic,
                  header,
                  blocks.map((block, j) => (j === part - 1 ? altered : block)),
                  tallies.map((tally, j) => (j === part - 1 - blocks.length ? altered : tally)),
                )
          if ((await verifyView([forged], key)).ok) expect(await look(forged, key)).toEqual(shown)
        }
    },
    LONG,
  )

  it('gains nothing by cutting or stretching the header or the records', async () => {
    const [block] = blocks
    for (let length = 0; length < header.length; length++)
      await refused(sealed(magic, header.subarray(0, length), blocks, tallies), () => `A header of ${length}`)
    for (let length = 1; length < block!.length; length += 3)
      await refused(
        sealed(magic, header, [block!.subarray(0, length)], tallies),
        () => `A block of ${length}`,
      )
    await refused(
      sealed(magic, concat(header, Uint8Array.of(0xf6)), blocks, tallies),
      () => 'A longer header',
    )
    await refused(
      sealed(magic, header, [concat(block!, Uint8Array.of(0xf6))], tallies),
      () => 'A longer block',
    )
    await refused(sealed(magic, header, [...blocks, ...blocks], tallies), () => 'A block twice')
    await refused(sealed(magic, header, [], tallies), () => 'No block')
    await refused(sealed(magic, header, blocks), () => 'No tally')
    await refused(sealed(magic, header, blocks, tallies.slice(1)), () => 'A tally less')
    await refused(sealed(magic, header, blocks, [...tallies, ...tallies]), () => 'A tally twice')
    await refused(sealed(magic, header, blocks, tallies.toReversed()), () => 'The tallies in another order')
    await refused(
      sealed(magic, header, [Uint8Array.of(0x80), ...blocks], tallies),
      () => 'An empty list before',
    )
  })

  it('gains nothing by another version in the magic', async () => {
    for (let i = 0; i < magic.length; i++) {
      const other = magic.slice()
      other[i]! ^= 1
      await refused(sealed(other, header, blocks, tallies), () => `Magic byte ${i}`)
    }
  })
})
