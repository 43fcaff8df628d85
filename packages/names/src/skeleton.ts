// One short Latin skeleton for a name part in either script. Consonants carry an Arabic name; short vowels are not
// written in Arabic and are free in Latin. So: consonants in classes that both scripts keep apart, and of the vowels only
// those two that Arabic writes and Latin writers keep: the vowel before the last consonant (حسن Hassan / حسين Hussein) and
// the one at the end (علي Ali / علية Alia). W and Y stand for و and ي in those places, A for a vowel at either end.
import { afterAbd, compound, isAbd, isAbu, isArticle, isBin, withoutArticle } from './article.js'
import { CHAT } from './letters.js'
import { ENDS_IN_A, SAME_AS } from './lexicon.js'
import { normalise } from './normalise.js'

/** Arabic letter to sound: a consonant class, or `a`, `w`, `y` for letters that can be vowels. */
export const ARABIC_SOUNDS: Readonly<Record<string, string>> = {
  ا: 'a',
  ع: 'a',
  و: 'w',
  ي: 'y',
  ب: 'b',
  ت: 't',
  ط: 't',
  ث: 't',
  ج: 'g',
  ح: 'h',
  ه: 'h',
  خ: 'x',
  د: 'd',
  ض: 'd',
  ذ: 'd',
  ظ: 'z',
  ر: 'r',
  ز: 'z',
  س: 's',
  ص: 's',
  ش: 'c',
  غ: 'g',
  ف: 'f',
  ق: 'k',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
}

/** Latin spellings to the same classes, longest first. */
const LATIN: readonly (readonly [RegExp, string])[] = [
  [/dsch/g, 'j'],
  [/tch|sch|sh|ch/g, 'C'],
  [/kh/g, 'X'],
  [/gh/g, 'G'],
  [/dh/g, 'd'],
  [/th/g, 't'],
  [/ph/g, 'f'],
  [/dj|dg/g, 'g'],
  [/ck|cq|q/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/x/g, 'ks'],
  [/p/g, 'b'],
  [/v/g, 'f'],
  [/j/g, 'g'],
  [/C/g, 'c'],
  [/X/g, 'x'],
  [/G/g, 'g'],
]

const VOWEL = /[aeiouwy]/

/** A word as sounds: consonants and, between them, the vowels as written. `runs[i]` stands before `consonants[i]`. */
interface Sounds {
  readonly consonants: readonly string[]
  readonly runs: readonly string[]
  readonly arabic: boolean
}

function soundsOf(letters: string, arabic: boolean): Sounds {
  const consonants: string[] = []
  const runs: string[] = ['']
  for (const sound of letters) {
    if (VOWEL.test(sound)) runs[runs.length - 1] += sound
    else if (/[a-z]/.test(sound)) {
      if (runs.at(-1) === '' && consonants.at(-1) === sound) continue
      consonants.push(sound)
      runs.push('')
    }
  }
  return { consonants, runs, arabic }
}

function arabicSounds(word: string): Sounds {
  let text = word.replace(/تش/g, 'ش').replace(/ا+/g, 'ا')
  if (ENDS_IN_A.has(text)) text = text.replace(/ي$/, 'ا')
  // A final ه is ة more often than not, and is folded with it; a final ع is a vowel or nothing in Latin spellings.
  // Likewise a final ح: Latin writers end صلاح and فاطمة alike.
  // CāCiC (خالد, سالم, عادل, صالح): the i is short and not written, yet every Latin spelling has it.
  text = text.replace(/^([^اوي]|[وي])ا([^اويع])([^اويعحه])$/u, '$1ا$2ي$3')
  text = text.replace(/^([^اوي]|[وي])ا([^اويع])[عح]$/u, '$1ا$2ي')
  if (text.length > 2)
    text = text
      .replace(/ه$/, 'ا')
      .replace(/([اوي])[حع]$/, '$1')
      .replace(/[حع]$/, 'ا')
  return soundsOf([...text].map((letter) => ARABIC_SOUNDS[letter] ?? '').join(''), true)
}

function latinSounds(word: string): Sounds {
  let text = word.replace(/[2356789]/g, (digit) => CHAT[digit] ?? '')
  // Saleh, Rafe: CāCiC whose last letter is ح or ع.
  text = text.replace(/^([^aeiou]*aa?(?:[^aeiouwy]|[skgdt]h))eh?$/, '$1i')
  text = text.replace(/([aeiou])h$/, '$1')
  // French endings (Yassine, Sofiane, Camille): the e is silent.
  text = text.replace(/([aeiouy](?:n+|l+|r|c|s))e$/, '$1').replace(/ie$/, 'i')
  for (const [from, to] of LATIN) text = text.replace(from, to)
  return soundsOf(text, false)
}

const single = (run: string, letters: string): boolean => run.length === 1 && letters.includes(run)

/** w and y of a run in order, once each in a row, where `all` also counts the vowels that Arabic writes with و and ي. */
function long(run: string, all: boolean): string {
  const marks = run
    .replace(/ea/g, 'a')
    .replace(/^u(?=[aei])/, '')
    .replace(/ee|ei|ai|ie|ae|ey|ay/g, all ? 'Y' : '')
    .replace(/[uow]/g, 'W')
    .replace(/[iy]/g, 'Y')
    .replace(/[ae]/g, '')
  return marks.replace(/(.)\1+/g, '$1')
}

/** A w or y that is a consonant inside a run: one that a vowel follows. */
const glides = (run: string): string =>
  [...run]
    .map((letter, i) =>
      (letter === 'w' || letter === 'y') && i + 1 < run.length ? letter.toUpperCase() : '',
    )
    .join('')
    .replace(/(.)\1+/g, '$1')

