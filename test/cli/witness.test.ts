import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicKeyOf } from '@amana/crypto'
import { parseVerifierKey, verifierKey } from '@amana/log'
import { beforeAll, describe, expect, it } from '@jest/globals'
import {
  AL_BAB,
  amana,
  codeOf,
  type Identity,
  type Json,
  json,
  newIdentity,
  result,
  temporaryFolder,
} from './amana.js'

const folder = temporaryFolder()
const at = (name: string) => join(folder, name)
const write = (name: string, text: string) => {
  writeFileSync(at(name), text)
  return at(name)
}
let me: Identity
let own: readonly string[]
let key: readonly string[]

/** Rows of the example, half of them: each command reads all. */
const ROWS = 54

/** Two releases, a view of each, and two witnesses. */
beforeAll(async () => {
  me = await newIdentity(folder)
  own = ['--identity', me.file]
  key = ['--key', at('case/key.pub')]
  await result(['new', at('case'), '--recipient', me.recipient])
  const lines = readFileSync(join(AL_BAB, 'persons.csv'), 'utf8').split('\n')
  const persons = write('persons.csv', lines.slice(0, 1 + ROWS).join('\n'))
  await result(['import', at('case'), join(AL_BAB, 'incidents.csv'), persons, ...own])
  for (const [i, name] of ['first', 'second'].entries()) {
    if (i === 1) await result(['withdraw', at('case'), 'AB-052', '--reason', 'duplicate', ...own])
    await result(['release', at('case'), ...own])
    await result(['view', at('case'), '--for', 'investigator', '-o', at(name), ...own])
  }
  for (const name of ['ann', 'bob'])
    await result(['witness-key', at(name), '--name', `${name}.example`, '--recipient', me.recipient])
})

const check = (report: Json, id: string) => {
  const { status, code } = report.checks.find((each: Json) => each.id === id)
  return code ?? status
}
const cosign = (view: string, by: string, output: string) =>
  amana(['cosign', at(view), ...key, '--witness-key', at(by), ...own, '-o', at(output), '--json'])

describe('a witness', () => {
  it('has a wrapped key, a public one for policies, and a memory', () => {
    expect(readFileSync(at('ann'), 'latin1')).toMatch(/^age-encryption/)
    expect(readFileSync(at('ann.pub'), 'utf8')).toMatch(/^ann\.example\+[0-9a-f]{8}\+B[\w+/=]+\n$/)
    expect(readFileSync(at('ann.state'), 'utf8')).toBe('amana-seen 0\n')
  })

  it('cosigns what continues, never an older view again, and remembers', async () => {
    const first = json(await cosign('first', 'ann', 'first.ann'))
    expect(first).toMatchObject({ ok: true, witness: 'ann.example', size: expect.any(Number) })
    expect(Math.abs(first.time - Date.now() / 1000)).toBeLessThan(600)
    // Again is no harm: it says the same.
    expect((await cosign('first', 'ann', 'first.ann')).exit).toBe(0)
    expect((await cosign('second', 'ann', 'second.ann')).exit).toBe(0)
    const back = await cosign('first', 'ann', 'never')
    expect([back.exit, check(json(back), 'history'), existsSync(at('never'))]).toEqual([
      1,
      'history/rollback',
      false,
    ])
    expect(readFileSync(at('ann.state'), 'utf8').split('\n')).toHaveLength(4)
    expect((await cosign('second', 'bob', 'second.bob')).exit).toBe(0)
  })

  it('cosigns nothing without its memory, with a damaged one, or while another process has it', async () => {
    const state = readFileSync(at('bob.state'))
    rmSync(at('bob.state'))
    const forgetful = await cosign('second', 'bob', 'never')
    expect(codeOf(forgetful)).toBe('seen/missing')
    expect(forgetful.stdout + forgetful.stderr).not.toContain('--first')
    writeFileSync(at('bob.state'), state.subarray(0, state.length - 3))
    expect(codeOf(await cosign('second', 'bob', 'never'))).toBe('seen/bad-file')
    writeFileSync(at('bob.state'), state)
    write('bob.state.lock', '')
    expect(codeOf(await cosign('second', 'bob', 'never'))).toBe('seen/in-use')
    rmSync(at('bob.state.lock'))
    expect(existsSync(at('never'))).toBe(false)
    const again = await amana([
      'witness-key',
      at('bob'),
      '--name',
      'bob.example',
      '--recipient',
      me.recipient,
      '--json',
    ])
    expect([again.exit, codeOf(again)]).toEqual([2, 'cli/exists'])
  })

  it('makes "one log for all" and "time" pass where the policy is met, and only there', async () => {
    const vkey = (name: string) => readFileSync(at(`${name}.pub`), 'utf8').trim()
    const both = write(
      'both',
      `witness ann ${vkey('ann')}\nwitness bob ${vkey('bob')}\ngroup all all ann bob\nquorum all\n`,
    )
    const none = write('none', 'quorum none\n')
    const self = write(
      'self',
      `log ${readFileSync(at('case/key.pub'), 'utf8').trim()}\nwitness ann ${vkey('ann')}\nquorum ann\n`,
    )
    const verify = async (policy: string, ...notes: string[]) => {
      const given = notes.flatMap((note) => ['--cosignature', at(note)])
      const ran = await amana(['verify', at('second'), ...key, '--policy', policy, ...given, '--json'])
      const report = json(ran)
      return [ran.exit, check(report, 'witness'), check(report, 'time'), report.witnessed?.by ?? null]
    }
    expect(await verify(both, 'second.ann', 'second.bob')).toEqual([
      0,
      'pass',
      'pass',
      ['ann.example', 'bob.example'],
    ])
    expect(await verify(self, 'second.ann')).toEqual([0, 'pass', 'pass', ['ann.example']])
    expect(await verify(both, 'second.ann')).toEqual([1, 'witness/too-few', 'not-checked', null])
    expect(await verify(both, 'second.ann', 'first.ann')).toEqual([
      1,
      'witness/other-checkpoint',
      'not-checked',
      null,
    ])
    expect(await verify(none, 'second.ann')).toEqual([0, 'not-checked', 'not-checked', null])
    const note = readFileSync(at('second.ann'), 'utf8')
    const bad = note.replace(/.(.=*)\n$/, (whole) => `${whole[0] === 'A' ? 'B' : 'A'}${whole.slice(1)}`)
    write('second.bad', bad)
    expect(await verify(both, 'second.bad', 'second.bob')).toEqual([
      1,
      'witness/bad-signature',
      'not-checked',
      null,
    ])
    write('second.junk', 'junk\n')
    expect(await verify(both, 'second.junk')).toEqual([1, 'witness/bad-note', 'not-checked', null])
  })

  it('is not asked without a policy, and a bad policy is misuse', async () => {
    const bare = await amana(['verify', at('second'), ...key, '--cosignature', at('second.ann'), '--json'])
    expect([bare.exit, codeOf(bare)]).toEqual([2, 'cli/misuse'])
    const bad = await amana([
      'verify',
      at('second'),
      ...key,
      '--policy',
      write('bad', 'quorum x\n'),
      '--json',
    ])
    expect([bad.exit, codeOf(bad)]).toEqual([2, 'log/bad-policy'])
  })
})

