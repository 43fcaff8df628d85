import { execFile } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { many } from '../many.js'

describe('a seized page, and all bundles', () => {
  // A small one, and a smaller one without LONG=1; docs/attacks.md has the figures of the whole.
  it('give nothing to who guesses names, incidents and words, and do not tell who has a receipt', async () => {
    const stdout = await new Promise<string>((done) => {
      const args = ['receipt', '--json', '--persons', `${many(6, 3)}`, '--guesses', '400']
      execFile(process.execPath, ['test/attack/main.mjs', ...args], (_, text) => done(text))
    })
    expect(JSON.parse(stdout)).toMatchObject({
      names: { guesses: 400, hits: 0, naiveHits: 1 },
      words: { guesses: 4, hits: 0, control: true },
      right: true,
      told: { better: false, sameLength: true },
      ok: true,
    })
  }, 300_000)
})
