/** The persons that a spot check draws from: of each person in the log the newest revision, listed or withdrawn. */
import { AmanaError, encode, fromHex, toHex, type Value } from '@amana/codec'
import type { Checkpoint } from '@amana/log'
import type { RecordId } from '@amana/records'
import { type ByteSource, recordFacts, type ViewRecord } from '../reader.js'
import type { Report } from '../report.js'
import { type VerifyOptions, verifyView } from '../verify.js'
import { type Stratum, strataOf } from './draw.js'

/** A person of a verified view. */
export interface Drawable {
  readonly id: RecordId
  readonly revision: number
  readonly root: Uint8Array
  /** Encoding in hexadecimal of the value by which strata are made; undefined where it is closed. */
  readonly value: string | undefined
}

/** What a value counts as when strata are made. */
export const stratumOf = (value: Value): string => toHex(encode(value))

/** The persons of a view, and the report that says whether they are to be believed. */
export interface Population {
  readonly report: Report
  readonly checkpoint: Checkpoint
  readonly persons: ReadonlyMap<string, Drawable>
}

/**
 * Verifies a view and takes its persons.
 * @param by the field that strata are made by
 * @throws {AmanaError} `sample/not-verified` where the view fails a check, and as {@link verifyView}
 */
export async function readPopulation(
  source: ByteSource,
  key: string,
  by: string | null,
  options: Pick<VerifyOptions, 'onProgress'> = {},
): Promise<Population> {
  const persons = new Map<string, Drawable>()
  const onRecord = (record: ViewRecord, root: Uint8Array) => {
    const { kind, id, revision, get } = recordFacts(record)
    if (kind !== 'person') return
    const value = by === null ? undefined : get(by)
    persons.set(toHex(id), { id, revision, root, value: value === undefined ? undefined : stratumOf(value) })
  }
  const report = await verifyView(source, key, { ...options, onRecord })
  if (!report.ok || report.origin === null || report.size === null || report.root === null)
    throw new AmanaError(
      'sample/not-verified',
      'The view fails a check: nothing is drawn from it. See amana verify.',
    )
  const { origin, size, root } = report
  return { report, checkpoint: { origin, size, root: fromHex(root) }, persons }
}

/**
 * The strata of a population: one of all persons, or one for each value of the field.
 * @throws {AmanaError} `sample/closed-field` where the view closes the field for a person
 */
export function strataIn({ persons }: Population, by: string | null): readonly Stratum[] {
  return strataOf(
    [...persons.values()].map(({ id, value }) => {
      if (by !== null && value === undefined)
        throw new AmanaError(
          'sample/closed-field',
          `The view closes "${by}" of a person: no strata can be made by it.`,
        )
      return { id, value: value ?? '' }
    }),
  )
}
