// Several keys for one name part. Two names are taken for one where they share a key: one key cannot do it, since Latin
// spellings are ambiguous (g is ج, غ or ق) and Arabic leaves its short vowels out.
import { type Letters, lettersOf, MAX_SIGNS } from './letters.js'
import { skeleton } from './skeleton.js'
import { commonFrame, commonVoice, frameOf, readingsOf, soundsOfArabic } from './spelling.js'

/** Keys that {@link nameKeys} gives at most. */
export const MAX_KEYS = 16

/**
 * A key is given where its chance for this name, divided by how common the key is, is high enough. So a common frame (two
 * consonants) needs the vowels, while a rare one goes without. The bounds were chosen on the training pairs held back,
 * see docs/names.md.
 */
interface Rule {
  /** Highest commonness over chance. */
  readonly common: number
  /** Lowest chance. */
  readonly chance: number
  readonly keys: number
}
const VOICE: Rule = { common: 1e-3, chance: 0.01, keys: 6 }
const FRAME: Rule = { common: 5e-4, chance: 0.01, keys: 6 }

function pick(
  prefix: string,
  chances: ReadonlyMap<string, number>,
  rule: Rule,
  common: (run: string) => number,
): string[] {
  const order = [...chances].sort((a, b) => b[1] - a[1])
  const out: string[] = []
  for (const [run, p] of order) {
    if (p < rule.chance || out.length >= rule.keys) break
    if (run !== '' && common(run) < rule.common * p) out.push(prefix + run)
  }
  return out
}

function latinKeys(text: string): string[] {
  const voices = new Map<string, number>()
  const frames = new Map<string, number>()
  for (const { sounds, p } of readingsOf(text)) {
    voices.set(sounds, p)
    const frame = frameOf(sounds)
    frames.set(frame, (frames.get(frame) ?? 0) + p)
  }
  return [...pick('f:', frames, FRAME, commonFrame), ...pick('v:', voices, VOICE, commonVoice)]
}

/** A final ة is a vowel to Latin writers, and ه is typed for it. */
const open = (text: string): string =>
  text.length > 2 && text.endsWith('ه') ? `${text.slice(0, -1)}ا` : text

/** Letters that Latin writers (and the editors of wikis) take for others: [typed, taken for]. */
const TAKEN_FOR: readonly (readonly [RegExp, string])[] = [
  [/[ذظ]/g, 'ث'],
  [/ذ/g, 'ز'],
  [/ظ/g, 'د'],
  [/ض/g, 'ز'],
  [/ث/g, 'س'],
  [/ز/g, 'س'],
  [/ف/g, 'و'],
  [/ق/g, 'ج'],
]

/** The spellings an Arabic name is looked up under: its own first, then what its ambiguous letters allow; at most eight. */
function spellingsOf({ text, whole, tail }: Letters): string[] {
  const out = [text]
  // موسى and موسي: ى and ي are typed for one another, and only the first is read "a".
  if (text.length > 2 && text.endsWith('ي')) out.push(`${text.slice(0, -1)}ا`)
  if (whole !== text && whole.startsWith('ال')) out.push(whole)
  if (tail.length > 2) out.push(tail)
  // سيفالاسلام, هبةالله: two words run together, the article of the second inside; a ة before it is read "t".
  const inner = /^(.{2,}?)ال(.{2,})$/u.exec(text)
  if (inner) {
    const [, first, second] = inner as unknown as [string, string, string]
    if (first.endsWith('ه')) out.push(`${first.slice(0, -1)}ا${second}`, `${first.slice(0, -1)}تال${second}`)
    else out.push(first + second)
  }
  if (text.length > 2 && /[حع]$/.test(text)) out.push(text.slice(0, -1) + (/[اوي].$/.test(text) ? '' : 'ا'))
  for (const [typed, other] of TAKEN_FOR) {
    if (out.length >= 8) break
    if (text.search(typed) >= 0) out.push(text.replace(typed, other))
  }
  return out.slice(0, 8)
}

function arabicKeys(letters: Letters): string[] {
  const sounds = spellingsOf(letters).map((one) => soundsOfArabic(open(one)))
  return [
    ...sounds
      .map((run) => frameOf(run))
      .filter((run) => run !== '')
      .map((run) => `f:${run}`),
    ...sounds.filter((run) => run !== '').map((run) => `v:${run}`),
  ]
}

/**
 * The keys of one name part, strictest first; two name parts may be one name where they share a key. At most
 * {@link MAX_KEYS}, 6 to 8 on average, in either script:
 *
 * - `s:` the {@link skeleton};
 * - `f:` frames: consonants, whether a vowel begins it and which one ends it, one for each likely reading;
 * - `v:` all sounds of a reading, vowels too.
 *
 * Comparable only with keys of the same `NORMALISER`. Keys are readable: they are for comparing names in the clear, or
 * under a keyed function, and protect nothing by themselves.
 *
 * @param name a given name, a family name …, as written; never throws
 * @returns distinct keys; none for a text without a letter or digit
 * @example
 * const shared = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key))
 * shared('غاردنر', 'Gardner') // true
 */
export function nameKeys(name: string): string[] {
  const part = name.slice(0, MAX_SIGNS)
  const letters = lettersOf(part)
  if (letters.text === '') return []
  if (letters.script === 'other') return [`s:${letters.text}`]
  const own = [`s:${skeleton(part)}`]
  const more = letters.script === 'arabic' ? arabicKeys(letters) : latinKeys(letters.text)
  return [...new Set([...own, ...more])].slice(0, MAX_KEYS)
}
