// A second round of noise over a casualty table: what the first round did to each row, done again, with a seed of its own.
//   node test/bench/harder.mjs DEV.csv SEED > HARDER.csv
// Kinds: slips of the pen, letter forms, dropped middle names, titles, split and joined compounds, vague and shifted dates, missing
// and changed sex and age, missing town and cause, another governorate, and Arabic rows written in Latin letters by the dictionary.
import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { readCsv } from './casualties.mjs'

/** mulberry32: small, repeatable, and good enough for made-up noise. */
let state = 1
const random = () => {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const chance = (p) => random() < p
const pick = (list) => list[Math.floor(random() * list.length)]

const dictionaryFile = new URL('../../../shared/data/names/dict_ar_en.csv', import.meta.url)
const latinOf = new Map()
if (existsSync(dictionaryFile))
  for (const line of readFileSync(dictionaryFile, 'utf8').split(/\r?\n/).slice(1)) {
    const [arabic, latin] = line.split(',')
    if (arabic && latin) latinOf.set(arabic.trim(), latin.trim().toLowerCase())
  }

const FORMS = [
  [/ة$/u, 'ه'],
  [/ه$/u, 'ة'],
  [/ى$/u, 'ي'],
  [/ي$/u, 'ى'],
  [/[أإآ]/u, 'ا'],
  [/^ا/u, 'أ'],
  [/ئ/u, 'ي'],
  [/ؤ/u, 'و'],
]
const ARABIC = [...'ابتجحدرسشعفقكلمنهوي']
const LATIN = [...'abdefghiklmnorstuwyz']

function slip(word) {
  const letters = [...word]
  if (letters.length < 3) return word
  const at = Math.floor(random() * letters.length)
  const kind = Math.floor(random() * 4)
  if (kind === 0) letters.splice(at, 1)
  else if (kind === 1) letters.splice(at, 0, letters[at])
  else if (kind === 2) letters[at] = pick(/[a-z]/.test(word) ? LATIN : ARABIC)
  else if (at > 0) [letters[at - 1], letters[at]] = [letters[at], letters[at - 1]]
  return letters.join('')
}

function noisyName(name, latin) {
  let words = name.split(' ')
  if (words.length > 2 && chance(0.15)) {
    const at = 1 + Math.floor(random() * (words.length - 2))
    const bound = /^(?:عبد|ابو|أبو|ابي|أبي|بن|abu|abo|abd|abdel|al|el|bin)$/u
    if (!bound.test(words[at]) && !bound.test(words[at - 1])) words.splice(at, 1)
  }
  words = words.map((word) => (chance(0.035) ? slip(word) : word))
  if (!latin) {
    words = words.map((word) => {
      if (!chance(0.15)) return word
      const [from, to] = pick(FORMS)
      return word.replace(from, to)
    })
    if (chance(0.03)) words.unshift(pick(['الشهيد', 'الحاج', 'الطفل', 'الشيخ']))
    const text = words.join(' ')
    const runTogether = chance(0.1)
    if (runTogether) return text.replace(/(^| )([أا]بو|عبد) (?=\S)/u, '$1$2')
    const apart = chance(0.1)
    return apart ? text.replace(/(^| )([أا]بو|عبد)(?=\S{3})/u, '$1$2 ') : text
  }
  return words
    .join(' ')
    .replace(/\b(al|el)[- ]/, (whole) => (chance(0.2) ? pick(['al-', 'el ', 'al ', 'el-', '']) : whole))
}

/** Arabic to Latin where the dictionary knows every word. */
function inLatin(name) {
  const words = name.split(' ').map((word) => latinOf.get(word) ?? latinOf.get(word.replace(/^ال/u, '')))
  return words.every(Boolean) ? words.join(' ') : undefined
}

function noisyDate(date) {
  if (date.length !== 10) return date
  if (chance(0.06)) return date.slice(0, 7)
  if (!chance(0.13)) return date
  const moved = Date.parse(date) + (1 + Math.floor(random() * 3)) * (chance(0.5) ? 1 : -1) * 864e5
  return new Date(moved).toISOString().slice(0, 10)
}

/**
 * @param rows of `readCsv`; they are not changed
 * @param seed whole number
 */
export function harder(rows, seed) {
  state = seed >>> 0
  const governorates = [...new Set(rows.map((row) => row.governorate).filter(Boolean))]
  return rows.map((before) => {
    const row = { ...before }
    if (row.script === 'arab' && chance(0.05)) {
      const latin = inLatin(row.name)
      if (latin) {
        row.name = latin
        row.script = 'latin'
      }
    }
    row.name = noisyName(row.name, row.script === 'latin')
    row.date = noisyDate(row.date)
    if (chance(0.02)) row.sex = ''
    else if (row.sex && chance(0.005)) row.sex = row.sex === 'M' ? 'F' : 'M'
    if (chance(0.25)) row.age = ''
    else if (row.age && chance(0.15)) row.age = String(Math.max(0, Number(row.age) + pick([-2, -1, 1, 2])))
    if (chance(0.3)) row.town = ''
    if (chance(0.2)) row.cause = ''
    if (chance(0.025)) row.governorate = pick(governorates)
    return row
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [file, seed = '1'] = process.argv.slice(2)
  const rows = readCsv(file)
  console.log(Object.keys(rows[0]).join(','))
  for (const row of harder(rows, Number(seed))) console.log(Object.values(row).join(','))
}
