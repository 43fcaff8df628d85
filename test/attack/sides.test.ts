import { execFile } from 'node:child_process'
import { beforeAll, describe, expect, it } from '@jest/globals'

interface Line {
  readonly what: string
  readonly hits: number
  readonly of: number
  readonly limit: number
  readonly judged?: false
  readonly better: boolean
  readonly naive: { readonly hits: number; readonly of: number }
}

describe('side channels of what is handed out', () => {
  let lines: readonly Line[] = []
  const about = (what: string): readonly Line[] => lines.filter((line) => line.what.startsWith(what))

  // A small one; docs/attacks.md has the figures of the whole.
  beforeAll(async () => {
    const args = ['test/attack/main.mjs', 'sides', '--json', '--persons', '100', '--sample', '50']
    const stdout = await new Promise<string>((done) => {
      execFile(process.execPath, args, (_, out) => done(out))
    })
    lines = (JSON.parse(stdout) as { lines: readonly Line[] }).lines
  }, 120_000)

  it.each(['order', 'size', 'revisions', 'refusals', 'hash index', 'tallies'])(
    'say no more than chance by %s, and the naive way more',
    (subject) => {
      const judged = about(subject).filter((line) => line.judged !== false)
      expect(judged.length).toBeGreaterThan(0)
      for (const { what, better, limit, naive } of judged) {
        expect({ what, better }).toEqual({ what, better: false })
        expect({ what, isFound: naive.hits > limit }).toEqual({ what, isFound: true })
      }
    },
  )

  it('are told where they do say something: encrypted files about one person, and names corrected', () => {
    const told = lines.filter((line) => line.judged === false && line.hits > line.limit)
    expect(told.map(({ what }) => what)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^size, grant of a name/)]),
    )
  })
})
