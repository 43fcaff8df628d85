// The definite article, and عبد, أبو and ابن before a name: how a run of words becomes the units a name is made of.
import { NO_ARTICLE } from './lexicon.js'

/** Latin letters that the article's l is assimilated to (the sun letters), as digraph or letter. */
const SUN = ['sh', 'ch', 'th', 'dh', 'zh', 't', 'd', 'r', 'z', 's', 'n', 'l']

const isArabic = (word: string): boolean => /\p{Script=Arabic}/u.test(word)

/** True for an article standing alone before `next`: al, el, ul, il, and ash, ar, ad … before their own letter. */
export function isArticle(word: string, next: string | undefined): boolean {
  if (next === undefined) return false
  if (word === 'ال') return isArabic(next)
  if (/^[aeui]l$/.test(word)) return /^[a-z]/.test(next)
  const assimilated = /^[aeui](\p{L}+)$/u.exec(word)?.[1]
  return assimilated !== undefined && SUN.includes(assimilated) && next.startsWith(assimilated)
}

/** Takes the article off a word that carries one. Words such as Elias, where it is part of the name, stay. */
export function withoutArticle(word: string): string {
  if (NO_ARTICLE.has(word)) return word
  if (word.startsWith('ال') && word.length >= 4) return word.slice(2)
  if (word.startsWith('لل') && word.length >= 6) return word.slice(2)
  const joined = /^[ae]l((?:[bcdfghjkmnpqrstvxz].{2,}))$/.exec(word)?.[1]
  return joined ?? word
}

const ABD = /^(?:abd|abed|abdul|abdel|abdal|abdol|abdil|abdull|abdoul|abdool|abdu|abde|abdou|عبد|عبيد)$/
const ABU = /^(?:abu|abul|aboul|abou|abo|aboo|abi|aba|ابو|ابي|ابا)$/
const UMM = /^(?:umm|um|oum|om|ام)$/
const BIN = /^(?:bin|ben|ibn|ebn|bint|bent|بن|ابن|بنت)$/

export const isAbd = (word: string): boolean => ABD.test(word)
export const isAbu = (word: string): boolean => ABU.test(word)
export const isUmm = (word: string): boolean => UMM.test(word)
export const isBin = (word: string): boolean => BIN.test(word)

/** The word of a compound that was written as one: what stands before, and the rest without its article. */
export interface Compound {
  readonly head: 'abd' | 'abu'
  readonly rest: string
}

const GOD = /^(?:[aeiou]?l+a[ah]?h?|اله|الله|لله|له)$/

/** The name after عبد, with the article and its assimilation gone; `allah` in all its spellings is one word. */
function served(rest: string): string {
  if (GOD.test(rest)) return 'الله'
  return withoutArticle(rest)
}

/**
 * Takes apart a run-together عبدالرحمن, Abdurrahman, ابوبكر, Abubakr.
 *
 * @param word one normalised word
 * @returns the compound, or null where the word is a plain name (Abdo, Abed, Abir)
 */
export function compound(word: string): Compound | null {
  const arabic = /^(عبد|ابو)(.{2,})$/u.exec(word)
  if (arabic) {
    const [, head, rest] = arabic as unknown as [string, string, string]
    if (head === 'ابو') return rest.length >= 2 ? { head: 'abu', rest: withoutArticle(rest) } : null
    if (rest.startsWith('ال') || rest.length >= 3) return { head: 'abd', rest: served(rest) }
    return null
  }
  const god = /^ab[dt]([aeou]?l+[ae]h?)$/.exec(word)
  if (god) return { head: 'abd', rest: 'الله' }
  const latin = /^abd(?:[aeiou]|ou|oo)?l((?:l[aeiou])?.{3,})$/.exec(word)
  if (latin) return { head: 'abd', rest: served(latin[1]!.replace(/^l(?=[^aeiou])/, '')) }
  // Abdurrahman, Abdessalam, Abdennour: the l has become the letter that follows.
  const assimilated = /^abd(?:[aeiou]|ou)(sh|[rsntdzs])\1(.{2,})$/.exec(word)
  if (assimilated) return { head: 'abd', rest: assimilated[1]! + assimilated[2]! }
  const single = /^abd(?:[aeu]|ou)?((?:sh|[rsntdzkghmjwbfq]).{3,})$/.exec(word)
  if (single) return { head: 'abd', rest: single[1]! }
  const abu = /^ab(?:u|ou|oo)([b-df-hj-np-tv-z].{2,})$/.exec(word)
  if (abu) return { head: 'abu', rest: withoutArticle(abu[1]!.replace(/^l(?=[b-df-hj-np-tv-z])/, '')) }
  return null
}

/** The name after a عبد that stands as a word of its own. */
export const afterAbd = served
