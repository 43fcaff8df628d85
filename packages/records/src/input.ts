/** So many sources of one kind: three videos, one statement of the family. */
export interface SourceCount {
  /** Code of `SOURCE_KIND`. */
  readonly kind: string
  /** Whole number, at least 1. */
  readonly count: number
}

/**
 * One person as a documenter's table states it, parsed but not yet a record. Text is trimmed and in Unicode NFC; what is
 * absent was not stated. Everything in it is sensitive: it exists only between an import and the case store.
 */
export interface PersonInput {
  /** The documenter's own key of the row, unique in its case. The record's id is derived from it under a key. */
  readonly rowId: string
  readonly given?: string
  readonly father?: string
  readonly grandfather?: string
  readonly family?: string
  /** The whole name as written, where it was not written in parts. */
  readonly full?: string
  readonly mother?: string
  /** Teknonym (Abu…, Umm…). */
  readonly kunya?: string
  /** The whole name in Latin script, as written. */
  readonly latin?: string
  /** Code of `SEX`. */
  readonly sex?: string
  /** Whole years, inclusive; equal to `ageMax` where the age is exact. */
  readonly ageMin?: number
  /** Whole years, inclusive. */
  readonly ageMax?: number
  readonly birthYear?: number
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: no more precise than it is known. */
  readonly dateOfDeath?: string
  /** Key of the incident: its label as written, or derived from place and date. */
  readonly incident: string
  /** Place of this row; it becomes the incident's where the incident is made from rows. */
  readonly place?: string
  readonly governorate?: string
  /** Integer microdegrees, north positive. */
  readonly latitude?: number
  /** Integer microdegrees, east positive. */
  readonly longitude?: number
  /** Code of `PLACE_PRECISION`. */
  readonly placePrecision?: string
  /** Code of `CAUSE`. */
  readonly cause?: string
  /** The cause as written, where the vocabulary has no term for it. */
  readonly causeText?: string
  /** Code of `PARTY`: who is alleged to have done it. */
  readonly party?: string
  /** The party as written, where the vocabulary has no term for it. */
  readonly partyText?: string
  /** Code of `CIVILIAN`. */
  readonly civilian?: string
  /** Code of `CIVILIAN_BASIS`. */
  readonly civilianBasis?: string
  readonly sources?: readonly SourceCount[]
  /** Codes of `CONSENT`. Absent: not asked or not known. Empty: every purpose was refused. */
  readonly consent?: readonly string[]
  readonly notes?: string
  /** Columns nobody knows, and what a coded or shortened value leaves out, as `[header, value]`, kept sealed. */
  readonly extra?: readonly (readonly [header: string, value: string])[]
}

/** One incident as a table of incidents states it. Same conventions as {@link PersonInput}. */
export interface IncidentInput {
  /** The key persons' rows name it by, unique in its case. */
  readonly key: string
  readonly label?: string
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
  readonly date?: string
  readonly place?: string
  readonly governorate?: string
  /** Integer microdegrees, north positive. */
  readonly latitude?: number
  /** Integer microdegrees, east positive. */
  readonly longitude?: number
  /** Code of `PLACE_PRECISION`. */
  readonly placePrecision?: string
  /** Code of `CAUSE`. */
  readonly cause?: string
  readonly causeText?: string
  /** Code of `PARTY`. */
  readonly party?: string
  readonly partyText?: string
  readonly notes?: string
  /** Columns nobody knows, and what a coded or shortened value leaves out, as `[header, value]`, kept sealed. */
  readonly extra?: readonly (readonly [header: string, value: string])[]
}
