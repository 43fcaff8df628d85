/** Sections 8 and 9: escrow files and grants. */
import { escrowOf } from '@amana/bundle'
import { concat, encode, toHex } from '@amana/codec'
import { prf, TAG } from '@amana/crypto'
import { openFields, openIdentities } from '@amana/records'
import { exampleCase, twoReleaseCase } from './cases.mjs'
import { toJson } from './fixed.mjs'

/** Section 8: the escrow file of the first release of the case of two, and what it holds. */
export function escrow() {
  const amana = twoReleaseCase()
  const file = escrowOf(amana, amana.releases[0])
  const { escrow: key } = amana.keys
  return {
    key: toHex(key),
    file: toHex(file),
    records: openIdentities(key, file).map(({ entry, identity }) => ({
      schema: entry.schema.name,
      id: toHex(entry.id),
      revision: entry.revision,
      root: toHex(entry.root),
      sealedKey: toHex(prf(key, TAG.sealedKey, amana.origin, entry.id, entry.revision, entry.root)),
      identity: Object.fromEntries(
        identity.open
          .map((i, at) => [entry.schema.fields[i].name, toJson(identity.values[at])])
          .filter(([, value]) => value !== null),
      ),
    })),
  }
}

/** Section 9: the plaintext of a grant of three fields of the example's person. */
export function grants() {
  const amana = exampleCase()
  const item = amana.log.find(({ record: { kind } }) => kind === 'person')
  const made = amana.committed(item.record, item.logged)
  const open = ['sex', 'given', 'family']
    .map((name) => made.schema.fields.findIndex((field) => field.name === name))
    .sort((a, b) => a - b)
  const { salts, values: opened, siblings } = openFields(made, open)
  const plaintext = encode([
    'amana/1/grant',
    amana.origin,
    made.schema.name,
    made.id,
    made.revision,
    open,
    salts,
    opened,
    concat(...siblings),
  ])
  return [
    {
      plaintext: toHex(plaintext),
      origin: amana.origin,
      id: toHex(made.id),
      revision: 1,
      root: toHex(made.root),
      open: { sex: 'unknown', given: 'سامي', family: null },
    },
  ]
}
