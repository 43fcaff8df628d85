import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SLOTS } from '@amana/linkage'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { many } from '../many.js'

interface Line {
  readonly what: string
  readonly hits: number
  readonly of: number
  readonly chance: number
  readonly judged?: false
  readonly better: boolean
  readonly control?: { readonly hits: number; readonly of: number }
}

interface Result {
  readonly lines: readonly Line[]
  readonly naive: readonly Line[]
  readonly slots: { readonly one: readonly { readonly slot: string }[] }
}

const data = resolve('../shared/data')
const there = existsSync(data)
const where = there ? '' : ' (skipped: ../shared/data is absent)'
const test = there ? it : it.skip
/** A short list has too few of any name to tell them by rank: what is read by how tokens repeat is looked at with LONG=1, and by `pnpm attack tokens`. */
const PERSONS = many(1500, 300)
const large = PERSONS === 1500 ? test : () => {}

describe('an attack on the tokens of views, without the key', () => {
  let result: Result
  const about = (start: string): readonly Line[] =>
    result.lines.filter(({ what, judged }) => judged !== false && what.startsWith(start))

  // A small one; docs/attacks.md has the figures of the whole.
  beforeAll(async () => {
    if (!there) return
    const args = ['tokens', '--json', '--persons', String(PERSONS), '--guesses', '20000', '--data', data]
    const stdout = await new Promise<string>((done) => {
      execFile(process.execPath, ['test/attack/main.mjs', ...args], { maxBuffer: 1 << 24 }, (_, out) =>
        done(out),
      )
    })
    result = JSON.parse(stdout) as Result
  }, 300_000)

  test(`looks at every slot of the plan${where}`, () => {
    expect(result.slots.one.map(({ slot }) => slot)).toEqual([...SLOTS])
  })

  large(
    `reads keyed given names that stand alone: more than one in nine, and thrice as many as a blind guess${where}`,
    () => {
      const [given] = result.naive
      expect(given!.hits / given!.of).toBeGreaterThan(1 / 9)
      expect(given!.hits).toBeGreaterThan(3 * given!.chance)
    },
  )

  large(`reads no more of our tokens by how they repeat than a blind guess does${where}`, () => {
    for (const line of about('frequency')) expect(line).toMatchObject({ better: false, what: line.what })
  })

  test(`meets no token by guessing, and the insider meets them all${where}`, () => {
    const [guesses] = about('guesses')
    expect(guesses).toMatchObject({ hits: 0, better: false })
    expect(guesses!.control!.hits).toBe(guesses!.control!.of)
  })

  test(`joins no record across scopes or epochs by its tokens, and all within one${where}`, () => {
    const joined = about('joined')
    expect(joined).toHaveLength(4)
    for (const { what, hits, control } of joined)
      expect({ what, hits, control: control!.hits }).toEqual({ what, hits: 0, control: control!.of })
  })
})
