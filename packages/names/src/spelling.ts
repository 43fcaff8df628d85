// How Latin writers spell Arabic letters, learned: a Latin name becomes the few runs of Arabic sounds that it most probably
// stands for. Each spelling unit (sh, kh, ou, a doubled letter …) gives one of a few runs of sounds, with a chance that
// depends on the unit and, independently, on the unit before and the unit after it:
//   P(out | unit, left, right) ∝ P(out | unit, left) · P(out | unit, right) / P(out | unit)
// The three tables are estimated by expectation maximisation (train/train.mjs) and stand in weights.ts.
import { ARABIC_SOUNDS } from './skeleton.js'
import { COMMON, SPELLING } from './weights.js'

/**
 * Sounds of Arabic letters: one capital or small letter each. Letters that Latin writers do not keep apart are one sound
 * (ت ط ث, د ض ذ, ه ح, س ص, ك ق, ج غ); A, W and Y are the letters that are vowels as often as not.
 */
const SOUND: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ARABIC_SOUNDS).map(([letter, sound]) => [
    letter,
    sound.replace(/[awy]/, (vowel) => vowel.toUpperCase()),
  ]),
)

/** Appends sounds, writing a repeated one once: shadda is not written in Arabic and is free in Latin. */
function join(left: string, right: string): string {
  let last = left.charCodeAt(left.length - 1)
  let out = left
  for (let i = 0; i < right.length; i++) {
    const code = right.charCodeAt(i)
    if (code !== last) out += right[i]
    last = code
  }
  return out
}

/** Sounds of Arabic letters, repeats written once; letters without a sound are left out. */
export function soundsOfArabic(letters: string): string {
  let out = ''
  for (const letter of letters) out = join(out, SOUND[letter] ?? '')
  return out
}

/** Spelling units of more than one letter, longest first by first letter. Any doubled letter is a unit too. */
const UNITS: ReadonlyMap<string, readonly string[]> = (() => {
  const list = `tsch sch tch sh ch kh gh th dh ph zh ck tz ts dj dg qu cz sz gn wh rh cq rz ng kn ough igh
    eau oui ee oo ou ai ay ey ei au aw eu ie ea oe ue ew oi ow aa ae oa oy ia io ua uo ui iy uy`.split(/\s+/)
  const by = new Map<string, string[]>()
  for (const unit of list.sort((a, b) => b.length - a.length)) {
    const at = by.get(unit[0]!)
    if (at) at.push(unit)
    else by.set(unit[0]!, [unit])
  }
  return by
})()

/** Cuts Latin letters into spelling units, the longest first from the left. */
export function unitsOf(letters: string): string[] {
  const out: string[] = []
  for (let i = 0; i < letters.length; ) {
    const letter = letters[i]!
    const unit =
      UNITS.get(letter)?.find((one) => letters.startsWith(one, i)) ??
      (letters[i + 1] === letter ? letter + letter : letter)
    out.push(unit)
    i += unit.length
  }
  return out
}

/** 64 signs for a chance: sign k is e^(−k/8) in SPELLING, e^(−k/6) in COMMON. */
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-'
const chances = (signs: string, scale: number): number[] =>
  [...signs].map((sign) => Math.exp(-SIGNS.indexOf(sign) / scale))

interface Unit {
  readonly outs: readonly string[]
  readonly base: readonly number[]
  readonly left: ReadonlyMap<string, readonly number[]>
  readonly right: ReadonlyMap<string, readonly number[]>
}

const contexts = (text: string): Map<string, number[]> =>
  new Map(
    text
      .split(' ')
      .filter((one) => one !== '')
      .map((one) => [one.slice(0, one.indexOf('=')), chances(one.slice(one.indexOf('=') + 1), 8)]),
  )

const TABLE: ReadonlyMap<string, Unit> = new Map(
  SPELLING.split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [unit, outs, base, left, right] = line.split('|') as [string, string, string, string, string]
      return [
        unit,
        { outs: outs.split(','), base: chances(base, 8), left: contexts(left), right: contexts(right) },
      ] as const
    }),
)

/** What a unit may stand for in its place, likeliest first: at most {@link MAX_OUTS}, each with a chance of {@link MIN_OUT} or more. */
interface Options {
  readonly outs: readonly string[]
  readonly p: readonly number[]
}
const MAX_OUTS = 7
const MIN_OUT = 0.008
const SILENT: Options = { outs: [''], p: [1] }

/** Options by unit and neighbours: no more entries than there are units cubed, and no trace of a name. */
const seen = new Map<string, Options>()