describe('a reader', () => {
  const verify = (view: string, ...more: string[]) => amana(['verify', at(view), ...key, ...more, '--json'])

  it('who keeps a file of what he has seen is shown no older view, and it is never made by mistake', async () => {
    const seen = ['--seen', at('seen')]
    expect(codeOf(await verify('first', ...seen))).toBe('seen/missing')
    const first = await verify('first', ...seen, '--first')
    expect([first.exit, check(json(first), 'history')]).toEqual([0, 'not-checked'])
    expect(codeOf(await verify('first', ...seen, '--first'))).toBe('seen/exists')
    const second = await verify('second', ...seen)
    expect([second.exit, check(json(second), 'history')]).toEqual([0, 'pass'])
    const before = readFileSync(at('seen'), 'utf8')
    const back = await verify('first', ...seen)
    expect([back.exit, check(json(back), 'history')]).toEqual([1, 'history/rollback'])
    expect(readFileSync(at('seen'), 'utf8')).toBe(before)
    const words = await amana(['verify', at('first'), ...key, ...seen, '--lang', 'ar'])
    expect([words.exit, words.stdout.includes('[history/rollback]')]).toEqual([1, true])
    // One letter less, and the file is refused: it could have held more.
    write('seen', before.slice(0, -2))
    expect(codeOf(await verify('second', ...seen))).toBe('seen/bad-file')
    expect(before).toMatch(
      /^amana-seen 0\n(amana\/[0-9a-f]{32}\+[0-9a-f]{8}\+[\w+/=]+ \d+ [\w+/=]{44}\n){2}$/,
    )
  })

  it('is told where the log he knows comes under another key, as a witness is', async () => {
    const { name } = parseVerifierKey(readFileSync(at('case/key.pub'), 'utf8').trim())
    const other = verifierKey(name, publicKeyOf(new Uint8Array(32).fill(7)))
    write('other', `amana-seen 0\n${other} 5 ${'A'.repeat(43)}=\n`)
    const ran = await verify('second', '--seen', at('other'))
    expect([ran.exit, codeOf(ran)]).toEqual([1, 'seen/other-key'])
    const state = readFileSync(at('bob.state'))
    writeFileSync(at('bob.state'), readFileSync(at('other')))
    expect(codeOf(await cosign('second', 'bob', 'never'))).toBe('seen/other-key')
    writeFileSync(at('bob.state'), state)
  })

  it('compares with another by one line, whichever of them has the later view', async () => {
    const [first, second] = [json(await verify('first')), json(await verify('second'))]
    expect(first.line).toBe(
      `${first.origin} ${first.size} ${Buffer.from(first.root, 'hex').toString('base64')}`,
    )
    const compared = async (view: string, line: string) => {
      const ran = await verify(view, '--compare', line)
      return [ran.exit, check(json(ran), 'compare')]
    }
    expect(await compared('second', first.line)).toEqual([0, 'pass'])
    expect(await compared('second', ` ${second.line}\n`)).toEqual([0, 'pass'])
    expect(await compared('first', second.line)).toEqual([0, 'not-checked'])
    const other = second.line.replace(/[A-Za-z0-9+/]{43}=$/, `${'A'.repeat(43)}=`)
    expect(await compared('second', other)).toEqual([1, 'compare/fork'])
    expect(await compared('second', other.replace('amana/', 'amana/x'))).toEqual([1, 'compare/other-log'])
    expect(codeOf(await verify('second', '--compare', 'a line'))).toBe('compare/bad-line')
  })

  it('can read the root aloud', async () => {
    const report = json(await verify('second'))
    const words = report.words.split(' ')
    expect(words).toHaveLength(24)
    for (const word of words) expect(word).toMatch(/^[a-z]{3,8}$/)
    const arabic = json(await verify('second', '--lang', 'ar')).words as string
    const digits = [...arabic.matchAll(/[\u0660-\u0669]{5}/g)].map(([group]) =>
      Number([...group].map((digit) => digit.charCodeAt(0) - 0x660).join('')),
    )
    expect(digits.map((number) => number.toString(16).padStart(4, '0')).join('')).toBe(report.root)
  })
})

