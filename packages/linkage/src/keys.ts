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

/** The keys of one person's name; each is empty where the part is not known. */
export interface NameKeys {
  /** Strict skeletons of the parts as split. */
  readonly given: string
  readonly family: string
  /** Skeletons without vowels. */
  readonly givenLoose: string
  readonly fatherLoose: string
  /** First word as written, normalised: all its letters, in its own script. */
  readonly firstWord: string
  /** Consonants of the first and of the last word, wherever the parts were divided. */
  readonly first: string
  readonly last: string
  /** The same in coarse classes of sounds. */
  readonly firstCoarse: string
  readonly lastCoarse: string
  readonly script: 'arabic' | 'other'
}

const wordsOf = (...parts: readonly (string | undefined)[]): string[] =>
  parts.flatMap((part) => normalise(part ?? '').split(' ')).filter((word) => word !== '')

/**
 * The keys of a name. Never throws, whatever the parts hold.
 *
 * @param skeletonOf `skeleton` of `@amana/names`, or a function that remembers what it gave: words of names come again and again
 */
export function nameKeys(parts: NameParts, skeletonOf: (part: string) => string = skeleton): NameKeys {
  const givenWords = wordsOf(parts.given)
  const familyWords = wordsOf(parts.family)
  const firstWord = givenWords[0] ?? ''
  // عبد السحو is one unit to the splitter, a person called عبد of the family السحو to another list.
  const lastWord = familyWords.at(-1) ?? (givenWords.length > 1 ? givenWords.at(-1)! : '')
  const given = skeletonOf(parts.given ?? '')
  const first = firstWord === '' ? '' : consonants(skeletonOf(firstWord))
  const last = lastWord === '' ? '' : core(skeletonOf(lastWord))
  return {
    given,
    family: skeletonOf(parts.family ?? ''),
    givenLoose: consonants(given),
    fatherLoose: consonants(skeletonOf(parts.father ?? '')),
    firstWord,
    first,
    last,
    firstCoarse: coarse(first),
    lastCoarse: coarse(last),
    script: /\p{Script=Arabic}/u.test(firstWord) ? 'arabic' : 'other',
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

/**
 * A governorate by its consonants: `حلب`, `Halab` and `Aleppo` are one. Empty where none is stated; never throws.
 *
 * @param skeletonOf as for {@link nameKeys}
 */
export function governorateKey(stated: string, skeletonOf: (part: string) => string = skeleton): string {
  const bare = stated.replace(/\b(?:governorate|province)\b|محافظة/giu, ' ').trim()
  const sounds = consonants(skeletonOf(bare === '' ? stated : bare))
  return EXONYMS[sounds] ?? sounds
}
