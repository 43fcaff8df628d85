// Keys of single name words, from strict to coarse. They never leave this package by themselves: token.ts joins a key of the
// given name with one of another name part. A slip of the pen spoils one end of a word and leaves the other; so the two
// ends are keys of their own, which is as near as equality of hashes comes to an edit distance.
import { type NameParts, normalise, skeleton } from '@amana/names'

/** A skeleton without what is left of long vowels; the skeleton itself where nothing else is in it. */
const consonants = (key: string): string => key.replace(/[AWY]/g, '').replace(/(.)\1+/g, '$1') || key

/** A family name's key without أبو and the article, however they were written or taken for a part of the name. */
function core(key: string): string {
  const bare = key
    .replace(/^AbW(?=.{2})/, '')
    .replace(/^A?l(?=[^l]*[a-z])/, '')
    .replace(/^AbW(?=.{2})/, '')
  return consonants(bare) || consonants(key)
}

/** Sounds that writers of Latin letters, and slips between neighbouring Arabic letters, confuse most. */
const CLASSES: Readonly<Record<string, string>> = { z: 's', c: 's', d: 't', x: 'k', g: 'k', h: '' }

const coarse = (key: string): string =>
  [...key]
    .map((sound) => CLASSES[sound] ?? sound)
    .join('')
    .replace(/(.)\1+/g, '$1')

/** Keys of the given name; each is empty where there is none. */
export interface GivenKeys {
  /** Strict skeleton, as split. */
  readonly strict: string
  /** Without vowels. */
  readonly loose: string
  /** Its first five sounds, whole and with each one left out. */
  readonly variants: readonly string[]
  /** First word as written, normalised: all its letters, in its own script. */
  readonly firstWord: string
  /** Consonants of the first word, and the same in coarse classes of sounds. */
  readonly first: string
  readonly firstCoarse: string
  readonly script: 'arabic' | 'other'
  /** What the last of several words gives. */
  readonly last: LastKeys
}

/** Keys of the last word of a name, wherever its parts were divided; each is empty where there is none. */
export interface LastKeys {
  /** Consonants, and the same in coarse classes of sounds. */
  readonly strict: string
  readonly coarse: string
  /** Its first five coarse sounds, whole and with each one left out. */
  readonly variants: readonly string[]
}

/** The keys of one person's name; each is empty where the part is not known. */
export interface NameKeys {
  readonly given: GivenKeys
  /** Strict skeleton, as split. */
  readonly family: string
  readonly last: LastKeys
  /** Without vowels. */
  readonly fatherLoose: string
}

const wordsOf = (part: string): string[] =>
  normalise(part)
    .split(' ')
    .filter((word) => word !== '')

function givenKeys(part: string): GivenKeys {
  const words = wordsOf(part)
  const firstWord = words[0] ?? ''
  const strict = skeleton(part)
  const first = firstWord === '' ? '' : consonants(firstWord === part ? strict : skeleton(firstWord))
  return {
    strict,
    loose: consonants(strict),
    variants: variants(strict),
    firstWord,
    first,
    firstCoarse: coarse(first),
    script: /\p{Script=Arabic}/u.test(firstWord) ? 'arabic' : 'other',
    last: words.length > 1 ? lastKeys(words.at(-1)!) : NO_LAST,
  }
}

function lastKeys(word: string, whole: string = skeleton(word)): LastKeys {
  const strict = core(whole)
  return { strict, coarse: coarse(strict), variants: variants(coarse(strict)) }
}

const NO_LAST: LastKeys = { strict: '', coarse: '', variants: variants('') }

function familyKeys(part: string): { readonly family: string; readonly last: LastKeys | null } {
  const family = skeleton(part)
  const word = wordsOf(part).at(-1)
  if (word === undefined) return { family, last: null }
  return { family, last: word === part ? lastKeys(word, family) : lastKeys(word) }
}

/**
 * The first five sounds of a key, whole and with each one left out. A short key has fewer: the places left are taken by numbers, so that two records
 * with one name agree in all six, however long the name is; how many agree would tell its length.
 */
function variants(key: string): string[] {
  // Five characters of ten units at most.
  const sounds = [...key.slice(0, 10)].slice(0, 5)
  const whole = sounds.join('')
  if (whole === '') return ['', '', '', '', '', '']
  const all = [whole]
  for (let i = 0; i < sounds.length; i++) {
    const variant = sounds.filter((_, k) => k !== i).join('') || `${whole} 0`
    if (!all.includes(variant)) all.push(variant)
  }
  for (let i = all.length; i < 6; i++) all.push(`${whole} ${i}`)
  return all
}

/** Texts of which something is remembered, a kilobyte each at most; then all are forgotten, and it begins anew. */
const MOST = 1 << 14

/** A function that remembers what it gave: words of names, days and places come again and again. */
export function remembering<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let found = known.get(text)
    if (found === undefined) {
      found = of(text)
      if (known.size >= MOST) known.clear()
      known.set(text, found)
    }
    return found
  }
}

/** Makes the keys of names. It never throws, whatever the parts hold, and remembers up to 16,384 clear names of each kind as long as it is held. */
export function nameKeyMaker(): (parts: NameParts) => NameKeys {
  const givenOf = remembering(givenKeys)
  const familyOf = remembering(familyKeys)
  const fatherOf = remembering((part) => consonants(skeleton(part)))
  return (parts) => {
    const given = givenOf(parts.given ?? '')
    const { family, last } = familyOf(parts.family ?? '')
    // عبد السحو is one unit to the splitter, a person called عبد of the family السحو to another list.
    return { given, family, last: last ?? given.last, fatherLoose: fatherOf(parts.father ?? '') }
  }
}

/** The first two sounds of a key, the last two, and the first. */
export const start = (key: string): string => key.slice(0, 2)
export const end = (key: string): string => key.slice(-2)
export const initial = (key: string): string => key.slice(0, 1)

/** European names of governorates that do not follow from the Arabic ones by their sounds: sounds of the one, sounds of the other. */
const EXONYMS: Readonly<Record<string, string>> = {
  lb: 'hlb', // Aleppo, Alep
  dmsks: 'dmck', // Damascus
  dms: 'dmck', // Damas
  rldmsks: 'rfdmck', // Rural Damascus
  dmskskntrsd: 'rfdmck', // Damascus Countryside
  ltk: 'ldk', // Latakia
  nf: 'n', // Nineveh
  nrtgz: 'cmlgz', // North Gaza
}

/** A governorate by its consonants: `حلب`, `Halab` and `Aleppo` are one. Empty where none is stated; never throws. */
export function governorateKey(stated: string): string {
  const bare = stated.replace(/\b(?:governorate|province)\b|محافظة/giu, ' ').trim()
  const sounds = consonants(skeleton(bare === '' ? stated : bare))
  return EXONYMS[sounds] ?? sounds
}
