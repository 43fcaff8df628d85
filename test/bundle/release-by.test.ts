import { Case, makeRelease, makeReleaseBy, type Operation, verifyView, writeView } from '@amana/bundle'
import { concat, toHex } from '@amana/codec'
import { commitValues, newCaseKeys, nobleBackend, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { newScope } from '@amana/linkage'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'

beforeAll(() => void useBackend(nodeBackend))
afterAll(() => void useBackend(nobleBackend))

const keys = newCaseKeys()
const scope = newScope('test', 1)
const rows = Array.from({ length: 6 }, (_, i) => ({ rowId: `r${i}`, given: 'سامي', incident: 'Market' }))
/** Operations of a case with the secrets of its records, so that another can be the same. */
const operations: Operation[] = []
new Case('amana/test', keys, scope, (list) => operations.push(...list)).import(rows)
function caseOfRows(): Case {
  const amana = new Case('amana/test', keys, scope)
  amana.transact(operations)
  return amana
}
const random = (bytes: number) => new Uint8Array(bytes).fill(7)

describe('a release whose commitments are made elsewhere', () => {
  it('is the same, and so is the report of its view', async () => {
    const asked: number[] = []
    const commit = async (openings: Parameters<typeof commitValues>[0]) => {
      asked.push(openings.length)
      return commitValues(openings)
    }
    const amana = caseOfRows()
    const release = await makeReleaseBy(commit, amana, { random })
    const other = caseOfRows()
    expect(release).toEqual(makeRelease(other, { random }))
    // Ten tallied fields a person.
    expect(asked).toEqual([10 * rows.length])
    const view = concat(...writeView(amana, 'custodian'))
    expect(toHex(view)).toBe(toHex(concat(...writeView(other, 'custodian'))))
    const report = await verifyView([view], amana.verificationKey)
    expect(report.ok).toBe(true)
    expect(await verifyView([view], amana.verificationKey, { commit })).toEqual(report)
    expect(asked.slice(1).reduce((sum, count) => sum + count, 0)).toBe(10 * rows.length)
    // What the threads say is not believed: the root that was signed is another.
    const wrong = await verifyView([view], amana.verificationKey, {
      commit: async (openings) => commitValues(openings).reverse(),
    })
    expect(wrong.ok).toBe(false)
  })

  it('is refused where what was made is not what was asked for', async () => {
    for (const wrong of [
      () => [],
      (made: Uint8Array[]) => made.slice(1),
      (made: Uint8Array[]) => made.map((element) => element.subarray(1)),
      (made: Uint8Array[]) => made.toReversed(),
    ]) {
      const amana = caseOfRows()
      const late = makeReleaseBy(async (openings) => wrong(commitValues(openings)), amana, { random })
      await expect(late).rejects.toMatchObject({ code: 'release/bad-commitments' })
      expect(amana.releases).toEqual([])
    }
  })

  it('is refused where the case was changed meanwhile, and nothing is kept of it', async () => {
    const amana = caseOfRows()
    const late = makeReleaseBy(
      async (openings) => {
        amana.import([{ rowId: 'late', given: 'خالد', incident: 'Market' }])
        return commitValues(openings)
      },
      amana,
      { random },
    )
    const error = await late.then(
      () => undefined,
      (reason) => reason,
    )
    expect(
      refusal(() => {
        throw error
      }).code,
    ).toBe('release/case-changed')
    expect([amana.releases.length, amana.log.length]).toEqual([0, 0])
    expect(makeRelease(amana).number).toBe(1)
  })
})
