/** When two paths look like one: names that differ in case or in Unicode form only. File systems disagree on whether these are one file. */

/** Zero-width and bidirectional marks and the like, which show nothing. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/** Names that are normalised in no more than this many UTF-16 units: sorting runs of marks is quadratic. */
const LONGEST = 4096

const form = (path: string): string =>
  path.length > LONGEST ? path : path.normalize('NFKC').replace(INVISIBLE, '').normalize('NFC')

/** One key for all names that differ in Unicode normalisation, compatibility forms and invisible characters only. */
export const normalisationKey = (path: string): string => form(path)

/** One key for all names that differ in case as well. Upper case first, so that ß and SS meet. */
export const caseKey = (path: string): string => form(form(path).toUpperCase().toLowerCase())
