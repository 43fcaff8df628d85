/**
 * The guard of texts that views show: labels of incidents and claims are typed by people, and "the house of …" is soon
 * written. It compares words, so it finds what is spelled as in the table, with its article or without, or in the other
 * script; it is a net under the documenter's care, not a proof.
 */
import type { Value } from '@amana/codec'
import { skeleton, words } from '@amana/names'
import { NAME_FIELDS } from '@amana/records'

const ARABIC = /\p{Script=Arabic}/u
/** Shorter skeletons are shared by too many words. */
const SKELETON_LETTERS = 4
/** Words of two letters that are parts of names everywhere. */
const PARTICLES = new Set(['ال', 'ام', 'بن', 'آل', 'ذو', 'او', 'في', 'من'])

const withoutArticle = (word: string): string => (/^ال.{2}/u.test(word) ? word.slice(2) : word)
const isLongEnough = (word: string): boolean =>
  word.length > (ARABIC.test(word) ? 1 : 2) && !PARTICLES.has(word)

/** What stands behind "servant of" or "father of" that was joined to it: عبدالقهار is written عبد القهار as well. */
const behindJoined = (word: string): string | undefined => /^(?:عبد|ابو|ابا|ابي)(.{3,})$/u.exec(word)?.[1]

/**
 * The words that may stand in a normalised word of a text: itself, and without what grammar joins to it. In Arabic that
 * is "and", "in", "of" and "like" before it (بسامر, والزعبي, للزعبي); in English the genitive (Samer's).
 */
function wordForms(word: string): string[] {
  const forms = [word]
  const rest = /^[وف]/u.test(word) ? word.slice(1) : word
  forms.push(rest)
  if (/^[بك]/u.test(rest)) forms.push(rest.slice(1))
  if (/^لل/u.test(rest)) forms.push(`ال${rest.slice(2)}`)
  else if (/^ل/u.test(rest)) forms.push(rest.slice(1))
  if (/^[a-z]+s$/.test(word)) forms.push(word.slice(0, -1))
  return [...forms, ...forms.map(behindJoined).filter((form) => form !== undefined)]
}

/** Knows the words of names, and says whether a text holds one. */
export class NameGuard {
  readonly #names = new Set<string>()
  readonly #words = new Set<string>()
  /** Skeletons by the script that they were not written in. */
  readonly #skeletons = { arabic: new Set<string>(), latin: new Set<string>() }

  /** Takes the names of a person, by the values of the record. */
  add(values: Readonly<Record<string, Value>>): void {
    for (const name of NAME_FIELDS.flatMap((field) => [values[field], values[`${field}_2`]])) {
      // Many persons share one name.
      if (typeof name !== 'string' || this.#names.has(name)) continue
      this.#names.add(name)
      for (const word of words(name)) {
        if (!isLongEnough(word)) continue
        for (const form of [word, behindJoined(word)])
          if (form !== undefined) this.#words.add(withoutArticle(form))
        const bones = skeleton(word)
        if (bones.length >= SKELETON_LETTERS)
          this.#skeletons[ARABIC.test(word) ? 'latin' : 'arabic'].add(bones)
      }
    }
  }

  /** Whether a text holds a word of a name that does not also stand in one of the `exempt` texts. */
  holdsName(text: string, exempt: readonly string[] = []): boolean {
    const allowed = new Set(exempt.flatMap(words))
    if (
      words(text).some(
        (word) => !allowed.has(word) && wordForms(word).some((form) => this.#words.has(withoutArticle(form))),
      )
    )
      return true
    // Across scripts only what looks like a name: in Latin letters, a capitalised word.
    return (text.match(/[\p{L}\p{M}'’-]+/gu) ?? []).some((word) => {
      if (words(word).every((part) => allowed.has(part))) return false
      const isArabic = ARABIC.test(word)
      if (!isArabic && !/^\p{Lu}/u.test(word)) return false
      return this.#skeletons[isArabic ? 'arabic' : 'latin'].has(skeleton(word))
    })
  }
}