function optionsOf(unit: string, left: string, right: string): Options {
  const key = `${left} ${unit} ${right}`
  const known = seen.get(key)
  if (known) return known
  const row = TABLE.get(unit)
  let options = SILENT
  if (row) {
    const l = row.left.get(left) ?? row.base
    const r = row.right.get(right) ?? row.base
    const p = row.base.map((chance, i) => (l[i]! * r[i]!) / chance)
    const sum = p.reduce((a, b) => a + b, 0)
    const order = p
      .map((_, i) => i)
      .filter((i) => p[i]! / sum > MIN_OUT)
      .sort((a, b) => p[b]! - p[a]!)
      .slice(0, MAX_OUTS)
    options = { outs: order.map((i) => row.outs[i]!), p: order.map((i) => p[i]! / sum) }
  }
  if (seen.size < 20_000) seen.set(key, options)
  return options
}

/** Runs of sounds kept while a name is read. */
const BEAM = 20
/** Runs that are less likely than the likeliest by this factor are dropped. */
const CUT = 1e-3

/** A run of Arabic sounds that a Latin name may stand for. */
export interface Reading {
  readonly sounds: string
  /** Chance among the readings kept; they sum to 1. */
  readonly p: number
}

/**
 * The readings of a Latin name, likeliest first, at most 20.
 *
 * @param letters Latin letters of one name part, as {@link lettersOf} gives them
 */
export function readingsOf(letters: string): Reading[] {
  const units = unitsOf(letters)
  let runs: string[] = ['']
  let chance: number[] = [1]
  for (let i = 0; i < units.length; i++) {
    const { outs, p } = optionsOf(units[i]!, units[i - 1] ?? '#', units[i + 1] ?? '#')
    if (outs.length === 1) {
      // One way to write it: the runs stay as many and in order, but may have become equal.
      const out = outs[0]!
      if (out !== '') runs = runs.map((run) => join(run, out))
      if (out === '' || out.length === 1) continue
    }
    const index = new Map<string, number>()
    const next: string[] = []
    const sums: number[] = []
    const floor = chance[0]! * p[0]! * CUT
    for (let a = 0; a < runs.length; a++) {
      for (let b = 0; b < outs.length; b++) {
        const both = outs.length === 1 ? chance[a]! : chance[a]! * p[b]!
        if (both < floor) break
        const run = outs.length === 1 ? runs[a]! : join(runs[a]!, outs[b]!)
        const at = index.get(run)
        if (at === undefined) {
          index.set(run, next.length)
          next.push(run)
          sums.push(both)
        } else sums[at]! += both
      }
    }
    const order = sums.map((_, k) => k).sort((x, y) => sums[y]! - sums[x]!)
    if (order.length > BEAM) order.length = BEAM
    runs = order.map((k) => next[k]!)
    chance = order.map((k) => sums[k]!)
  }
  const merged = new Map<string, number>()
  let total = 0
  for (let k = 0; k < runs.length; k++) {
    merged.set(runs[k]!, (merged.get(runs[k]!) ?? 0) + chance[k]!)
    total += chance[k]!
  }
  return [...merged].map(([sounds, p]) => ({ sounds, p: p / total })).sort((x, y) => y.p - x.p)
}

/** How common a run of sounds is among names: a chain of sound pairs, and the length. */
export interface Commonness {
  readonly sounds: string
  readonly pairs: readonly (readonly number[])[]
  readonly lengths: readonly number[]
}

const commonness = (text: string): Commonness => {
  const [sounds, lengths, ...rows] = text.split(' ') as [string, string, ...string[]]
  return { sounds, lengths: chances(lengths, 6), pairs: rows.map((row) => chances(row, 6)) }
}

const [voices, frames] = COMMON.split('\n').map(commonness) as [Commonness, Commonness]

function chanceOf(model: Commonness, run: string): number {
  let p = model.lengths[Math.min(run.length, model.lengths.length - 1)]!
  let row = 0
  for (let i = 0; i < run.length; i++) {
    const at = model.sounds.indexOf(run[i]!)
    p *= model.pairs[row]![at]!
    row = at
  }
  return p
}

/** The chance that a name drawn from the lists has this run of sounds. */
export const commonVoice = (run: string): number => chanceOf(voices, run)
/** The same for a frame, see {@link frameOf}. */
export const commonFrame = (run: string): number => chanceOf(frames, run)

/** Consonants, with A in front where the name begins with any vowel, and the first of the vowels at its end. */
export function frameOf(sounds: string): string {
  let out = /^[AWY]/.test(sounds) ? 'A' : ''
  for (let i = 0; i < sounds.length; i++) {
    const sound = sounds[i]!
    if (sound === 'A' || sound === 'W' || sound === 'Y') continue
    if (out[out.length - 1] !== sound) out += sound
  }
  const end = /[AWY]$/.test(sounds) ? sounds[sounds.length - 1]! : ''
  return out[out.length - 1] === end ? out : out + end
}
