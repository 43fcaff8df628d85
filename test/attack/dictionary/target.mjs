/** The case that is attacked, made in the run: what the adversary gets of it, and the truth to score him by. */
import { Case, escrowOf, makeRelease, readView, writeView } from '@amana/bundle'
import { encode } from '@amana/codec'
import { newCaseKeys, publicKeyOf } from '@amana/crypto'
import { newScope } from '@amana/linkage'
import { fieldCommitment, PERSON, saltAt } from '@amana/records'
import { withRandom } from '../chance.mjs'

/** The row that the organisation keeps of a person: numbered in the order of its table. */
const rowOf = (person, i) => ({
  rowId: `V-${String(i + 1).padStart(4, '0')}`,
  full: person.full,
  given: person.given,
  father: person.father,
  grandfather: person.grandfather,
  family: person.family,
  sex: person.sex,
  ageMin: person.age,
  ageMax: person.age,
  birthYear: person.birthYear,
  dateOfDeath: person.date,
  incident: `${person.place} ${person.date?.slice(0, 7) ?? ''}`,
  place: person.place,
  governorate: person.governorate,
  cause: person.cause,
  sources: [{ kind: 'witness-statement', count: 1 }],
})

const defined = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))

/** The persons of a view with what is open of each, in the order of the log. */
async function personsOf(pieces) {
  const view = await readView(pieces)
  const persons = []
  let position = 0
  for await (const block of view.records)
    for (const record of block) {
      if (record.open && record.partial.schema === PERSON) {
        const { id, revision, open, salts, values, siblings } = record.partial
        const named = open.map((field, i) => [
          PERSON.fields[field].name,
          { value: values[i], salt: saltAt(salts, i) },
        ])
        const bytes = salts.length + encode(values).length + siblings.length
        persons.push({ position, id, revision, open: Object.fromEntries(named), bytes })
      }
      position++
    }
  return { note: view.header.note, persons }
}

/**
 * Makes the case and cuts the investigator's view.
 * @returns held: what the adversary has. He also gets every closed commitment by itself, which a view does not show (it
 *   shows hashes of whole groups of closed fields). truth: what he is after, by record, in the order of `held.persons`.
 */
export async function target(victims, random) {
  const rows = victims.map((person, i) => defined(rowOf(person, i)))
  const { amana, release } = withRandom(random, () => {
    const made = new Case('amana/attacked', newCaseKeys(), newScope('attacked', 1))
    made.import(rows)
    return { amana: made, release: makeRelease(made, { time: '2020-01-01T00:00:00Z' }) }
  })
  const view = await personsOf(writeView(amana, 'investigator', release))
  const rowNumber = new Map(rows.map(({ rowId }, i) => [rowId, i]))
  const persons = []
  const truth = []
  for (const held of view.persons) {
    const { record, logged } = amana.log[held.position]
    const { values, salts, root } = amana.committed(record, logged)
    const commitments = {}
    for (const [i, { name }] of PERSON.fields.entries())
      if (values[i] !== null && !(name in held.open)) {
        const bytes = fieldCommitment(amana.origin, held.id, held.revision, saltAt(salts, i), name, values[i])
        commitments[name] = Buffer.from(bytes).toString('latin1')
      }
    persons.push({ ...held, root, commitments })
    const row = rowNumber.get(record.key)
    truth.push({ row, rowId: record.key, values, person: victims[row] })
  }
  const [scheme, normaliser, scope, epoch] = persons[0].open.linkage.value
  return {
    held: {
      origin: amana.origin,
      publicKey: publicKeyOf(amana.keys.signing),
      verificationKey: amana.verificationKey,
      note: view.note,
      linkage: { scheme, normaliser, scope, epoch },
      persons,
      escrow: escrowOf(amana, release),
    },
    truth,
  }
}
