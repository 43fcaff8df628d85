// The review loop between three parties, each with a folder and keys of its own, and the command as their only program.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FINDING, GRADE, REASON } from '@amana/bundle'
import { beforeAll, describe, expect, it } from '@jest/globals'
import {
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
/** A party: its folder, and an identity that opens what is its own. */
interface Party {
  readonly at: (name: string) => string
  readonly me: Identity
  readonly own: readonly string[]
}
async function party(name: string): Promise<Party> {
  mkdirSync(join(folder, name))
  const me = await newIdentity(join(folder, name))
  return { at: (file) => join(folder, name, file), me, own: ['--identity', me.file] }
}
/** What one party sends another: a copy of the bytes. */
const send = (from: string, to: string): string => {
  writeFileSync(to, readFileSync(from))
  return to
}

let ngo: Party
let command: Party
let monitor: Party
let key: readonly string[]

/** Made-up persons of two incidents, enough for four groups; one family does not consent to courts. */
const GIVEN = ['زاهر', 'قصي', 'نورس', 'همام', 'رغد', 'سلاف', 'عفراء', 'شذى']
const row = (i: number, incident: string, consent = 'investigators;courts'): string =>
  `r${i},${GIVEN[i % 8]} بن ${GIVEN[(i * 3) % 8]} المعلوف,${incident},${i % 5 === 0 ? 'female' : 'male'},2014-12-28,airstrike,${consent}`
const HEAD = 'row_id,full_name,incident,sex,date_of_death,cause,consent'
const ROWS = Array.from({ length: 150 }, (_, i) =>
  row(i, i % 2 === 0 ? 'Mill' : 'Ferry', i === 1 ? 'investigators' : undefined),
)

const ask = (name: string, ...args: readonly string[]) => [
  'request',
  command.at('view'),
  ...key,
  ...['--until', '2099-12-31', '--by', command.at('key'), ...command.own, '-o', command.at(name)],
  ...args,
]
const answer = (request: string, output: string, ...more: readonly string[]) =>
  amana([
    'answer',
    ngo.at('case'),
    send(command.at(request), ngo.at(request)),
    ...['--key', ngo.at('command.pub'), ...ngo.own, '-o', ngo.at(output), '--json', ...more],
  ])
const assess = (who: Party, name: string, ...args: readonly string[]) =>
  result(['assess', who.at('view'), ...key, '--by', who.at('key'), ...who.own, '-o', who.at(name), ...args])

beforeAll(async () => {
  ;[ngo, command, monitor] = await Promise.all([party('ngo'), party('command'), party('monitor')])
  writeFileSync(ngo.at('persons.csv'), `${HEAD}\n${ROWS.join('\n')}\n`)
  await result(['new', ngo.at('case'), '--recipient', ngo.me.recipient])
  await result(['import', ngo.at('case'), ngo.at('persons.csv'), ...ngo.own])
  key = ['--key', readFileSync(ngo.at('case/key.pub'), 'utf8').trim()]
  for (const [name, who] of [
    ['command.example', command],
    ['monitor.example', monitor],
  ] as const)
    await result(['reviewer-key', who.at('key'), '--name', name, '--recipient', who.me.recipient])
  send(command.at('key.pub'), ngo.at('command.pub'))
})

describe('the review loop', () => {
  let opened: Json
  /** The person withdrawn in the second release: nobody asks the gate about them. */
  let gone: string

  it('goes once round: release, view, request, answer, assessment, second release, what is new since', async () => {
    await result(['release', ngo.at('case'), '--time', '2015-01-01', ...ngo.own])
    await result(['view', ngo.at('case'), '--for', 'investigator', '-o', ngo.at('first'), ...ngo.own])
    for (const who of [command, monitor]) send(ngo.at('first'), who.at('view'))

    const asked = await result(
      ask(
        'request',
        '--where',
        'incident=Ferry',
        '--fields',
        'cause,date_of_death',
        '--purpose',
        'investigators',
      ),
    )
    expect(asked.records).toHaveLength(75)
    const given = await answer('request', 'answer')
    expect([given.exit, json(given).opened]).toEqual([0, 75])
    send(ngo.at('answer'), command.at('answer'))
    const checked = await result([
      'verify',
      command.at('view'),
      ...key,
      ...['--document', command.at('request'), '--document', command.at('answer')],
      ...['--reviewer', command.at('key.pub')],
    ])
    expect(checked.documents).toMatchObject([
      { kind: 'request', status: 'pass', verdict: 'good', purpose: 'investigators' },
      { kind: 'answer', status: 'pass', verdict: 'good', unopened: [] },
    ])
    opened = checked.documents[1]
    expect(opened.persons).toHaveLength(75)
    for (const { values } of opened.persons)
      expect(values).toEqual({ status: 'live', cause: 'airstrike', date_of_death: '2014-12-28' })

    await assess(
      command,
      'ferry',
      '--incident',
      'Ferry',
      '--finding',
      'non-credible',
      '--reason',
      'no-action-recorded',
    )
    await assess(
      monitor,
      'ferry',
      '--incident',
      'Ferry',
      '--finding',
      'credible',
      '--reason',
      'sources-agree',
      '--grade',
      'fair',
    )
    await assess(
      monitor,
      'all',
      '--claim',
      'persons in all',
      '--finding',
      'inconclusive',
      '--reason',
      'single-source',
      '--text',
      'عدد واحد',
    )
    send(monitor.at('ferry'), command.at('monitor-ferry'))
    send(monitor.at('all'), command.at('monitor-all'))
    send(monitor.at('key.pub'), command.at('monitor.pub'))

    // Fewer would be a group of their own that is too small: of those before them more is known.
    const more = Array.from({ length: 12 }, (_, i) => row(150 + i, i % 2 === 0 ? 'Mill' : 'Ferry'))
    writeFileSync(ngo.at('more.csv'), `${HEAD}\n${more.join('\n')}\n`)
    await result(['import', ngo.at('case'), ngo.at('more.csv'), ...ngo.own])
    await result(['withdraw', ngo.at('case'), 'r3', '--reason', 'duplicate', ...ngo.own])
    await result(['release', ngo.at('case'), '--time', '2015-02-01', ...ngo.own])
    await result(['view', ngo.at('case'), '--for', 'investigator', '-o', ngo.at('second'), ...ngo.own])
    send(ngo.at('second'), command.at('newer'))

    const review = [
      ...['verify', command.at('newer'), ...key, '--since', command.at('view')],
      ...['ferry', 'monitor-ferry', 'monitor-all'].flatMap((name) => ['--document', command.at(name)]),
      ...['--reviewer', command.at('key.pub'), '--reviewer', command.at('monitor.pub')],
    ]
    const { documents } = await result(review)
    for (const document of documents) expect(document).toMatchObject({ status: 'pass', verdict: 'good' })
    const kinds = (since: Json, change: string) =>
      since.changes.filter((one: Json) => one.change === change && one.kind === 'person').length
    const [ferry, theirs, all] = documents.map(({ since }: Json) => since[0])
    expect([kinds(ferry, 'added'), kinds(ferry, 'withdrawn'), ferry.closed]).toEqual([6, 1, 0])
    const withdrawn = ferry.changes.find(({ change }: Json) => change === 'withdrawn')
    expect(withdrawn.reason).toBe('duplicate')
    gone = withdrawn.id
    expect(theirs).toEqual(ferry)
    expect([kinds(all, 'added'), kinds(all, 'withdrawn'), all.stated]).toEqual([12, 1, 161])

    for (const [lang, words] of [
      [
        'en',
        [
          'Not credible',
          'Credible',
          'incident Ferry',
          '6 added',
          '1 withdrawn',
          'now 161 stated',
          'عدد واحد',
        ],
      ],
      ['ar', ['غير ذي مصداقية', 'حادثة Ferry', '6 مضاف', '1 مسحوب', 'المصرح به الآن 161']],
    ] as const) {
      const { stdout } = await amana([...review, '--lang', lang])
      for (const word of words) expect(stdout).toContain(word)
      for (const name of GIVEN) expect(stdout).not.toContain(name)
    }
    // Without the older view nothing says to which incident the withdrawn person belonged.
    const alone = await result([...review.slice(0, 4), ...review.slice(6)])
    const [without] = alone.documents.map(({ since }: Json) => since[0])
    expect([kinds(without, 'added'), kinds(without, 'withdrawn'), without.closed]).toEqual([6, 0, 1])
  })

  it('refuses one person in one way, tells the documenter alone why, and overwrites nothing', async () => {
    const { id } = opened.persons.find((person: Json) => person.id !== gone)
    await result(ask('one', '--record', id, '--fields', 'sex', '--purpose', 'investigators'))
    const [gate, held] = [await answer('one', 'gate'), await answer('one', 'held', '--hold-back', id)]
    expect([gate.exit, codeOf(gate), held.exit, codeOf(held)]).toEqual([3, 'loop/refused', 3, 'loop/refused'])
    expect([json(gate).gate.passes, json(held).unopened]).toEqual([false, [{ id, why: 'held-back' }]])
    const shown = await Promise.all(['gate', 'held'].map((name) => result(['show', ngo.at(name)])))
    // The same but for the time that is stated.
    expect(new Set(shown.map(({ file, time, digest, ...rest }) => JSON.stringify(rest))).size).toBe(1)
    expect(shown[0]).toMatchObject({ kind: 'answer', fields: [], persons: [] })
    expect(readFileSync(ngo.at('gate')).length).toBe(readFileSync(ngo.at('held')).length)
    expect((await amana(['show', ngo.at('gate')])).stdout).toContain('Not opened.')
    expect(codeOf(await answer('one', 'held'))).toBe('cli/exists')
  })
  it('says in its help which codes there are', async () => {
    const { stdout } = await amana(['assess', '--help'])
    for (const { code } of [FINDING, REASON, GRADE].flatMap(({ terms }) => terms))
      expect(stdout).toContain(code)
  })
})
