// Cryptographic linkage keys as clkhash makes them (Schnell, Bachteler, Reiher, "A novel error-tolerant anonymous linking code",
// 2011; clkhash 0.18, schema version 3): every field's n-grams go into one Bloom filter of 1024 bits under keys of the field, by
// keyed BLAKE2b cut into positions, a stated number of bits a field spread over its n-grams. Dice similarity and the greedy
// solver as in anonlink.
import { hkdfSync } from 'node:crypto'
import { blake2b } from '@noble/hashes/blake2.js'

const BITS = 1024
const WORDS = BITS / 32

const grams = (n, positional) => (text) => {
  if (text === '') return []
  const padded = `${' '.repeat(n - 1)}${text}${' '.repeat(n - 1)}`
  return Array.from({ length: padded.length - n + 1 }, (_, i) =>
    positional ? `${i + 1} ${padded.slice(i, i + n)}` : padded.slice(i, i + n),
  )
}
const exact = (text) => (text === '' ? [] : [text])
/** Neighbours of a number at `2 * resolution + 1` points, so that close numbers share some. */
const numeric = (distance, resolution) => (text) => {
  if (text === '') return []
  const at = Math.round((Number(text) * 2 * resolution) / distance) * distance
  return Array.from({ length: 2 * resolution + 1 }, (_, i) => String(at + (i - resolution) * distance))
}

/**
 * The fields and their bits. clkhash's schema for FEBRL gives 200 to a name and a date, 100 to the rest; this weighting, with more for the
 * given name and less for what brothers share, did better on the development lists by their labels.
 */
export const SCHEMA = [
  { column: 'given', tokens: grams(2), bits: 350 },
  { column: 'father', tokens: grams(2), bits: 60 },
  { column: 'family', tokens: grams(2), bits: 200 },
  { column: 'sex', tokens: exact, bits: 40 },
  { column: 'age', tokens: numeric(8, 4), bits: 60 },
  { column: 'date', tokens: grams(1, true), bits: 150 },
  { column: 'governorate', tokens: exact, bits: 100 },
  { column: 'town', tokens: exact, bits: 100 },
]

/** Two keys of 64 bytes a field from one secret, as clkhash derives them; BLAKE2b uses the first. */
const keysOf = (secret, count) => {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, '', '', count * 128))
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * 128, i * 128 + 64))
}

/** `k` positions of a token: BLAKE2b under the field's key, salt "0", "1" …, as 16-bit words, least byte first. */
function positions(token, k, key) {
  const out = []
  for (let block = 0; out.length < k; block++) {
    const salt = new Uint8Array(16)
    salt.set(new TextEncoder().encode(String(block)))
    const hash = blake2b(new TextEncoder().encode(token), { key, salt, dkLen: 64 })
    for (let i = 0; i < 64 && out.length < k; i += 2) out.push((hash[i] | (hash[i + 1] << 8)) % BITS)
  }
  return out
}

/**
 * @param rows what `columnsOf` gives
 * @param schema fields, each with its tokens and bits
 * @returns Uint32Array, 32 words a row
 */
export function clks(rows, secret, schema = SCHEMA) {
  const keys = keysOf(secret, schema.length)
  const filters = new Uint32Array(rows.length * WORDS)
  schema.forEach(({ column, tokens, bits }, f) => {
    const known = new Map()
    const filterOf = (text) => {
      const filter = new Uint32Array(WORDS)
      const list = tokens(text)
      const extra = bits % (list.length || 1)
      list.forEach((token, i) => {
        const k = Math.floor(bits / list.length) + (i < extra ? 1 : 0)
        for (const at of positions(token, k, keys[f])) filter[at >> 5] |= 1 << (at & 31)
      })
      return filter
    }
    rows.forEach((row, i) => {
      const text = Number.isNaN(row[column]) ? '' : String(row[column])
      if (!known.has(text)) known.set(text, filterOf(text))
      const filter = known.get(text)
      for (let w = 0; w < WORDS; w++) filters[i * WORDS + w] |= filter[w]
    })
  })
  return filters
}

const ones = (word) => {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Where the comparison of two filters stops to see whether they can still be alike enough: few pairs go on. */
const HALT = 18

/**
 * Dice similarity of every pair of rows, all against all.
 *
 * @returns pairs at `least` or above
 */
export function similarPairs(filters, least) {
  const n = filters.length / WORDS
  const count = (row, from) => {
    let sum = 0
    for (let w = from; w < WORDS; w++) sum += ones(filters[row * WORDS + w])
    return sum
  }
  // By number of ones: where two numbers differ too much, the filters are not alike, and neither are those after.
  const order = Array.from({ length: n }, (_, row) => row)
    .map((row) => ({ row, all: count(row, 0), rest: count(row, HALT) }))
    .sort((x, y) => x.all - y.all)
  const sorted = new Uint32Array(filters.length)
  order.forEach(({ row }, i) => {
    sorted.set(filters.subarray(row * WORDS, (row + 1) * WORDS), i * WORDS)
  })
  const all = Uint16Array.from(order, (one) => one.all)
  const rest = Uint16Array.from(order, (one) => one.rest)
  const scored = []
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const sum = all[i] + all[j]
      const needed = (least * sum) / 2
      if (all[i] < needed) break
      let common = 0
      for (let w = 0; w < HALT; w++) common += ones(sorted[i * WORDS + w] & sorted[j * WORDS + w])
      if (common + Math.min(rest[i], rest[j]) < needed) continue
      for (let w = HALT; w < WORDS; w++) common += ones(sorted[i * WORDS + w] & sorted[j * WORDS + w])
      if (common < needed) continue
      const [a, b] = [order[i].row, order[j].row].sort((x, y) => x - y)
      scored.push({ a, b, score: (2 * common) / sum })
    }
  return scored
}
