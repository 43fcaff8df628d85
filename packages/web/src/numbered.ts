/** Incidents by their numbers in the table, which the marks of the drawings bear. */
import type { Language } from '@amana/bundle'
import { number } from './catalogues.js'
import { s } from './dom.js'
import type { Incident } from './protocol.js'
import type { Words } from './words.js'

/** An incident with its number in the table, from 1. */
export interface Numbered extends Incident {
  readonly at: number
}

/** What a mark says of its incident, to a pointer that rests on it. */
export const titleOf = (incident: Numbered, words: Words, language: Language): SVGTitleElement =>
  s(
    'title',
    null,
    `${number(incident.at, language)}: ${incident.date ?? '–'}, ${words.incidents.persons(number(incident.persons, language))}`,
  )
