import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { Appender, leafHash } from '@amana/log'
import { type PackedEntries, rootInThreads } from '@amana/log/node'
import { beforeAll, describe, expect, it } from '@jest/globals'

beforeAll(() => void useBackend(nodeBackend))

/** Entries of different lengths, none at all and such as are longer than usual among them. */
function entriesOf(count: number): { packed: PackedEntries; root: Uint8Array } {
  const parts = Array.from({ length: count }, (_, i) => new Uint8Array(i % 97 === 0 ? 700 : i % 13).fill(i))
  const ends = new Uint32Array(count)
  const log = new Appender()
  let end = 0
  for (const [i, part] of parts.entries()) {
    end += part.length
    ends[i] = end
    log.append(leafHash(part))
  }
  const bytes = new Uint8Array(end)
  for (const [i, part] of parts.entries()) bytes.set(part, ends[i]! - part.length)
  return { packed: { bytes, ends }, root: log.root() }
}

describe('the root in threads', () => {
  it.each([0, 1, 3, 4095, 4096, 4097, 8192, 12_288, 13_000, 20_481])(
    'over %i entries is that of an appender',
    async (count) => {
      const { packed, root } = entriesOf(count)
      for (const threads of [1, 2, 3]) expect(await rootInThreads(packed, threads)).toEqual(root)
    },
  )

  it('is the same over memory that is shared already', async () => {
    const { packed, root } = entriesOf(9000)
    const bytes = new Uint8Array(new SharedArrayBuffer(packed.bytes.length))
    bytes.set(packed.bytes)
    expect(await rootInThreads({ ...packed, bytes }, 2)).toEqual(root)
  })

  it('of entries that end before they begin, or beyond the bytes, is refused', async () => {
    const { packed } = entriesOf(5000)
    const ends = packed.ends.slice()
    ends[100] = ends[99]! - 1
    const beyond = packed.ends.slice()
    beyond[4999] = packed.bytes.length + 1
    for (const bad of [ends, beyond])
      await expect(rootInThreads({ ...packed, ends: bad }, 2)).rejects.toMatchObject({
        code: 'log/bad-index',
      })
  })
})

it('an appender keeps one hash for each one in its size', () => {
  const log = new Appender()
  for (let size = 1; size <= 5000; size++) {
    log.append(new Uint8Array(32))
    expect(log.kept).toBe(size.toString(2).replaceAll('0', '').length)
  }
})
