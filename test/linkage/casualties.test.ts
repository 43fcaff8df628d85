// The figures of docs/linkage.md, measured anew each time on tokens and open fields.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { utf8 } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { type LinkRow, linkRows, newScope, packTokens, tokenMaker } from '@amana/linkage'
import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'
import { many } from '../many.js'

const folder = resolve('../shared/data/casualties')
const there = existsSync(folder)

const pairsOf = (keys: readonly string[]): number => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
}

function measure(file: string) {
  useBackend(nodeBackend)
  const maker = tokenMaker(newScope('casualties', 1, new Uint8Array(32).fill(1)))
  const [head, ...lines] = readFileSync(resolve(folder, file), 'utf8').trim().split(/\r?\n/)
  const names = head!.split(',')
  const table = lines.map((line) => {
    const cells = line.split(',')
    return (name: string): string => cells[names.indexOf(name)]!
  })
  const rows = table.map(
    (of): LinkRow => ({
      source: Number(of('list')),
      tokens: packTokens(
        maker.tokensOf(utf8(of('rec_id')), {
          parts: splitName(of('name')),
          ...(of('age') === '' ? {} : { age: Number(of('age')) }),
          date: of('date'),
          governorate: of('governorate'),
        }),
      ),
    }),
  )
  const { clusters, unique, low, high } = linkRows(rows)
  const entity = table.map((of) => of('entity_id'))
  const cluster = entity.map((_, i) => `row ${i}`)
  clusters.forEach((list, c) => {
    for (const i of list) cluster[i] = `cluster ${c}`
  })
  const right = pairsOf(entity.map((one, i) => `${one} ${cluster[i]}`))
  const precision = right / pairsOf(cluster)
  const recall = right / pairsOf(entity)
  const persons = new Set(entity).size
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    persons,
    unique,
    low,
    high,
  }
}

describe('linkage of the made-up casualty lists', () => {
  const test = there ? it : it.skip
  const where = there ? '' : ' (skipped: ../shared is absent)'
  test.each(['dev.csv', 'dev-2.csv'].slice(0, many(2, 1)))(
    `reaches F1 .97 with precision .98 on %s, and counts the persons within 1 %${where}`,
    (file) => {
      const { precision, recall, f1, persons, unique, low, high } = measure(file)
      expect(precision).toBeGreaterThan(0.98)
      expect(recall).toBeGreaterThan(0.95)
      expect(f1).toBeGreaterThan(0.97)
      expect(Math.abs(unique / persons - 1)).toBeLessThan(0.01)
      expect(low).toBeLessThanOrEqual(persons)
      expect(high).toBeGreaterThanOrEqual(persons)
    },
    120_000,
  )
})
