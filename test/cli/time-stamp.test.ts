import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Authority, hasOpenssl } from '../evidence/authority.js'
import { put } from '../evidence/folders.js'
import { amana, codeOf, json, newIdentity, result, temporaryFolder } from './amana.js'

const folder = temporaryFolder()
const at = (...names: string[]): string => join(folder, ...names)
const made = new Authority(folder)

beforeAll(async () => {
  const me = await newIdentity(folder)
  const own = ['--identity', me.file]
  await result(['new', at('case'), '--recipient', me.recipient])
  put(folder, 'persons.csv', 'row_id,incident\nA-1,Market\n')
  await result(['import', at('case'), at('persons.csv'), ...own])
  await result(['release', at('case'), ...own])
  await result(['view', at('case'), '--for', 'public', '-o', at('view'), ...own])
  if (!hasOpenssl) return
  made.certificate('root', 'root')
  made.certificate('tsa', 'good', 'root')
  made.reply('checkpoint', 'case/releases/1/checkpoint', 'tsa')
  made.reply('other', 'persons.csv', 'tsa')
})

const verify = (...args: readonly string[]) =>
  amana(['verify', at('view'), '--key', at('case/key.pub'), '--json', ...args])

/** What the check `time` came to: a code where it failed and has one. */
const timeIn = (report: { checks: { id: string; status: string; code?: string }[] }): string => {
  const { status, code } = report.checks.find(({ id }) => id === 'time')!
  return code ?? status
}

/** A proof of OpenTimestamps over a digest: one step, then a block and a calendar. */
function openTimestamp(digest: Uint8Array): Uint8Array {
  const bytes = (text: string) => [...text].map((sign) => sign.charCodeAt(0))
  const calendar = bytes('https://calendar.example')
  return Uint8Array.of(
    ...bytes('\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94'),
    ...[1, 8, ...digest],
    // Two ends: a calendar that promises, and behind an appended byte and a hash, block 358391.
    ...[
      0xff,
      0x00,
      ...Buffer.from('83dfe30d2ef90c8e', 'hex'),
      calendar.length + 1,
      calendar.length,
      ...calendar,
    ],
    ...[0xf0, 1, 0x61, 0x08, 0x00, ...Buffer.from('0588960d73d71901', 'hex'), 3, 0xf7, 0xef, 0x15],
  )
}

describe('amana verify --timestamp', () => {
  const withOpenssl = hasOpenssl ? it : it.skip

  withOpenssl('says when the checkpoint existed at the latest, and by whose word', async () => {
    const roots = ['--tsa-roots', at('root.pem')]
    const ran = await verify('--timestamp', at('checkpoint.tsr'), ...roots)
    expect([ran.exit, json(ran).ok, timeIn(json(ran))]).toEqual([0, true, 'pass'])
    expect(timeIn(json(await verify()))).toBe('not-checked')
    const [stamp] = json(ran).timestamps
    expect(stamp).toMatchObject({ file: 'checkpoint.tsr', kind: 'rfc3161', status: 'pass' })
    expect(Date.parse(stamp.time)).toBeGreaterThan(Date.parse(json(ran).time) - 2000)
    const policy = await verify('--timestamp', at('checkpoint.tsr'), ...roots, '--tsa-policy', '1.2.3.4.1')
    expect(policy.exit).toBe(0)
    const words = await amana([
      ...['verify', at('view'), '--key', at('case/key.pub'), '--lang', 'ar'],
      ...['--timestamp', at('checkpoint.tsr'), ...roots],
    ])
    expect(words.stdout).toContain('[ناجح] checkpoint.tsr')
  })

  withOpenssl(
    'fails, with exit 1, where a stamp is of something else, of another time or policy, or not trusted',
    async () => {
      const roots = ['--tsa-roots', at('root.pem')]
      writeFileSync(at('cut.tsr'), readFileSync(at('checkpoint.tsr')).subarray(0, 300))
      for (const [args, code] of [
        [['--timestamp', at('other.tsr'), ...roots], 'timestamp/other-data'],
        [['--timestamp', at('cut.tsr'), ...roots], 'timestamp/bad-token'],
        [['--timestamp', at('checkpoint.tsr'), ...roots, '--tsa-policy', '1.2.3'], 'timestamp/other-policy'],
        [
          ['--timestamp', at('checkpoint.tsr'), ...roots, '--tsa-at', '2099-01-01T00:00:00Z'],
          'timestamp/not-valid-then',
        ],
        [['--timestamp', at('checkpoint.tsr'), '--tsa-roots', at('tsa.pem')], 'timestamp/no-chain'],
      ] as const) {
        const ran = await verify(...args)
        expect([ran.exit, json(ran).ok, json(ran).timestamps[0].code]).toEqual([1, false, code])
        expect(timeIn(json(ran))).toBe('time/bad-stamp')
      }
      const missing = await verify('--timestamp', at('checkpoint.tsr'))
      expect([missing.exit, codeOf(missing)]).toEqual([2, 'cli/no-roots'])
      const none = await verify('--timestamp', at('checkpoint.tsr'), '--tsa-roots', at('persons.csv'))
      expect([none.exit, codeOf(none)]).toEqual([2, 'timestamp/bad-roots'])
    },
  )

  it('follows an OpenTimestamps proof to its blocks, and never calls it passed', async () => {
    const checkpoint = readFileSync(at('case/releases/1/checkpoint'))
    const digest = createHash('sha256').update(checkpoint).digest()
    const merkleRoot = createHash('sha256').update(digest).update('a').digest().reverse().toString('hex')
    writeFileSync(at('checkpoint.ots'), openTimestamp(digest))
    const ran = await verify('--timestamp', at('checkpoint.ots'))
    expect([ran.exit, timeIn(json(ran))]).toEqual([0, 'not-checked'])
    const [stamp] = json(ran).timestamps
    expect(stamp).toMatchObject({ kind: 'opentimestamps', status: 'not-checked', time: null })
    expect(stamp.statement).toContain(`block 358391 of Bitcoin has the Merkle root ${merkleRoot}`)
    expect(stamp.statement).toContain('https://calendar.example')
    writeFileSync(at('wrong.ots'), openTimestamp(createHash('sha256').update('other').digest()))
    const wrong = await verify('--timestamp', at('wrong.ots'))
    expect([wrong.exit, json(wrong).timestamps[0].code]).toEqual([1, 'timestamp/other-data'])
    // Cut anywhere, it is no proof.
    const whole = openTimestamp(digest)
    for (const length of [40, 70, whole.length - 1]) {
      writeFileSync(at('cut.ots'), whole.subarray(0, length))
      expect(json(await verify('--timestamp', at('cut.ots'))).timestamps[0].code).toBe('timestamp/bad-proof')
    }
  })
})
