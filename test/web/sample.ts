/** Cases that the page is tested with. */
import { addEvidence, type Case, makeRelease } from '@amana/bundle'
import { sha256 } from '@amana/crypto'
import { Appender, leafHash } from '@amana/log'
import type { IncidentInput } from '@amana/records'
import { emptyCase, person, persons } from '../bundle/sample.js'
import type { Upload } from './browser.js'

const INCIDENTS: readonly IncidentInput[] = [
  {
    key: 'Market',
    label: 'Vegetable market',
    date: '2014-12-28',
    place: 'Al Bab',
    governorate: 'Aleppo',
    latitude: 36_370_000,
    longitude: 37_515_000,
    placePrecision: 'town',
    cause: 'airstrike',
    party: 'coalition',
  },
  {
    key: 'Bakery',
    label: 'Bakery',
    date: '2014-11',
    place: 'Manbij',
    governorate: 'Aleppo',
    cause: 'shelling',
  },
]

/** Files of evidence: what is in them, by path. */
export const FILES: readonly Upload[] = ['IMG_1.mp4', 'IMG_2.mp4', 'notes/scan 3.pdf'].map((name) => ({
  name,
  bytes: new TextEncoder().encode(`the bytes of ${name}`),
}))

const rootOf = (bytes: Uint8Array): Uint8Array => {
  const tree = new Appender()
  tree.append(leafHash(bytes))
  return tree.root()
}

/** A case of so many persons in two incidents, with three files of evidence, released. */
export function releasedCase(name: string, count = 103, first = 1): Case {
  const amana = emptyCase(undefined, name)
  amana.import(persons(first + count - 1).slice(first - 1), INCIDENTS)
  addEvidence(
    amana,
    FILES.map(({ name: path, bytes }) => ({
      file: {
        path,
        size: bytes.length,
        sha256: sha256(bytes),
        chunkRoot: rootOf(bytes),
        mediaType: 'video/mp4',
        modifiedAt: '2015-01-10T08:00:00Z',
        hashedAt: '2015-02-01T10:00:00Z',
      },
    })),
  )
  makeRelease(amana, { time: '2015-02-10T12:00:00Z' })
  return amana
}

/** A second release of it: one person more, one corrected, one taken out. */
export function releasedAgain(amana: Case): void {
  amana.import([person(3, { sex: 'female' }), person(1000)])
  amana.withdraw('person', ['row-7'], 'duplicate')
  makeRelease(amana, { time: '2015-03-02T12:00:00Z' })
}