function first(run: string, arabic: boolean): string {
  if (run === '') return ''
  if (run.startsWith('y')) return `Y${glides(run.slice(1))}`
  if (run.startsWith('w') || (!arabic && /^(?:ou|u|o)[aei]/.test(run))) return `W${glides(run.slice(1))}`
  return `A${!arabic && /^i[aou]/.test(run) ? 'Y' : glides(run)}`
}

function beforeLast(sounds: Sounds): string {
  const at = sounds.consonants.length - 1
  const run = sounds.runs[at]!
  const before = sounds.runs[at - 1] ?? ''
  if (sounds.arabic) return long(run, true)
  const first = sounds.runs[0]! || sounds.runs[1]!
  // Yusuf, Younis: the second vowel is short and is not written in Arabic. So it is after two consonants in Sundus, Bulbul …
  if (single(run, 'uoi') && /^y[uo]+$/.test(before)) return ''
  if (at > 1 && single(run, 'uo') && before === '' && /^[uo]$/.test(first)) return ''
  if (single(run, 'i')) {
    // … in Muhsin, Mujahid, Mutasim (participles) and in Muhaisin, Mahasin (diminutives and plurals).
    if (at >= 3 && sounds.consonants[0] === 'm' && /^(?:ou|[uo])$/.test(sounds.runs[1]!)) return ''
    if (/[ae][iy]$/.test(before) || (at >= 3 && /a$/.test(before) && /a$/.test(sounds.runs[at - 2]!)))
      return ''
  }
  // Khaled, Amer: the other spelling of CāCiC.
  if (
    run === 'e' &&
    /^[yw]?aa?$/.test(before) &&
    at <= 2 &&
    (at === 2 || before !== 'a' || sounds.runs[0] !== '')
  ) {
    return 'Y'
  }
  return long(run, true)
}

function last(run: string): string {
  if (run === '') return ''
  const tail = /[ae]$/.test(run) && !/^ee$/.test(run) ? 'A' : ''
  return long(tail ? run.slice(0, -1) : run, true) + tail
}

function plain(word: string): string {
  // Its own only: every object has a `constructor`.
  const known = Object.hasOwn(SAME_AS, word) ? SAME_AS[word]! : word
  const arabic = /\p{Script=Arabic}/u.test(known)
  const sounds = arabic ? arabicSounds(known) : latinSounds(known)
  const n = sounds.consonants.length
  if (n === 0)
    return sounds.runs[0] === '' ? word : first(sounds.runs[0]!, arabic) + long(sounds.runs[0]!, true)
  let out = ''
  for (let i = 0; i < n; i++) {
    const run = sounds.runs[i]!
    const closed = i === n - 1 && sounds.runs[n] === ''
    if (i === 0)
      out +=
        closed && run !== ''
          ? first(run, arabic).slice(0, 1) + (run.length > 1 ? long(run, true) : '')
          : first(run, arabic)
    else if (closed) out += beforeLast(sounds)
    out += sounds.consonants[i]!
  }
  return (out + last(sounds.runs[n]!)).replace(/(.)\1+/g, '$1')
}

/** نور الدين and its kin, written as one word or as two. */
const FAITH_ARABIC = /^(.{2,})الدين$/u
const FAITH_LATIN = /^(.{3,}?)(?:[aeiu]l|[aeiu]d|l)[ -]?d(?:in|een|ine|yn|iin|ien)e?$/

function wordSkeleton(word: string, article = false): string {
  const faith = FAITH_ARABIC.exec(word) ?? FAITH_LATIN.exec(word)
  if (faith) return `${plain(withoutArticle(faith[1]!))}dYn`
  const parts = compound(word)
  if (parts)
    return (parts.head === 'abd' ? 'Abd' : 'AbW') + (parts.rest === 'الله' ? 'lA' : plain(parts.rest))
  return plain(article ? word : withoutArticle(word))
}

const wordOrGod = (word: string): string => (word === 'الله' ? 'lA' : wordSkeleton(word))

/**
 * The skeleton of one part of a name. Equal skeletons mean: these spellings are commonly used for one name. It is loose
 * (سالم and سليم agree) and is meant to be used in composites, never alone.
 *
 * @param part a given name, a family name …, in Arabic or Latin letters, as written
 * @returns ASCII letters for both scripts; for other scripts the normalised text without spaces; empty for an empty part
 * @example
 * skeleton('عبد الرحمن') === skeleton('Abdurrahman') // 'Abdrhmn'
 */
export function skeleton(part: string): string {
  const list = normalise(part)
    .split(' ')
    .filter((word) => word !== '')
  let out = ''
  let article = false
  for (let i = 0; i < list.length; i++) {
    const word = list[i]!
    const next = list[i + 1]
    if (isBin(word) && next !== undefined) continue
    if (isArticle(word, next)) {
      article = true
      continue
    }
    if (isAbd(word) && next !== undefined) {
      const joined = isArticle(next, list[i + 2]) ? list[i + 2]! : next
      if (joined !== next) i++
      i++
      out += `Abd${wordOrGod(afterAbd(joined))}`
    } else if (isAbu(word) && next !== undefined) out += isAbu(next) ? '' : 'AbW'
    else out += wordSkeleton(word, article)
    article = false
  }
  return out
}

/**
 * A skeleton with the vowels taken out too: survives the commonest slips (a long vowel left out or put in), and brings
 * together names that {@link skeleton} keeps apart (حسن and حسين). Only for composites that narrow it by much else.
 *
 * @param part a name part as written, as for {@link skeleton}
 * @returns consonants alone; the skeleton itself for a name that has none; empty for an empty part
 */
export function looseSkeleton(part: string): string {
  const strict = skeleton(part)
  return strict.replace(/[AWY]/g, '').replace(/(.)\1+/g, '$1') || strict
}
