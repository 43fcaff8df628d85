import { readFileSync } from 'node:fs'
import { CHECKS, type Language, PROVES } from '@amana/bundle'
import { describe, expect, it } from '@jest/globals'

const PAGES: readonly (readonly [string, Language])[] = [
  ['docs/proves.md', 'en'],
  ['docs/proves.ar.md', 'ar'],
]

describe.each(PAGES)('%s', (path, language) => {
  const page = readFileSync(path, 'utf8')

  it('has a row for each check, in the order in which they are made, with the sentence of the report', () => {
    const rows = page.split('\n').flatMap((line) => {
      const [, id, sentence, not] = /^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? []
      return id === undefined ? [] : [{ id, sentence, not: not !== undefined && not.length > 10 }]
    })
    expect(rows).toEqual(CHECKS.map((id) => ({ id, sentence: PROVES[id][language], not: true })))
  })

  it('calls nothing by words that promise too much', () => {
    expect(page).not.toMatch(/anonym|مجهول/i)
  })
})
