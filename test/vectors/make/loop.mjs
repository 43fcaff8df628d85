/** Section 12: requests, answers and assessments, put together here so that any part of them can be wrong. */
import { lineOf } from '@amana/bundle'
import { concat, encode, toHex, utf8 } from '@amana/codec'
import { digest, publicKeyOf, sign, TAG } from '@amana/crypto'
import { verifierKey } from '@amana/log'
import { openFields, PERSON } from '@amana/records'
import { exampleCase } from './cases.mjs'
import { fixed } from './fixed.mjs'

const TIME = '2015-02-10T12:00:00Z'
const REVIEWER = { name: 'reviewer.example', seed: fixed('reviewer key') }

/** A document; `change` says what is wrong with it: another magic, other items, another signature. */
function document(kind, { name, seed }, content, change = {}) {
  const amana = exampleCase()
  const { size, root } = amana.releases[0]
  const items = change.items ?? [
    change.by ?? verifierKey(name, publicKeyOf(seed)),
    change.time ?? TIME,
    change.line ?? lineOf({ origin: amana.origin, size, root }),
    content,
  ]
  const signed = digest(TAG[change.tag ?? kind], ...items)
  const signature = change.signature ?? sign(seed, signed)
  const file = concat(
    utf8(change.magic ?? `amana-${kind} 1\n`),
    encode([...items, signature, ...(change.more ?? [])]),
    change.after ?? new Uint8Array(0),
  )
  return { file, signed }
}

const at = (name) => PERSON.fields.findIndex((field) => field.name === name)
const replaced = (list, i, value) => list.map((item, j) => (j === i ? value : item))

/** Section 12: a document of each kind, the refusal, and what to refuse. */
export function loop() {
  const amana = exampleCase()
  const idOf = (kind) => amana.log.find(({ record }) => record.kind === kind).record.id
  const [person, incident] = [idOf('person'), idOf('incident')]
  const documenter = { name: amana.origin, seed: amana.keys.signing }
  const open = ['status', 'cause', 'date_of_death'].map(at)

  const asks = [[person], open, 'investigators', '2015-03-31', 'to look for an action there and then']
  const request = document('request', REVIEWER, asks)
  const { record, logged } = amana.log.find(({ record: { kind } }) => kind === 'person')
  const { salts, values, siblings } = openFields(amana.committed(record, logged), open)
  const opening = [person, 1, salts, values, siblings]
  const gives = [request.signed, open, [opening]]
  const reasons = ['no-action-recorded', 'place-or-time-unclear']
  const finds = ['incident', [incident], 'inconclusive', reasons, 'weak', 'العمر غير معروف']

  const cases = [
    { kind: 'request', signer: REVIEWER, content: asks },
    { kind: 'answer', signer: documenter, content: gives },
    { kind: 'answer', signer: documenter, content: [request.signed, [], []] },
    { kind: 'assessment', signer: REVIEWER, content: finds },
  ].map(({ kind, signer, content }) => {
    const { file, signed } = document(kind, signer, content)
    const by = verifierKey(signer.name, publicKeyOf(signer.seed))
    return { kind, by, time: TIME, digest: toHex(signed), file: toHex(file) }
  })

  const ask = (i, value) => document('request', REVIEWER, replaced(asks, i, value))
  const give = (i, value) => document('answer', documenter, replaced(gives, i, value))
  const opened = (i, value) => give(2, [replaced(opening, i, value)])
  const find = (i, value) => document('assessment', REVIEWER, replaced(finds, i, value))
  const request1 = (change) => document('request', REVIEWER, asks, change)
  const line = lineOf({ origin: amana.origin, size: amana.log.length, root: amana.releases[0].root })
  const bad = {
    'the magic of another kind': request1({ magic: 'amana-answer 1\n' }),
    'the magic of another version': request1({ magic: 'amana-request 2\n' }),
    'another tag under the signature': request1({ tag: 'assessment' }),
    'a signature of zeros': request1({ signature: new Uint8Array(64) }),
    'a signature of 63 bytes': request1({ signature: sign(REVIEWER.seed, request.signed).slice(1) }),
    'another signer': request1({ by: verifierKey(REVIEWER.name, publicKeyOf(fixed('another key'))) }),
    'a signer that is no key': request1({ by: 'reviewer.example' }),
    'a key of another name': request1({
      by: verifierKey(REVIEWER.name, publicKeyOf(REVIEWER.seed)).replace('reviewer.', 'reviewers.'),
    }),
    'a time without seconds': request1({ time: '2015-02-10T12:00Z' }),
    'a checkpoint with two spaces': request1({ line: line.replace(' ', '  ') }),
    'a checkpoint of no entries': request1({ line: line.replace(` ${amana.log.length} `, ' 0 ') }),
    'six items': request1({ more: [null] }),
    'a byte after the item': request1({ after: new Uint8Array(1) }),
    'a request for nobody': ask(0, []),
    'a request for a record twice': ask(0, [person, person]),
    'a request for an id of 15 bytes': ask(0, [person.slice(1)]),
    'a request without the status': ask(1, open.slice(1)),
    'a request for the status alone': ask(1, open.slice(0, 1)),
    'a request for an identity field': ask(1, [0, at('given')]),
    'a request for tokens': ask(1, [0, at('linkage')]),
    'a request for consent': ask(1, [0, at('consent')]),
    'a request for a field that there is not': ask(1, [0, PERSON.fields.length]),
    'a request with fields out of order': ask(1, [open[0], open[2], open[1]]),
    'a request to publish': ask(2, 'publish'),
    'a request until a month': ask(3, '2015-03'),
    'a request until a day that there is not': ask(3, '2015-02-30'),
    'a request of too many words': ask(4, 'x'.repeat(501)),
    'an answer to 31 bytes': give(0, request.signed.slice(1)),
    'an answer of fields without persons': give(2, []),
    'an answer of persons without fields': give(1, []),
    'an answer that opens a person twice': give(2, [opening, opening]),
    'an opening of revision 0': opened(1, 0),
    'an opening with a byte of salt missing': opened(2, salts.slice(1)),
    'an opening with a value missing': opened(3, values.slice(1)),
    'an opening of a code that there is not': opened(3, replaced(values, 1, 'rain')),
    'an opening with a sibling missing': opened(4, siblings.slice(32)),
    'an assessment of a person': find(0, 'person'),
    'an assessment of nothing': find(1, []),
    'a finding that there is not': find(2, 'true'),
    'no reason': find(3, []),
    'reasons out of order': find(3, [...reasons].reverse()),
    'a reason twice': find(3, [reasons[0], reasons[0]]),
    'a grade that there is not': find(4, 'good'),
    'a grade of nothing': find(4, ''),
    'a text that is none': find(5, null),
  }
  return { cases, bad: Object.entries(bad).map(([why, { file }]) => ({ why, file: toHex(file) })) }
}
