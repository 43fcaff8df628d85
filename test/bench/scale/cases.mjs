/** Made-up cases: of files of evidence, of which none is tallied and there can be many, and of persons. The same in every run but for their secrets. */
import { addEvidence, Case } from '@amana/bundle'
import { concat, utf8 } from '@amana/codec'
import { sha256 } from '@amana/crypto'
import { kindOfMedia } from '@amana/evidence'
import { factsOf, key, ORIGIN, scope } from './records.mjs'

const MEDIA = ['video/mp4', 'image/jpeg', 'application/pdf', 'audio/mpeg']
/** Files that are taken in at a time. */
const BATCH = 20_000
/** Incidents that files belong to; each is claimed about, so there are few. */
const INCIDENTS = 20

const time = (i) => new Date(Date.UTC(2015, 0, 1) + i * 61_000).toISOString().replace('.000', '')

/** What an organisation says of the i-th file: 15 of 21 fields are stated. */
function file(i) {
  const mediaType = MEDIA[i % MEDIA.length]
  return {
    file: {
      path: `${Math.floor(i / 1000)}/${i}`,
      size: 1_000_000 + ((i * 7919) % 90_000_000),
      sha256: sha256(utf8(`file ${i}`)),
      chunkRoot: sha256(utf8(`chunks ${i}`)),
      mediaType,
      modifiedAt: time(i),
      hashedAt: time(i + 7),
    },
    kind: kindOfMedia(mediaType),
    receivedAt: time(i + 3),
    language: 'ar',
    incidents: [`event ${i % INCIDENTS}`],
    notes: `given by source ${i % 97}`,
  }
}

const incident = (i) => ({
  key: `event ${i}`,
  date: '2015-01-01',
  place: 'Town',
  governorate: 'Aleppo',
  cause: 'airstrike',
})

/** Takes the files from `from` to `to` into a case, and before the first of them the incidents. */
export function addFiles(amana, from, to) {
  if (from === 0)
    amana.import(
      [],
      Array.from({ length: INCIDENTS }, (_, i) => incident(i)),
    )
  for (let at = from; at < to; at += BATCH)
    addEvidence(
      amana,
      Array.from({ length: Math.min(BATCH, to - at) }, (_, i) => file(at + i)),
    )
}

/** A person of the same facts as the records of `bench build`. */
function person(i) {
  const { row, linked, values } = factsOf(i)
  return {
    rowId: row,
    ...linked.parts,
    sex: values[8],
    ageMin: linked.age,
    ageMax: linked.age,
    dateOfDeath: linked.date,
    incident: `event ${i % INCIDENTS}`,
    governorate: linked.governorate,
    cause: 'airstrike',
    party: 'coalition',
    consent: ['investigators'],
  }
}

export const addPersons = (amana, count) => amana.import(Array.from({ length: count }, (_, i) => person(i)))

/** An empty case whose keys are the same in every run. */
export const emptyCase = () =>
  new Case(
    ORIGIN,
    { master: key('master'), signing: key('signing'), linkage: key('linkage'), escrow: key('escrow') },
    scope(),
  )

export const whole = (pieces) => concat(...pieces)
