import {
  addEvidence,
  type Case,
  type EvidenceInput,
  evidenceProblems,
  Manifest,
  makeRelease,
  verifyView,
} from '@amana/bundle'
import { decode, toHex, type Value } from '@amana/codec'
import { sha256, useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { type EvidenceFile, neutralName } from '@amana/evidence'
import { EVIDENCE, fieldIndex } from '@amana/records'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../codec/refusal.js'
import { emptyCase, person, viewOf } from './sample.js'

useBackend(nodeBackend)

const bytesOf = (text: string) => new TextEncoder().encode(text)
const fileAt = (path: string, content = path, more: Partial<EvidenceFile> = {}): EvidenceFile => ({
  path,
  size: content.length,
  sha256: sha256(bytesOf(content)),
  chunkRoot: sha256(bytesOf(`tree of ${content}`)),
  mediaType: 'video/mp4',
  modifiedAt: '2015-01-10T08:00:00Z',
  hashedAt: '2015-02-01T10:00:00Z',
  ...more,
})
const input = (path: string, more: Partial<EvidenceInput> = {}): EvidenceInput => ({
  file: fileAt(path),
  ...more,
})

function newCase(): Case {
  const amana = emptyCase()
  amana.import([person(1), person(2)], [{ key: 'Market', place: 'Town A' }])
  return amana
}
const valuesOf = (amana: Case, key: string): Record<string, Value> =>
  amana.valuesByName(amana.record('evidence', key)!)
const codes = (amana: Case, inputs: readonly EvidenceInput[], options = {}) =>
  evidenceProblems(amana, inputs, options).map(({ path, code }) => [path, code])

async function manifestIn(amana: Case, audience: 'auditor' | 'investigator' = 'auditor') {
  const manifest = new Manifest()
  const report = await verifyView([viewOf(amana, audience)], amana.verificationKey, {
    onRecord: (record) => manifest.take(record),
  })
  expect(report.ok).toBe(true)
  return manifest
}

describe('files of evidence in a case', () => {
  it('are added, are unchanged when they are hashed again later, and are updated where something else is said', () => {
    const amana = newCase()
    expect(addEvidence(amana, [input('IMG_1.mp4'), input('IMG_2.mp4')])).toMatchObject({ added: 2 })
    const again = {
      file: fileAt('IMG_1.mp4', 'IMG_1.mp4', {
        hashedAt: '2016-01-01T00:00:00Z',
        modifiedAt: '2016-01-01T00:00:00Z',
      }),
    }
    expect(addEvidence(amana, [again])).toEqual({ added: 0, updated: 0, unchanged: 1, withdrawn: 0 })
    expect(valuesOf(amana, 'IMG_1.mp4').hashed_at).toBe('2015-02-01T10:00:00Z')
    const said = {
      ...again,
      kind: 'witness-statement',
      language: 'ar',
      incidents: ['Market'],
      persons: ['row-2', 'row-1'],
    }
    expect(addEvidence(amana, [said])).toMatchObject({ updated: 1 })
    // What is not said again stays.
    expect(addEvidence(amana, [{ ...again, notes: 'second of two' }])).toMatchObject({ updated: 1 })
    expect(valuesOf(amana, 'IMG_1.mp4')).toMatchObject({
      kind: 'witness-statement',
      language: 'ar',
      notes: 'second of two',
      incidents: [amana.idOf('incident', 'Market')],
      hashed_at: '2015-02-01T10:00:00Z',
    })
    expect((valuesOf(amana, 'IMG_1.mp4').persons as Uint8Array[]).map(toHex).sort()).toEqual(
      ['row-1', 'row-2'].map((row) => toHex(amana.idOf('person', row))).sort(),
    )
  })

  it('have every field of their schema, and a kind by content where nobody says one', () => {
    const amana = newCase()
    const custody = [
      { when: '2015-01-20T08:30:00Z', who: 'field worker 7', what: 'received', why: 'for safety' },
    ]
    addEvidence(amana, [
      input('IMG_1.mp4'),
      input('IMG_2.mp4', {
        redactionOf: 'IMG_1.mp4',
        custody,
        capturedAt: '2014-12-28T09:00:00Z',
        receivedAt: '2015-01-20T08:30:00Z',
        key: 'E-2',
      }),
      { file: fileAt('IMG_3.jpg', 'x', { mediaType: 'image/jpeg' }) },
      { file: fileAt('4.pdf', 'y', { mediaType: 'application/pdf' }) },
      { file: fileAt('5', 'z', { mediaType: 'application/octet-stream' }) },
    ])
    expect(['IMG_1.mp4', 'IMG_3.jpg', '4.pdf', '5'].map((key) => valuesOf(amana, key).kind)).toEqual([
      'video',
      'photo',
      'document',
      'other',
    ])
    expect(valuesOf(amana, 'E-2')).toMatchObject({
      redaction_of: amana.idOf('evidence', 'IMG_1.mp4'),
      custody: [
        ['when', custody[0]!.when],
        ['who', 'field worker 7'],
        ['what', 'received'],
        ['why', 'for safety'],
      ],
      captured_at: '2014-12-28T09:00:00Z',
      modified_at: '2015-01-10T08:00:00Z',
      path: 'IMG_2.mp4',
      key: 'E-2',
    })
  })

  it('are refused with other bytes than were recorded, with links to nothing, and twice; then nothing is taken', () => {
    const amana = newCase()
    addEvidence(amana, [input('IMG_1.mp4'), input('IMG_9.mp4')])
    amana.withdraw('evidence', ['IMG_9.mp4'], 'error')
    const changed = { file: fileAt('IMG_1.mp4', 'other bytes') }
    const inputs = [
      changed,
      input('2.mp4', { incidents: ['Nowhere'] }),
      input('3.mp4', { persons: ['row-77'] }),
      input('4.mp4', { redactionOf: '4.mp4' }),
      input('5.mp4', { redactionOf: 'IMG_9.mp4' }),
      input('6.mp4', { key: 'E' }),
      input('7.mp4', { key: 'E' }),
      input('\ufeff8.mp4'),
      input('9.mp4', { notes: 'x'.repeat(70_000) }),
    ]
    expect(codes(amana, inputs)).toEqual([
      ['IMG_1.mp4', 'evidence/other-content'],
      ['2.mp4', 'evidence/no-such-incident'],
      ['3.mp4', 'evidence/no-such-person'],
      ['4.mp4', 'evidence/no-such-file'],
      ['5.mp4', 'evidence/no-such-file'],
      ['7.mp4', 'evidence/repeated-key'],
      ['\ufeff8.mp4', 'evidence/bad-name'],
      ['9.mp4', 'case/too-long'],
    ])
    const before = [...amana.records].length
    expect(refusal(() => addEvidence(amana, inputs))).toMatchObject({ code: 'evidence/other-content' })
    expect([...amana.records]).toHaveLength(before)
    expect(addEvidence(amana, [changed], { replace: true })).toMatchObject({ updated: 1 })
    expect(valuesOf(amana, 'IMG_1.mp4').sha256).toEqual(changed.file.sha256)
  })

  it('stay withdrawn, unless they are to be listed again', () => {
    const amana = newCase()
    addEvidence(amana, [input('IMG_1.mp4')])
    amana.withdraw('evidence', ['IMG_1.mp4'], 'consent')
    expect(addEvidence(amana, [input('IMG_1.mp4')])).toMatchObject({ withdrawn: 1, updated: 0 })
    expect(addEvidence(amana, [input('IMG_1.mp4')], { relist: true })).toMatchObject({ updated: 1 })
  })

  it('say whose custody by a reference: a step that names a listed person is refused', () => {
    const step = (who: string) => [{ when: '2015-01-20T08:30:00Z', who, what: 'received' }]
    expect(codes(newCase(), [input('1.mp4', { custody: step('نجوى القباني') })])).toEqual([
      ['1.mp4', 'evidence/name-in-custody'],
    ])
    expect(codes(newCase(), [input('1.mp4', { custody: step('field worker 7') })])).toEqual([])
  })
})

describe('paths of evidence', () => {
  const shown = (amana: Case, key: string) => valuesOf(amana, key).path ?? null

  it('are open to auditors where they are numbers and plain words, and sealed otherwise', async () => {
    const amana = newCase()
    addEvidence(amana, [
      input('DCIM/IMG_1.mp4'),
      input('statement of Umm Khalil.mp4'),
      input('te\u0301moin.mp4'),
    ])
    expect(shown(amana, 'DCIM/IMG_1.mp4')).toBe('DCIM/IMG_1.mp4')
    expect(shown(amana, 'statement of Umm Khalil.mp4')).toBeNull()
    makeRelease(amana)
    const manifest = await manifestIn(amana)
    expect(
      manifest
        .entries()
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['DCIM/IMG_1.mp4', null, null])
    for (const entry of manifest.entries()) expect(entry.neutral).toBe(neutralName(entry.id, 'video/mp4'))
    expect(Buffer.from(viewOf(amana, 'auditor')).includes('Khalil')).toBe(false)
    expect(Buffer.from(viewOf(amana, 'custodian')).includes('Khalil')).toBe(false)
  })

  it('are opened on request, but never one that holds the name of somebody listed, nor one that is not NFC', () => {
    const amana = newCase()
    const paths = ['market stall.mp4', 'نجوى القباني.mp4', 'clipNajwa2.mp4', 'te\u0301moin.mp4']
    addEvidence(
      amana,
      paths.map((path) => input(path)),
      { openPaths: true },
    )
    expect(paths.map((path) => shown(amana, path.normalize('NFC')))).toEqual([
      'market stall.mp4',
      null,
      null,
      null,
    ])
  })

  it('are sealed at the release after a person of that name was listed, and stay so when the person is gone', () => {
    const amana = newCase()
    addEvidence(amana, [input('market stall.mp4'), input('Layla corner.mp4')], { openPaths: true })
    amana.import([person(3, { given: 'Layla' })])
    makeRelease(amana)
    expect(shown(amana, 'Layla corner.mp4')).toBeNull()
    amana.withdraw('person', ['row-3'], 'error')
    addEvidence(amana, [input('Layla corner.mp4')], { openPaths: true })
    makeRelease(amana)
    expect(shown(amana, 'Layla corner.mp4')).toBeNull()
    expect(shown(amana, 'market stall.mp4')).toBe('market stall.mp4')
  })
})

describe('the manifest in a view', () => {
  it('holds the newest revision of what stands, and says what it does not hold', async () => {
    const amana = newCase()
    addEvidence(
      amana,
      ['IMG_1.mp4', 'IMG_2.mp4', 'IMG_3.mp4'].map((path) => input(path)),
    )
    makeRelease(amana)
    addEvidence(amana, [{ file: fileAt('IMG_1.mp4', 'other') }], { replace: true })
    amana.withdraw('evidence', ['IMG_2.mp4'], 'error')
    makeRelease(amana)
    const manifest = await manifestIn(amana)
    const entries = [...manifest.entries()].sort((a, b) => (a.path! < b.path! ? -1 : 1))
    expect(entries.map(({ path, size }) => [path, size])).toEqual([
      ['IMG_1.mp4', 5],
      ['IMG_3.mp4', 9],
    ])
    expect(entries[0]!.sha256).toEqual(sha256(bytesOf('other')))
    expect(manifest.others).toEqual({ withdrawn: 1, closed: 0 })
    const closed = await manifestIn(amana, 'investigator')
    expect([closed.entries(), closed.others]).toEqual([[], { withdrawn: 1, closed: 2 }])
  })

  it('gives a path that two records claim to neither', async () => {
    const amana = newCase()
    addEvidence(amana, [input('IMG_1.mp4', { key: 'a' }), { file: fileAt('IMG_1.mp4', 'x'), key: 'b' }])
    makeRelease(amana)
    expect((await manifestIn(amana)).entries().map(({ path }) => path)).toEqual([null, null])
  })

  it('is committed to: the values in the log are those of the schema', () => {
    const amana = newCase()
    addEvidence(amana, [input('IMG_1.mp4')])
    makeRelease(amana)
    const values = decode(amana.record('evidence', 'IMG_1.mp4')!.logged[0]!.values!) as readonly Value[]
    expect(values[fieldIndex(EVIDENCE, 'sha256')]).toEqual(sha256(bytesOf('IMG_1.mp4')))
  })
})
