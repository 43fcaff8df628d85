// A name part as one run of letters: articles and بن gone, the heads of compounds (عبد, أبو) in one spelling each. This is
// what the learned spelling model (spelling.ts) reads, in training as in use.
import { compound, isAbd, isAbu, isArticle, isBin, withoutArticle } from './article.js'
import { normalise } from './normalise.js'

const ARABIC = /[\u0620-\u06ff]/
const LATIN = /[a-z]/

/** Letters read of one name part; what is longer is no name, and is cut here so that no input is slow. */
const MAX_LETTERS = 48

/** The chat alphabet: digits typed for the Arabic letters they look like. Only in words that also have letters. */
export const CHAT: Readonly<Record<string, string>> = {
  2: '',
  3: 'a',
  5: 'kh',
  6: 't',
  7: 'h',
  8: 'gh',
  9: 's',
}

/** Signs read of one name part before its letters are sought. */
export const MAX_SIGNS = 400

/** One name part, ready for the spelling model. */
export interface Letters {
  readonly script: 'arabic' | 'latin' | 'other'
  /** The letters without articles, at most 48. */
  readonly text: string
  /** The same with every article left on: ال may belong to the name (الينسون, Allinson). */
  readonly whole: string
  /** What follows the head of a compound (زيد in أبو زيد), or empty. Lists drop the head at times. */
  readonly tail: string
}

/**
 * Reads one name part as letters.
 *
 * @param part a given name, a family name …, as written
 * @returns its letters; `script` is `other` where it has neither Arabic nor Latin letters
 */
export function lettersOf(part: string): Letters {
  const plain = normalise(part.slice(0, MAX_SIGNS))
  const script = ARABIC.test(plain) ? 'arabic' : LATIN.test(plain) ? 'latin' : 'other'
  if (script === 'other') return { script, text: plain.slice(0, MAX_LETTERS), whole: '', tail: '' }
  const arabic = script === 'arabic'
  const abd = arabic ? 'عبد' : 'abd'
  const abu = arabic ? 'ابو' : 'abu'
  const god = arabic ? 'له' : 'la'
  const list = plain.split(' ')
  let text = ''
  let tail = ''
  let article = false
  for (let i = 0; i < list.length; i++) {
    const word = list[i]!
    const next = list[i + 1]
    if (next !== undefined && isBin(word)) continue
    if (isArticle(word, next)) {
      article = true
      continue
    }
    let head = ''
    let rest = ''
    if (next !== undefined && isAbd(word)) {
      head = abd
      if (GOD.test(next)) {
        head += god
        i++
      }
    } else if (next !== undefined && isAbu(word)) head = abu
    else {
      const parts = compound(word)
      if (parts) {
        head = parts.head === 'abd' ? abd : abu
        rest = parts.rest === 'الله' ? god : parts.rest
      } else rest = article ? word : withoutArticle(word)
    }
    if (head !== '' && text === '') tail = rest
    else if (text !== '' && (text === abd || text === abu)) tail = rest
    text += head + rest
    article = false
  }
  if (!arabic) text = text.replace(/[2356789]/g, (digit) => CHAT[digit] ?? '').replace(/dsch/g, 'dj')
  return {
    script,
    text: text.slice(0, MAX_LETTERS),
    whole: plain.replace(/ /g, '').slice(0, MAX_LETTERS),
    tail: tail.slice(0, MAX_LETTERS),
  }
}

const GOD = /^(?:الله|[aeu]?ll?ah?)$/
