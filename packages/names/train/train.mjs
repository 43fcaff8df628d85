/**
 * Learns the tables of src/weights.ts from pairs of one name in Arabic and in Latin letters.
 *
 * `npx tsc -b packages/names && node packages/names/train/train.mjs [FOLDER]` (about a minute; then build again). FOLDER
 * holds the name lists, `../shared/data/names` unless told. Given the same lists it writes the same file. Nothing that
 * stands in `ar2en-eval.txt` or `latin_variants.dev.tsv`, nor one half of the Gaza dictionary, is learned from: a pair is
 * left out where its Arabic or its Latin letters occur there. `--hold` leaves out a fifth of `ar2en-train.txt` as well,
 * which is how the bounds in src/keys.ts were chosen.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lettersOf } from '../dist/letters.js'
import { frameOf, soundsOfArabic, unitsOf } from '../dist/spelling.js'

const ROUNDS = 4
const MAX_OUT = 3
/** An alignment whose mean log chance a unit is below this is no transliteration. */
const WORST = -2.7
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-'

const lines = (file) =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim())
const letters = (name) => lettersOf(name).text

/** Pairs of a two-column file, `[arabic, latin]` as written. */
export const pairsOf = (file) =>
  lines(file)
    .map((line) => line.split(/[\t,]/).map((cell) => cell.trim()))
    .filter(([a, b]) => /\p{Script=Arabic}/u.test(a ?? '') && /\p{Script=Latin}/u.test(b ?? ''))

function hash(text) {
  let out = 0
  for (const sign of text) out = (out * 31 + sign.codePointAt(0)) >>> 0
  return out % 10
}
/** The half of the Gaza dictionary that is not learned from. */
export const heldGaza = ([arabic]) => hash(letters(arabic)) < 5
/** The fifth of ar2en-train that `--hold` leaves out. */
export const heldTrain = ([arabic]) => hash(arabic) < 2

function trainingPairs(folder, hold) {
  const at = (name) => join(folder, name)
  const train = pairsOf(at('ar2en-train.txt'))
  const gaza = pairsOf(at('dict_ar_en.csv'))
  const unseen = [
    ...pairsOf(at('ar2en-eval.txt')),
    ...lines(at('latin_variants.dev.tsv'))
      .slice(1)
      .map((line) => line.split('\t').slice(1, 3)),
    ...gaza.filter(heldGaza),
    ...(hold ? train.filter(heldTrain) : []),
  ]
  const arabic = new Set(unseen.map(([a]) => letters(a)))
  const latin = new Set(unseen.map(([, b]) => letters(b)))
  const wikidata = lines(at('wd_arabic_80'))
    .map((line) => line.split('\t'))
    .map(([b, a]) => [a.replaceAll(' ', ''), b])
    .filter(([, b]) => /^[a-z]+$/.test(b))
  return [...train, ...gaza, ...wikidata]
    .map(([a, b]) => [letters(a), letters(b)])
    .filter(([a, b]) => !arabic.has(a) && !latin.has(b))
    .map(([a, b]) => ({ arabic: a, units: unitsOf(b) }))
    .filter(
      ({ arabic: a, units }) =>
        /^[ء-ي]+$/.test(a) &&
        /^[a-z]+$/.test(units.join('')) &&
        a.length <= Math.min(24, units.length * 2 + 2),
    )
}

/** P(run of Arabic letters | unit), by expectation maximisation over all monotone alignments. */
function emissions(data) {
  const prior = [0.3, 1, 0.1, 0.004]
  let chance = (_, out) => prior[out.length] / 28 ** out.length
  for (let round = 0; round < ROUNDS; round++) {
    const counts = new Map()
    for (const { arabic, units } of data) {
      const n = arabic.length
      const m = units.length
      const w = n + 1
      const runs = Array.from({ length: w }, (_, j) =>
        Array.from({ length: Math.min(MAX_OUT, n - j) + 1 }, (_, k) => arabic.slice(j, j + k)),
      )
      const step = units.map((unit) => runs.map((list) => list.map((run) => chance(unit, run))))
      const ahead = new Float64Array((m + 1) * w)
      const back = new Float64Array((m + 1) * w)
      ahead[0] = 1
      back[m * w + n] = 1
      for (let i = 0; i < m; i++)
        for (let j = 0; j <= n; j++)
          if (ahead[i * w + j] > 0)
            step[i][j].forEach((p, k) => {
              ahead[(i + 1) * w + j + k] += ahead[i * w + j] * p
            })
      for (let i = m - 1; i >= 0; i--)
        for (let j = n; j >= 0; j--)
          step[i][j].forEach((p, k) => {
            back[i * w + j] += p * back[(i + 1) * w + j + k]
          })
      const all = ahead[m * w + n]
      if (!(all > 0)) continue
      for (let i = 0; i < m; i++) {
        const of = counts.get(units[i]) ?? new Map()
        counts.set(units[i], of)
        for (let j = 0; j <= n; j++)
          step[i][j].forEach((p, k) => {
            const part = (ahead[i * w + j] * p * back[(i + 1) * w + j + k]) / all
            if (part > 1e-6) of.set(runs[j][k], (of.get(runs[j][k]) ?? 0) + part)
          })
      }
    }
    for (const of of counts.values()) {
      const sum = [...of.values()].reduce((a, b) => a + b, 0)
      for (const [run, count] of of) of.set(run, count / sum)
    }
    chance = (unit, run) => counts.get(unit)?.get(run) ?? 1e-7 * prior[run.length]
  }
  return chance
}

