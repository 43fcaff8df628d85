/** (d) Record ids: made from the organisation's row ids, of which the adversary has the whole list. */
import { createHmac } from 'node:crypto'
import { encode, utf8 } from '@amana/codec'
import { digest, idKey, prf, sha256, TAG } from '@amana/crypto'
import { recordId } from '@amana/records'

const text = (bytes) => Buffer.from(bytes.slice(0, 16)).toString('latin1')

/** Functions from a row id to a record id that need no secret. */
function functions(held) {
  const zero = new Uint8Array(32)
  const keys = [
    new Uint8Array(0),
    zero,
    idKey(zero),
    utf8(held.origin),
    sha256(utf8(held.origin)),
    held.publicKey,
    idKey(held.publicKey),
    utf8(held.linkage.scope),
    utf8(held.verificationKey),
  ]
  const hmac = (key) => (rowId) =>
    new Uint8Array(
      createHmac('sha256', key)
        .update(encode([TAG.id, 'person', rowId]))
        .digest(),
    )
  return [
    (rowId) => digest(TAG.id, 'person', rowId),
    (rowId) => digest(TAG.id, held.origin, 'person', rowId),
    (rowId) => sha256(utf8(rowId)),
    (rowId) => sha256(utf8(`person${rowId}`)),
    (rowId) => utf8(rowId.padEnd(16, '\0')),
    (rowId) => prf(held.publicKey, TAG.id, rowId),
    ...keys.map((key) => hmac(key)),
  ]
}

export function attackIds({ held, truth }) {
  const of = held.persons.length
  const tries = functions(held)
  const search = (ids) => {
    let hits = 0
    for (const { rowId } of truth) if (tries.some((make) => ids.has(text(make(rowId))))) hits++
    return hits
  }
  const weak = truth.map(({ rowId }, at) =>
    at % 2 === 0 ? recordId(idKey(new Uint8Array(32)), 'person', rowId) : digest(TAG.id, 'person', rowId),
  )
  return [
    {
      what: `ids: the true row ids, ${tries.length} functions without a key`,
      tried: of * tries.length,
      hits: search(new Set(held.persons.map(({ id }) => text(id)))),
      of,
      chance: 0,
      limit: 0,
      control: { what: 'ids without a key, or under a zero one', hits: search(new Set(weak.map(text))), of },
    },
  ]
}
