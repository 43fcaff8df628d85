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
/** A given name, father's or family's; a name in full has more. */
const SHARED_LETTERS = 16
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

/** Texts, and how often each was taken; none that was let go as often. */
type Taken = Map<string, number>

/** Takes a text, or lets go of it where `by` is −1; whether that made it known, or unknown again. */
function take(texts: Taken, text: string, by: 1 | -1): boolean {
  const times = (texts.get(text) ?? 0) + by
  if (times === 0) texts.delete(text)
  else texts.set(text, times)
  return times === (by === 1 ? 1 : 0)
}

/** Knows the words of names, and says whether a text holds one. */
export class NameGuard {
  readonly #names: Taken = new Map()
  readonly #words: Taken = new Map()
  /** Skeletons by the script that they were not written in. */
  readonly #skeletons: Readonly<Record<'arabic' | 'latin', Taken>> = { arabic: new Map(), latin: new Map() }
  #learned = 0

  /** Grows with every word that becomes known: while it stays, a text that held no name holds none. */
  get learned(): number {
    return this.#learned
  }

  /** Takes the names of a person, by the values of the record. */
  add(values: Readonly<Record<string, Value>>): void {
    this.#take(values, 1)
  }

  /** Lets go of the names of a person that was added with these values. */
  remove(values: Readonly<Record<string, Value>>): void {
    this.#take(values, -1)
  }

  #take(values: Readonly<Record<string, Value>>, by: 1 | -1): void {
    for (const name of NAME_FIELDS.flatMap((field) => [values[field], values[`${field}_2`]])) {
      // Many persons share one name, so its words are taken once. Longer ones are hardly shared, and would fill the memory.
      if (typeof name !== 'string') continue
      if (name.length <= SHARED_LETTERS && !take(this.#names, name, by)) continue
      for (const word of words(name)) {
        if (!isLongEnough(word)) continue
        for (const form of [word, behindJoined(word)])
          if (form !== undefined) this.#takeWord(this.#words, withoutArticle(form), by)
        const bones = skeleton(word)
        if (bones.length >= SKELETON_LETTERS)
          this.#takeWord(this.#skeletons[ARABIC.test(word) ? 'latin' : 'arabic'], bones, by)
      }
    }
  }

  #takeWord(texts: Taken, text: string, by: 1 | -1): void {
    if (take(texts, text, by) && by === 1) this.#learned++
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