/** The best alignment: for each unit, the sounds it stands for; null where even the best is no transliteration. */
function align({ arabic, units }, chance) {
  const n = arabic.length
  const m = units.length
  const w = n + 1
  const score = new Float64Array((m + 1) * w).fill(Number.NEGATIVE_INFINITY)
  const taken = new Int8Array((m + 1) * w)
  score[0] = 0
  for (let i = 0; i < m; i++)
    for (let j = 0; j <= n; j++)
      if (score[i * w + j] > Number.NEGATIVE_INFINITY)
        for (let k = 0; k <= MAX_OUT && j + k <= n; k++) {
          const next = score[i * w + j] + Math.log(chance(units[i], arabic.slice(j, j + k)))
          if (next > score[(i + 1) * w + j + k]) {
            score[(i + 1) * w + j + k] = next
            taken[(i + 1) * w + j + k] = k
          }
        }
  if (score[m * w + n] / m < WORST) return null
  const outs = []
  let j = n
  for (let i = m; i > 0; i--) {
    const k = taken[i * w + j]
    let run = arabic.slice(j - k, j)
    if (j === n && n > 2) run = run.replace(/ه$/, 'ا')
    outs.unshift(soundsOfArabic(run))
    j -= k
  }
  return { units, outs }
}

const sign = (p, scale) => SIGNS[Math.min(63, Math.round(-Math.log(p) * scale))]

function spellingTable(aligned) {
  const MIN_COUNT = 6
  const MIN_GAIN = 4
  const WEIGHT = 3
  const base = new Map()
  const left = new Map()
  const right = new Map()
  const count = (table, unit, context, out) => {
    const key = `${unit} ${context}`
    const of = table.get(key) ?? new Map()
    table.set(key, of)
    of.set(out, (of.get(out) ?? 0) + 1)
  }
  for (const { units, outs } of aligned)
    units.forEach((unit, i) => {
      count(base, unit, '', outs[i])
      count(left, unit, units[i - 1] ?? '#', outs[i])
      count(right, unit, units[i + 1] ?? '#', outs[i])
    })
  const sum = (values) => [...values].reduce((a, b) => a + b, 0)
  const rows = []
  for (const [key, of] of [...base].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const unit = key.trim()
    const n = sum(of.values())
    const kept = [...of]
      .filter(([, c]) => (c > 1 && c / n > 0.004) || c / n > 0.3)
      .sort((a, b) => b[1] - a[1])
    const all = sum(kept.map(([, c]) => c))
    const chances = kept.map(([out, c]) => [out, c / all])
    const contexts = (table) =>
      [...table]
        .filter(([k]) => k.startsWith(`${unit} `))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([k, seen]) => {
          if (sum(seen.values()) < MIN_COUNT) return []
          const m = sum(chances.map(([out]) => seen.get(out) ?? 0))
          let gain = 0
          const signs = chances.map(([out, p]) => {
            const c = seen.get(out) ?? 0
            const q = (c + WEIGHT * p) / (m + WEIGHT)
            if (c > 0) gain += c * Math.log(q / p)
            return sign(q, 8)
          })
          return gain > MIN_GAIN ? [`${k.slice(unit.length + 1)}=${signs.join('')}`] : []
        })
        .join(' ')
    rows.push(
      [
        unit,
        chances.map(([out]) => out).join(','),
        chances.map(([, p]) => sign(p, 8)).join(''),
        contexts(left),
        contexts(right),
      ].join('|'),
    )
  }
  return rows
}

function commonTable(runs) {
  const sounds = '#AWYbcdfghklmnrstxz'
  const pairs = Array.from(sounds, () => new Float64Array(sounds.length).fill(0.5))
  const totals = new Float64Array(sounds.length).fill(sounds.length / 2)
  const lengths = new Float64Array(21).fill(0.5)
  for (const run of runs) {
    lengths[Math.min(20, run.length)]++
    let row = 0
    for (const sound of run) {
      const at = sounds.indexOf(sound)
      pairs[row][at]++
      totals[row]++
      row = at
    }
  }
  const length = [...lengths].map((c) => sign(c / runs.length, 6)).join('')
  const rows = pairs.map((row, i) => [...row].map((c) => sign(c / totals[i], 6)).join(''))
  return [sounds, length, ...rows].join(' ')
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const args = process.argv.slice(2)
  const folder = args.find((arg) => !arg.startsWith('--')) ?? '../shared/data/names'
  const data = trainingPairs(folder, args.includes('--hold'))
  const chance = emissions(data)
  const aligned = data.map((pair) => align(pair, chance)).filter((one) => one !== null)
  const spelling = spellingTable(aligned)
  const sounds = data.map(({ arabic }) =>
    soundsOfArabic(arabic.length > 2 ? arabic.replace(/ه$/, 'ا') : arabic),
  )
  const common = [commonTable(sounds), commonTable(sounds.map(frameOf))]
  const target = new URL('../src/weights.ts', import.meta.url)
  writeFileSync(
    target,
    `// Written by train/train.mjs from ${data.length} pairs; do not edit. Learned from ar2en-train (google/transliteration, Apache-2.0),
// the Wikidata name list (CC0) and half of the Gaza name dictionary (public domain): counts only, no name stands here.
// A line of SPELLING: unit | runs of sounds | their chances | after which unit = chances | before which unit = chances.
// A line of COMMON: sounds, chances of the lengths, then for each sound the chances of what follows. Signs: see spelling.ts.

/** Spelling units and what they stand for. */
export const SPELLING = \`
${spelling.join('\n')}
\`

/** How common runs of sounds are: all sounds, then frames. */
export const COMMON = \`${common.join('\n')}\`
`,
  )
  const size = readFileSync(target).length
  console.log(
    JSON.stringify({ pairs: data.length, aligned: aligned.length, units: spelling.length, bytes: size }),
  )
}
