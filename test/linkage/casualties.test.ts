// The figures of docs/linkage.md, measured anew each time on tokens alone.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { utf8 } from '@amana/codec'
import { matchTokens, newScope, tokensOf } from '@amana/linkage'
import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'

const folder = resolve('../shared/data/casualties')
const there = existsSync(folder)
const scope = newScope('casualties', 1, new Uint8Array(32).fill(1))

interface Figures {
  readonly persons: number
  readonly unique: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Pairs that agree in just one slot, `[right, wrong]`, by slot. */
  readonly alone: readonly (readonly [number, number])[]
}

const pairsOf = (keys: readonly string[]): number => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
}

function measure(file: string): Figures {
  const [head, ...lines] = readFileSync(resolve(folder, file), 'utf8').trim().split(/\r?\n/)
  const column = (name: string): number => head!.split(',').indexOf(name)
  const cells = lines.map((line) => line.split(','))
  const entity = cells.map((row) => row[column('entity_id')]!)
  const rows = cells.map((row, i) => ({
    source: Number(row[column('list')]),
    row: i,
    tokens: tokensOf(scope, utf8(row[column('rec_id')]!), {
      parts: splitName(row[column('name')]!),
      dateOfDeath: row[column('date')]!,
      sex: row[column('sex')]!,
    }),
  }))
  const found = matchTokens(rows)
  const cluster = entity.map((_, i) => `row ${i}`)
  found.clusters.forEach((list, c) => {
    for (const i of list) cluster[i] = `cluster ${c}`
  })
  const right = pairsOf(entity.map((one, i) => `${one} ${cluster[i]}`))
  const precision = right / pairsOf(cluster)
  const recall = right / pairsOf(entity)
  const alone = [0, 1, 2, 3].map((slot) => {
    const pairs = found.pairs.filter(({ slots }) => slots.length === 1 && slots[0] === slot)
    const good = pairs.filter(({ a, b }) => entity[a] === entity[b]).length
    return [good, pairs.length - good] as const
  })
  const f1 = (2 * precision * recall) / (precision + recall)
  return { persons: new Set(entity).size, unique: found.unique, precision, recall, f1, alone }
}

describe('linkage of the made-up casualty lists', () => {
  const test = there ? it : it.skip
  const where = there ? '' : ' (skipped: ../shared is absent)'
  test.each([
    [
      'dev.csv',
      7255,
      7540,
      0.9523,
      0.9335,
      0.9428,
      [
        [336, 69],
        [105, 18],
        [176, 46],
        [42, 2],
      ],
    ],
    [
      'dev-2.csv',
      7250,
      7597,
      0.9608,
      0.9252,
      0.9427,
      [
        [340, 65],
        [81, 5],
        [218, 47],
        [26, 5],
      ],
    ],
  ] as const)(
    `on %s is what docs/linkage.md says${where}`,
    (file, persons, unique, precision, recall, f1, alone) => {
      const figures = measure(file)
      expect(figures).toMatchObject({ persons, unique, alone })
      expect(figures.precision).toBeCloseTo(precision, 4)
      expect(figures.recall).toBeCloseTo(recall, 4)
      expect(figures.f1).toBeCloseTo(f1, 4)
    },
  )
})
