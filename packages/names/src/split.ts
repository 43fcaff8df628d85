// A full name as documenters write it, taken apart into the parts that a table has columns for.
import { isAbd, isAbu, isArticle, isBin, isUmm } from './article.js'
import { normalise } from './normalise.js'

/** Parts of one person's name, each as written; absent where unknown. */
export interface NameParts {
  readonly given?: string
  readonly father?: string
  readonly grandfather?: string
  readonly family?: string
  readonly mother?: string
  /** Name of respect by the eldest child: أبو محمد, أم علي. */
  readonly kunya?: string
}

/** What stands before a name and is no part of it. Normalised; both genders. A title after the first name stays. */
const TITLES: ReadonlySet<string> = new Set(
  `الحاج الحاجه حاج حاجه الشيخ الشيخه الشهيد الشهيده شهيد شهيده الطفل الطفله الدكتور الدكتوره دكتور دكتوره د الاستاذ
  الاستاذه استاذ المهندس المهندسه مهندس الرضيع الرضيعه الشاب الشابه العقيد الملازم النقيب الرايد المرحوم المرحومه
  المغفور dr haj hajj hajji hajja alhaj alhajj sheikh shaykh shaheed martyr mr mrs ms prof eng engineer doctor child`.split(
    /\s+/,
  ),
)

/** Second words that make one name with the word before them: نور الدين, نصر الله, زين العابدين. */
const JOINS =
  /^(?:الدين|الله|العابدين|(?:[aeiu][ld] ?)?d(?:in|een|ine|yn|iin)e?|[aeu]dd(?:in|een|ine)e?|[au]llah?|[ae]l ?abid[ei]+n)$/u

interface Word {
  readonly written: string
  /** Normalised; a hyphen has become a space. */
  readonly plain: string
}

const head = (word: Word): string => word.plain.split(' ')[0] ?? ''
const alone = (word: Word): boolean => !word.plain.includes(' ')

/** A word that needs the next one: عبد, أبو, أم, بني, or an article by itself. */
function leadsOn(word: Word, next: Word | undefined): boolean {
  if (next === undefined) return false
  const { plain } = word
  if (isAbd(plain) || isAbu(plain) || isUmm(plain) || plain === 'بني') return true
  return alone(word) && isArticle(plain, head(next))
}

/** How many words from `at` on make one unit of the name. */
function unitLength(list: readonly Word[], at: number): number {
  let end = at
  while (leadsOn(list[end]!, list[end + 1])) end++
  const after = list[end + 1]
  if (after && JOINS.test(after.plain)) end += 1
  else if (after && JOINS.test(`${after.plain} ${list[end + 2]?.plain ?? ''}`)) end += 2
  return end + 1 - at
}

function unitsOf(list: readonly Word[]): string[] {
  const units: string[] = []
  for (let i = 0; i < list.length; ) {
    if (isBin(list[i]!.plain) && i + 1 < list.length && units.length > 0) {
      i++
      continue
    }
    const length = unitLength(list, i)
    units.push(
      list
        .slice(i, i + length)
        .map((word) => word.written)
        .join(' '),
    )
    i += length
  }
  return units
}

/** Marks that may stand in a cell and are no part of a name as written. */
const INVISIBLE = /[\p{Cf}\p{Cc}\u0640]/gu

const wordsOf = (text: string): Word[] =>
  text
    .split(/[\s,،;؛/]+/u)
    .map((written) => ({ written, plain: normalise(written) }))
    .filter((word) => word.plain !== '')

/**
 * Takes a full name apart by position: one unit is the given name; two, given and family; three, given, father and
 * family; four, with the grandfather; further ones in the middle stay with the grandfather. A unit is a word or a
 * compound (عبد الرحمن, أبو زيد, نور الدين, al Khatib). Titles in front, بن and ابن between names are left out; `family, given` is
 * turned round; a leading or bracketed أبو … or أم … is the kunya.
 *
 * @param full a name in Arabic or Latin letters; never throws, whatever it holds
 * @returns the parts as written, without invisible marks
 * @example
 * splitName('الشهيد عبد الرحمن بن خالد أبو زيد') // { given: 'عبد الرحمن', father: 'خالد', family: 'أبو زيد' }
 */
export function splitName(full: string): NameParts {
  let text = full.replace(/[\t\r\n\v\f]/g, ' ').replace(INVISIBLE, '')
  let kunya: string | undefined
  text = text.replace(/[("«“]([^()"«»“”]*)[)"»”]/gu, (_, inner: string) => {
    const list = wordsOf(inner)
    if (list.length >= 2 && (isAbu(list[0]!.plain) || isUmm(list[0]!.plain))) {
      kunya ??= list.map((word) => word.written).join(' ')
      return ' '
    }
    return ` ${inner} `
  })
  const turned = /^([^,،]+)[,،]([^,،]+)$/u.exec(text)
  if (turned) text = `${turned[2]} ${turned[1]}`
  let list = wordsOf(text)
  while (list.length > 2 && TITLES.has(list[0]!.plain.replace(/^al (?=haj)/, ''))) list = list.slice(1)
  let units = unitsOf(list)
  const first = list[0]
  if (kunya === undefined && units.length >= 3 && first && (isAbu(first.plain) || isUmm(first.plain))) {
    if (!/بكر|bak/.test(normalise(units[0]!))) {
      kunya = units[0]!
      units = units.slice(1)
    }
  }
  const middle = units.slice(1, -1)
  const grandfather = middle.slice(1).join(' ')
  return {
    ...(units[0] !== undefined ? { given: units[0] } : {}),
    ...(middle[0] !== undefined ? { father: middle[0] } : {}),
    ...(grandfather !== '' ? { grandfather } : {}),
    ...(units.length > 1 ? { family: units.at(-1)! } : {}),
    ...(kunya !== undefined ? { kunya } : {}),
  }
}