describe('a spot check on the command line', () => {
  it('goes from the plan to the bound', async () => {
    const size = await result(['sample', 'size', '--of', '103', '--fewer-than', '6'])
    expect(size.sample).toBe(40)
    const plan = ['--count', '20', '--fields', 'sex,age_group']
    const { commitment } = await result([
      'sample',
      'commit',
      at('second'),
      ...key,
      ...plan,
      '-o',
      at('secret'),
    ])
    const { share, before } = await result(['sample', 'share', at('case'), commitment, ...own])
    expect(before).toBe(0)
    const draw = [
      'sample',
      'draw',
      at('second'),
      ...key,
      '--secret',
      at('secret'),
      '--share',
      share,
      '-o',
      at('request'),
    ]
    const { drawn, population } = await result(draw)
    expect([drawn.length, population]).toEqual([20, ROWS])
    const answer = [
      'sample',
      'answer',
      at('case'),
      at('request'),
      ...own,
      '--to',
      me.recipient,
      '-o',
      at('answer'),
    ]
    const answered = await result(answer)
    expect(readFileSync(at('answer'), 'latin1')).toMatch(/^age-encryption/)
    const checking = ['sample', 'check', at('second'), at('request'), at('answer'), ...key, ...own]
    const found = await result(checking)
    expect(found).toMatchObject({ ok: true, sample: 20, population: ROWS, bad: answered.refused.consent })
    // What the draw hangs on stands in the report, for its reader was not there.
    expect(found.randomness).toEqual({ nonce: expect.stringMatching(/^[0-9a-f]{64}$/), share })
    expect((await amana(checking)).stdout).toContain(`and the documenter's number ${share}.`)
    const judged = await result([
      ...checking,
      '--bad',
      found.records.find((each: Json) => each.outcome === 'opened').id,
    ])
    expect([judged.bad, judged.fewerThan > found.fewerThan]).toEqual([found.bad + 1, true])
    for (const [lang, words] of [
      ['en', `With 95 % confidence fewer than ${found.fewerThan} of the ${ROWS} are bad.`],
      ['ar', 'مفتوح sex='],
      ['ar', `بثقة 95 بالمئة عدد السجلات السيئة أقل من ${found.fewerThan} من ${ROWS}.`],
    ] as const)
      expect((await amana([...checking, '--lang', lang])).stdout).toContain(words)

    // Another plan than was committed to, or records of the auditor's own choice: exit 3, and nothing is written.
    const request = JSON.parse(readFileSync(at('request'), 'utf8')) as Json
    for (const change of [
      { fields: ['status', 'age_min'] },
      { records: [...request.records.slice(1), drawn[0]].reverse().slice(1) },
    ]) {
      write('forged', JSON.stringify({ ...request, ...change }))
      const ran = await amana([
        'sample',
        'answer',
        at('case'),
        at('forged'),
        ...own,
        '--to',
        me.recipient,
        '-o',
        at('never'),
        '--json',
      ])
      expect([ran.exit, existsSync(at('never'))]).toEqual([3, false])
    }
  })

  it('needs randomness and a number of records', async () => {
    const draw = ['sample', 'draw', at('second'), ...key, '-o', at('never')]
    for (const args of [
      [...draw, '--count', '5', '--secret', at('secret')],
      [...draw, '--beacon', 'round 1'],
      [...draw, '--beacon', ' ', '--count', '5'],
      [...draw, '--beacon', 'round 1', '--count', '5', '--fields', 'given'],
      [...draw, '--beacon', 'round 1', '--count', '500'],
      ['sample', 'size', '--of', '10', '--fewer-than', '11'],
      ['sample', 'share', at('case'), 'short', ...own],
    ]) {
      const ran = await amana(args)
      expect([args, ran.exit]).toEqual([args, 2])
      expect(ran.stderr).not.toMatch(/\n\s+at /)
    }
    expect(existsSync(at('never'))).toBe(false)
  })
})
