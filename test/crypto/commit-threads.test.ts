import { AmanaError, toHex } from '@amana/codec'
import { blindingOf, commitValues, type FieldOpening, nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend, withCommitThreads } from '@amana/crypto/node'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

const id = new Uint8Array(16)
const openings = (count: number): FieldOpening[] =>
  Array.from({ length: count }, (_, i) => {
    const value = [null, 'female', 'male', id][i % 4]!
    return { field: 'sex', value, blinding: blindingOf('amana/test', id, i + 1, id, 'sex', value) }
  })

describe('commitments by threads', () => {
  it('are those of this thread, in their order, many and few', async () => {
    const many = openings(2101)
    const expected = commitValues(many).map(toHex)
    await withCommitThreads(async (commit) => {
      expect((await commit(many)).map(toHex)).toEqual(expected)
      // Once there are threads, also fewer than there are threads; and several at a time.
      const [none, one, some] = await Promise.all([[], many.slice(0, 1), many.slice(7, 30)].map(commit))
      expect(none).toEqual([])
      expect([...one!, ...some!].map(toHex)).toEqual([...expected.slice(0, 1), ...expected.slice(7, 30)])
    }, 3)
    await withCommitThreads(async (commit) => {
      expect((await commit(many.slice(0, 3))).map(toHex)).toEqual(expected.slice(0, 3))
    }, 1)
  })

  it('are not made after the end, and what nobody waits for ends quietly', async () => {
    let kept: ((list: readonly FieldOpening[]) => Promise<Uint8Array[]>) | undefined
    const given = withCommitThreads(async (commit) => {
      kept = commit
      void commit(openings(2100))
      throw new Error('given up')
    }, 2)
    await expect(given).rejects.toThrow('given up')
    await expect(kept!(openings(1))).rejects.toThrow(/ended/)
  })

  it('that cannot be made fail, whoever makes them', async () => {
    const bad = [...openings(2050), { field: 'sex', value: 0.5, blinding: openings(1)[0]!.blinding }]
    const refused = { name: 'AmanaError', code: 'cbor/not-encodable' }
    await expect(withCommitThreads((commit) => commit(bad.slice(-1)), 2)).rejects.toMatchObject(refused)
    await withCommitThreads(async (commit) => {
      const late = commit(bad)
      await expect(late).rejects.toBeInstanceOf(AmanaError)
      await expect(late).rejects.toMatchObject(refused)
      // And the thread goes on.
      expect(await commit(openings(3))).toHaveLength(3)
    }, 2)
  })
})
