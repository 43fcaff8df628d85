import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'

interface Outcome {
  readonly name: string
  readonly ok: boolean
  /** Of the processor, since other processes may run. */
  readonly seconds: number
  /** The most that the process has held so far. */
  readonly megabytes: number
}

const { stdout } = await promisify(execFile)(process.execPath, [
  resolve('test/.build/bundle/hostile-child.js'),
])
const outcomes = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Outcome)

describe('a hostile view', () => {
  it('is one of thirty', () => expect(outcomes.length).toBeGreaterThanOrEqual(30))

  it.each(outcomes)(
    'of $name takes little time and memory, and is refused unless it is honest',
    ({ name, ok, seconds, megabytes }) => {
      expect(ok).toBe(name.startsWith('the honest view'))
      // Elements of a proof are slow to check: as many as a view may have are the most that one can be made to do.
      expect(seconds).toBeLessThan(name.includes('hidden counts') ? 10 : 2)
      expect(megabytes).toBeLessThan(300)
    },
  )
})
