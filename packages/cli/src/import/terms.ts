/** Cells whose words stand for codes: sex, civilian status, cause, party, sources, consent. */
import {
  CAUSE,
  CIVILIAN,
  CIVILIAN_BASIS,
  CONSENT,
  codeOf,
  DATE_PRECISION,
  labelOf,
  PARTY,
  PLACE_PRECISION,
  SEX,
  SOURCE_KIND,
  type SourceCount,
  type Vocabulary,
} from '@amana/records'
import { plainDigits } from './digits.js'
import type { Row } from './row.js'

// Tables repeat few words many times. The bound keeps a column of free text from being held twice.
const MEMORY = 4096
const remembered = new WeakMap<Vocabulary, Map<string, string | undefined>>()

function lookUp(vocabulary: Vocabulary, text: string): string | undefined {
  let memory = remembered.get(vocabulary)
  if (memory === undefined) {
    memory = new Map()
    remembered.set(vocabulary, memory)
  }
  if (memory.has(text)) return memory.get(text)
  const code = codeOf(vocabulary, text)
  if (memory.size < MEMORY) memory.set(text, code)
  return code
}

/** Whether a cell says that the thing is not known. */
export const saysUnknown = (text: string): boolean => lookUp(DATE_PRECISION, text) === 'unknown'

const CLOSED: Readonly<Record<string, readonly [vocabulary: Vocabulary, expected: string]>> = {
  sex: [SEX, 'female or F, male or M, unknown, or their Arabic words'],
  civilian: [CIVILIAN, 'civilian or yes, combatant or no, unknown, or their Arabic words'],
  civilian_basis: [CIVILIAN_BASIS, CIVILIAN_BASIS.terms.map((term) => term.code).join(', ')],
  place_precision: [PLACE_PRECISION, PLACE_PRECISION.terms.map((term) => term.code).join(', ')],
  date_precision: [DATE_PRECISION, 'day, month, year or unknown'],
}

/** The code of a cell in a closed list; a word the list lacks refuses the row. Absent where the cell is empty. */
export function readCode(row: Row, field: keyof typeof CLOSED & string): string | undefined {
  const text = row.cell(field)
  if (text === '') return undefined
  const [vocabulary, expected] = CLOSED[field]!
  const code = lookUp(vocabulary, text)
  if (code === undefined)
    row.refuse(field, 'import/unknown-term', `The cell holds no known word. Expected ${expected}.`)
  return code
}

const OPEN = { cause: CAUSE, party: PARTY } as const

/** The code of a cell in an open list: a word the list lacks becomes `other`, and is kept as text. */
export function readOpenCode(
  row: Row,
  field: keyof typeof OPEN,
): { readonly code?: string; readonly text?: string } {
  const text = row.cell(field)
  if (text === '') return {}
  const vocabulary = OPEN[field]
  const code = lookUp(vocabulary, text)
  if (code === undefined) {
    row.remark(`${field}: words the vocabulary lacks were taken as “other”, with the text kept`)
    return { code: 'other', text }
  }
  // “Sarin” becomes chemical: the word itself is worth keeping.
  if (
    text.toLowerCase() !== code &&
    text !== labelOf(vocabulary, code, 'ar') &&
    text !== labelOf(vocabulary, code, 'en')
  )
    row.keep(field)
  return { code }
}

const LIST = /[;|،؛,+\n]+/
const COUNTED =
  /^(.*?)\s*(?::|=|×|\*|\bx)\s*(\d+)$|^(.*?)\s*\((\d+)\)$|^(\d+)\s*(?:[x×*]\s*)?(\D.*)$|^(\D.*?)\s+(\d+)$/i
const MOST = 1_000_000

/** Kinds of sources with their numbers: `video:2; photo x3; family-statement`. Kinds nobody knows become `other`. */
export function readSources(row: Row): readonly SourceCount[] | undefined {
  const cell = row.cell('sources')
  if (cell === '') return undefined
  const counts = new Map<string, number>()
  let lost = false
  for (const part of plainDigits(cell).split(LIST)) {
    const item = part.trim()
    if (item === '') continue
    const match = lookUp(SOURCE_KIND, item) === undefined ? COUNTED.exec(item) : null
    const kind = (match === null ? item : (match[1] ?? match[3] ?? match[6] ?? match[7])!).trim()
    const count = match === null ? 1 : Number(match[2] ?? match[4] ?? match[5] ?? match[8])
    if (kind === '' || count > MOST || /^\d+$/.test(kind)) {
      row.refuse(
        'sources',
        'import/bad-sources',
        'The cell holds a number without a kind, or too large a number. Expected kinds with numbers, for example video:2; family-statement.',
      )
      return undefined
    }
    const code = lookUp(SOURCE_KIND, kind)
    if (code === undefined) {
      // A cell that says that there is nothing, or that nobody knows.
      if (saysUnknown(kind) || /^(?:none|no|nil|لا|لا يوجد)$/i.test(kind)) continue
      lost = true
      row.remark('sources: kinds the vocabulary lacks were taken as “other”, with the cell kept sealed')
    }
    if (count > 0) counts.set(code ?? 'other', (counts.get(code ?? 'other') ?? 0) + count)
  }
  if (lost) row.keep('sources')
  return counts.size === 0 ? undefined : [...counts].map(([kind, count]) => ({ kind, count }))
}

const ALL = /^(?:all|yes|y|true|full|agreed|granted|نعم|موافق|موافقة|أوافق|كل|الكل|جميع|كاملة|كلها)$/i
const NONE =
  /^(?:none|no|n|false|refused|denied|لا|كلا|رفض|رفضت|مرفوض|غير موافق|غير موافقة|لا يوافق|لا أوافق)$/i

/** The purposes that were agreed to. Absent: not asked, or not known. Empty: all refused. */
export function readConsent(row: Row): readonly string[] | undefined {
  const cell = row.cell('consent')
  if (cell === '' || saysUnknown(cell) || /^(?:not asked|لم يسأل|لم يسألوا)$/i.test(cell)) return undefined
  if (ALL.test(cell)) return CONSENT.terms.map((term) => term.code)
  if (NONE.test(cell)) return []
  const codes = new Set<string>()
  for (const part of cell.split(/[;|،؛,+\n]+|\s+(?:and|&)\s+|\s+و(?=\S)/)) {
    if (part.trim() === '') continue
    const code = lookUp(CONSENT, part)
    if (code === undefined) {
      row.refuse(
        'consent',
        'import/bad-consent',
        'The cell holds a purpose that is not known. Expected a list of investigators, courts, publish, contact; or all, none, unknown.',
      )
      return undefined
    }
    codes.add(code)
  }
  return CONSENT.terms.map((term) => term.code).filter((code) => codes.has(code))
}

const NOBODY =
  /^(?:unknown|not known|unidentified|no name|unnamed|n\/a|[?؟\-–—.]+|مجهول|مجهولة|غير معروف|غير معروفة|مجهول الهوية|مجهولة الهوية|غير معروف الهوية|بلا اسم|بدون اسم)$/i

/**
 * A name as written. A cell that says that the name is not known is no name: it would make strangers look like one person,
 * and an unknown name look documented. It is kept sealed, and said.
 */
export function readName(row: Row, field: string): string | undefined {
  const name = row.cell(field)
  if (name === '') return undefined
  if (!NOBODY.test(name)) return name
  row.keep(field)
  row.remark(`${field}: cells that say the name is not known were taken as no name`)
  return undefined
}
