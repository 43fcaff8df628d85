// Dates as stated, as ranges of days.
import { AmanaError } from '@amana/codec'

/** Days since 1970-01-01, inclusive at both ends. */
export interface DayRange {
  readonly from: number
  readonly to: number
}

const ALWAYS: DayRange = { from: -1e8, to: 1e8 }
const day = (year: number, month: number, date: number): number => Date.UTC(year, month, date) / 864e5

/**
 * The days that a stated date may mean.
 *
 * @param iso `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; nothing known: all days
 * @throws {AmanaError} `linkage/bad-date`
 */
export function dayRange(iso: string | undefined): DayRange {
  if (iso === undefined || iso === '') return ALWAYS
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso)
  if (!match) throw new AmanaError('linkage/bad-date', 'A date must be YYYY, YYYY-MM or YYYY-MM-DD.')
  const year = Number(match[1])
  if (match[2] === undefined) return { from: day(year, 0, 1), to: day(year, 11, 31) }
  const month = Number(match[2]) - 1
  if (match[3] === undefined) return { from: day(year, month, 1), to: day(year, month + 1, 0) }
  const from = day(year, month, Number(match[3]))
  return { from, to: from }
}

/** {@link dayRange} of many dates, few of which differ. */
export function dayRanges(dates: readonly (string | undefined)[]): DayRange[] {
  const known = new Map<string | undefined, DayRange>()
  return dates.map((date) => {
    const range = known.get(date) ?? dayRange(date)
    known.set(date, range)
    return range
  })
}
