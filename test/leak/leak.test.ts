/** The whole job, through every command and many slips, and then: does anything that came out of it hold a name or a secret? */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { type Audience, openIn, POLICIES } from '@amana/bundle'
import { openCaseFolder } from '@amana/bundle/node'
import { decode, equal, utf8, type Value } from '@amana/codec'
import { useBackend } from '@amana/crypto'
import { nodeBackend } from '@amana/crypto/node'
import { saltAt, schemaOf } from '@amana/records'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import {
  AL_BAB,
  amana,
  type Identity,
  newIdentity,
  type Ran,
  REPEATS,
  temporaryFolder,
} from '../cli/amana.js'
import { delimited, encoded, workbook } from '../cli/tables.js'
import { type Finding, Scanner } from './scanner.js'

const root = temporaryFolder()
/** What the commands read, and where they may write: only the first may hold names. */
const [inputs, work, tmp, home] = ['inputs', 'work', 'tmp', 'home'].map((name) => join(root, name)) as [
  string,
  string,
  string,
  string,
]

type Row = Readonly<Record<string, string>>
const person = (
  row_id: string,
  [given_name, father_name, family_name, name_latin]: readonly string[],
  more: Row,
): Row =>
  ({ row_id, given_name, father_name, family_name, name_latin, sex: 'male', age: '30', ...more }) as Row

/** Names where they do not belong, and in forms that a comparison letter by letter does not know. Nobody of them exists. */
const NASTY: readonly Row[] = [
  person('Z1', ['زبيدة', 'قحطان', 'الزهراوي', 'Zubayda Qahtan az-Zahrawi'], {
    incident: 'House of Zahrawi',
    sex: 'female',
  }),
  person('Z2', ['أُسَيْد', 'عُدَيّ', 'المعرّاوي', 'Usayd ʿUdayy'], { incident: 'بيت قحطان' }),
  person(
    'Z3',
    ['مؤيَّد'.normalize('NFD'), 'آصف'.normalize('NFD'), 'الجرموقي', 'Mu’ayyad Āṣif'.normalize('NFD')],
    {
      incident: 'Mill',
      notes: 'said by سيروان, neighbour of Dilovan',
    },
  ),
  person('Z4', ['Dilovan', 'سيروان', 'كوبانلي', 'DILOVAN KOBANLI'], {
    incident: 'Mill',
    shelter: 'at the home of Heveron',
  }),
  person('Z5', ['عبد القهّار', 'أبو الفوارس', 'الهيتاوي', ''], { incident: 'Yard of عبدالقهار' }),
  person('Z6', ['هـــاروت', 'ﻣﺎﺭﻭﺕ', 'بن خزعل', ''], { incident: 'خزعل' }),
  person('Z7', ['Heveron', '', '', ''], {
    incident: 'Bridge',
    cause: 'as Tahmasp told',
    party: 'men of Tahmasp',
  }),
  person('Z8', ['طهماسب', '', '', 'Tahmasp'], {
    incident: 'Bridge',
    sources: 'letter of Dilovan',
    place: 'Homs',
  }),
].map((row) => ({
  date_of_death: '2014-11-05',
  place: 'Homs',
  cause: '',
  party: '',
  sources: '',
  notes: '',
  shelter: '',
  ...row,
}))

/** Rows that cannot be taken, with names in the very cells that are wrong. */
const REFUSED: readonly Row[] = [
  { ...NASTY[0]!, age: 'قحطان' },
  { ...NASTY[1]!, date_of_death: 'Usayd' },
  { ...NASTY[2]!, sex: 'الجرموقي' },
  { ...NASTY[3]!, row_id: '' },
  { ...NASTY[4]!, incident: '', place: '' },
  { ...NASTY[5]!, row_id: 'Z6' },
  { ...NASTY[5]!, row_id: 'Z6', age: '200' },
].map((row: Row, i) => (row.row_id === 'Z6' || row.row_id === '' ? row : { ...row, row_id: `R${i}` }))

const NAME_COLUMNS = [
  'given_name',
  'father_name',
  'grandfather_name',
  'family_name',
  'mother_name',
  'name_latin',
]
const ARABIC_COLUMNS = ['الاسم الأول', 'اسم الأب', 'اسم الجد', 'اسم العائلة']
const rowsOf = (name: string): readonly Row[] =>
  parse(readFileSync(join(AL_BAB, name), 'utf8'), { columns: true, bom: true })
const NAMES = [
  ...[...rowsOf('persons.csv'), ...NASTY].flatMap((row) => NAME_COLUMNS.map((column) => row[column] ?? '')),
  ...rowsOf('partner.csv').flatMap((row) => ARABIC_COLUMNS.map((column) => row[column] ?? '')),
]

interface Output {
  readonly where: string
  readonly bytes: Uint8Array
}
const printed: Output[] = []
/** Files that came and went while a command ran, by their content. */
const passing = new Map<string, Output>()
const exits = new Map<number | null, number>()
let me: Identity
const PASSPHRASE = 'orchid lantern gravel plumage tundra'

const filesUnder = (folder: string): string[] =>
  existsSync(folder)
    ? (readdirSync(folder, { recursive: true }) as string[]).map((name) => join(folder, name))
    : []

function lookAround(): void {
  for (const file of [work, tmp, home].flatMap(filesUnder))
    try {
      if (!statSync(file).isFile() || !(file.endsWith('.part') || file.startsWith(tmp))) continue
      const bytes = Uint8Array.from(readFileSync(file))
      passing.set(`${file} ${bytes.length}`, { where: relative(root, file), bytes })
    } catch {
      // Gone again.
    }
}

async function run(...args: readonly string[]): Promise<Ran> {
  const looking = setInterval(lookAround, 10)
  try {
    const ran = await amana(args, {
      cwd: work,
      input: '',
      env: { TMPDIR: tmp, TMP: tmp, TEMP: tmp, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home },
    })
    exits.set(ran.exit, (exits.get(ran.exit) ?? 0) + 1)
    const said = `amana ${args.map((arg) => relative(root, arg) && arg).join(' ')}`
    printed.push({ where: `stdout of ${said}`, bytes: utf8(ran.stdout) })
    printed.push({ where: `stderr of ${said}`, bytes: utf8(ran.stderr) })
    return ran
  } finally {
    clearInterval(looking)
  }
}

async function must(...args: readonly string[]): Promise<Ran> {
  const ran = await run(...args)
  if (ran.exit !== 0)
    throw new Error(`amana ${args.join(' ')} ended with ${ran.exit}\n${ran.stdout}${ran.stderr}`)
  return ran
}

const input = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(inputs, name), content)
  return join(inputs, name)
}

beforeAll(async () => {
  useBackend(nodeBackend)
  for (const folder of [inputs, work, tmp, home]) mkdirSync(folder)
  me = await newIdentity(root)
  const own = ['--identity', me.file]
  const nasty = input('nasty.csv', delimited(NASTY))
  const refused = input('refused.csv', delimited(REFUSED))
  const phrase = input('phrase', `${PASSPHRASE}\n`)
  // Every other row, and those that are withdrawn: each command reads all.
  const persons = input(
    'persons.csv',
    readFileSync(join(AL_BAB, 'persons.csv'), 'utf8')
      .split('\n')
      .filter((line, i) => i % 2 === 0 || REPEATS.some((row) => line.startsWith(`${row},`)))
      .join('\n'),
  )

  // The way that it should go.
  const member = ['--scope', 'scope.age', '--scope-identity', me.file]
  await must('scope', 'new', 'scope.age', '--purpose', 'test', '--recipient', me.recipient)
  await must('new', 'ours', '--recipient', me.recipient, ...member)
  await must('new', 'theirs', '--recipient', me.recipient, ...member)
  await run('import', 'ours', refused, ...own)
  await run('import', 'ours', refused, '--json', ...own)
  await must('import', 'ours', persons, join(AL_BAB, 'incidents.csv'), ...own)
  await must('import', 'ours', nasty, '--json', ...own)
  await must('import', 'ours', refused, '--partial', ...own)
  await must('withdraw', 'ours', ...REPEATS, '--reason', 'duplicate', ...own)
  // Files of evidence that are called after people: names stay sealed, in every view and in what is printed.
  const evidence = join(inputs, 'evidence')
  mkdirSync(evidence)
  for (const name of ['IMG_1.mp4', 'شهادة زبيدة قحطان.mp4', 'Zahrawi 2.jpg'])
    writeFileSync(join(evidence, name), `bytes of ${name.length}`)
  await must('hash', 'ours', evidence, '--open-paths', '--bagit', 'bag', '--json', ...own)
  const wrong = input(
    'evidence.csv',
    'file,persons,incidents\nشهادة زبيدة قحطان.mp4,زبيدة,قحطان\nزبيدة.mp4,,\n',
  )
  await run('hash', 'ours', evidence, '--table', wrong, ...own)
  await run('hash', 'ours', evidence, '--table', wrong, '--json', ...own)
  symlinkSync('/etc', join(evidence, 'قحطان'))
  await run('hash', 'ours', evidence, ...own)
  await must('release', 'ours', '--claims', join(AL_BAB, 'claims.json'), ...own)
  for (const audience of ['investigator', 'auditor', 'public', 'custodian'])
    await must('view', 'ours', '--for', audience, '-o', `${audience}-1`, '--json', ...own)
  await must('withdraw', 'ours', 'Z1', '--reason', 'consent', '--json', ...own)
  const amended = input('amended.csv', delimited([{ ...NASTY[1]!, incident: 'بيت قحطان', notes: 'زبيدة' }]))
  await must('import', 'ours', amended, ...own)
  await must('release', 'ours', '--json', ...own)
  await must('view', 'ours', '--for', 'investigator', '-o', 'investigator-2', ...own)
  await must(
    'import',
    'theirs',
    join(AL_BAB, 'partner.csv'),
    input('nasty.xlsx', await workbook(NASTY)),
    ...own,
  )
  await must('release', 'theirs', ...own)
  await must('view', 'theirs', '--for', 'investigator', '-o', 'partner', ...own)
  const key = ['--key', 'ours/key.pub']
  for (const more of [[], ['--json'], ['--lang', 'ar'], ['--since', 'investigator-1']])
    await must('verify', 'investigator-2', ...key, ...more)
  await must('verify', 'auditor-1', 'public-1', 'custodian-1', ...key)
  await must('show', 'investigator-1', 'auditor-1', 'public-1')
  await must('show', 'investigator-2', '--json')
  await must('audit', 'auditor-1', 'bag/data', ...key, '--report', 'report.html')
  await must('audit', 'auditor-1', 'bag/data', ...key, '--json')
  const files = ['-o', 'clusters.csv', '--pairs', 'pairs.csv']
  await must('link', 'investigator-2', 'partner', ...key, '--key', 'theirs/key.pub', ...files)
  await must('link', 'investigator-2', 'partner', '--json')

  const next = ['scope', 'next', 'scope.age', 'scope-2.age', '--identity', me.file]
  await must(...next, '--recipient', me.recipient)
  await must('scope', 'show', 'scope-2.age', '--json', '--identity', me.file)
  await must('scope', 'use', 'theirs', 'scope-2.age', ...own)

  // Slips, each with names where something else is expected.
  const book = Uint8Array.from(readFileSync(join(inputs, 'nasty.xlsx')))
  book[Math.floor(book.length / 2)]! ^= 0xff
  const text = delimited(NASTY)
  const damaged = [
    input('damaged.xlsx', book),
    input('open-quote.csv', `${text}Z9,"زبيدة,قحطان`),
    input('no-headers.csv', text.slice(text.indexOf('\n') + 1)),
    input('ragged.csv', `${text}Z9,زبيدة,قحطان\n`),
    input('cut.csv', encoded(text, 'utf-16le').slice(0, 777)),
    input('mixed.csv', Buffer.concat([encoded(text, 'utf-8'), encoded('Z9,زبيدة', 'windows-1256')])),
    input('long.csv', `${text}Z9,${'زبيدة '.repeat(14_000)}\n`),
  ]
  for (const file of damaged) await run('import', 'ours', file, ...own)
  await run('import', 'ours', nasty, '--map', nasty, '--json', ...own)
  await run('import', 'ours', nasty, '--sheet', 'قحطان', '--encoding', 'utf-16le', '--json', ...own)
  const claims = [{ en: 'of Zahrawi', where: { incident: ['بيت قحطان 2'] } }]
  await run('release', 'ours', '--claims', input('claims.json', JSON.stringify(claims)), '--json', ...own)
  await run('release', 'ours', '--claims', nasty, '--latest', nasty, ...own)
  await run('release', 'ours', '--identity', nasty)
  await run('release', 'ours', '--passphrase-file', nasty)
  await run('new', 'locked', '--passphrase-file', phrase)
  await run('release', 'locked', '--passphrase-file', input('wrong', `${PASSPHRASE} not\n`), '--json')
  await run('new', 'other', '--recipient', me.recipient, '--scope', nasty, '--scope-identity', me.file)
  await run('verify', nasty, ...key)
  await run('verify', 'investigator-1', '--key', nasty, '--json')
  await run('verify', 'partner', ...key)
  await run('show', nasty)
  await run('link', nasty, 'partner', '--json')
  await run('view', 'ours', '--for', 'public', '-o', 'nowhere/view', ...own)
})

const findings = (scanner: Scanner, outputs: Iterable<Output>): Finding[] =>
  [...outputs].flatMap(({ where, bytes }) => scanner.scan(where, bytes))
const written = (): Output[] =>
  [work, tmp, home]
    .flatMap(filesUnder)
    .filter((file) => statSync(file).isFile())
    .map((file) => ({ where: relative(root, file), bytes: Uint8Array.from(readFileSync(file)) }))

describe('the whole job, with every slip', () => {
  const names = new Scanner(NAMES)

  it('is worth scanning: commands ended well, with failed evidence and with misuse, and wrote files', () => {
    expect([...exits.keys()].sort()).toEqual([0, 1, 2])
    expect(exits.get(2)).toBeGreaterThan(15)
    const where = written().map((output) => output.where)
    for (const name of [
      'investigator-1',
      'investigator-2',
      'auditor-1',
      'public-1',
      'clusters.csv',
      'pairs.csv',
    ])
      expect(where).toContain(`work/${name}`)
    expect(where.filter((name) => name.endsWith('/escrow')).length).toBe(3)
  })

  it('is scanned for every name of its tables: the scanner finds them all in the tables themselves', () => {
    const rows = [...NASTY, ...rowsOf('persons.csv')]
    for (const row of rows)
      for (const column of NAME_COLUMNS) {
        const name = row[column] ?? ''
        if ([...name.normalize('NFC')].filter((char) => /\p{L}/u.test(char)).length < 4) continue
        expect([name, names.scan('row', utf8(`9,${name},1`)).length > 0]).toEqual([name, true])
      }
    expect(
      names.scan('workbook', Uint8Array.from(readFileSync(join(inputs, 'nasty.xlsx')))).length,
    ).toBeGreaterThan(9)
  })

  it('leaves no name in a view, a list of pairs or clusters, a case folder, or any other file', () => {
    expect(findings(names, written())).toEqual([])
  })

  it('prints no name, on stdout or stderr', () => {
    expect(
      findings(
        names,
        printed.filter(({ bytes }) => bytes.length > 0),
      ),
    ).toEqual([])
  })

  it('has no name in the names of its files, or in files that came and went', () => {
    const paths = [work, tmp, home].flatMap(filesUnder).join('\n')
    expect(names.scan('names of files', utf8(paths))).toEqual([])
    expect(findings(names, passing.values())).toEqual([])
    expect([...filesUnder(tmp), ...filesUnder(home)]).toEqual([])
    expect(
      filesUnder(work).filter(
        (file) => /\.part$|lock/.test(file.slice(work.length)) && !file.includes('locked'),
      ),
    ).toEqual([])
  })

  it('leaves no key, record secret, passphrase or salt of a closed field in anything', async () => {
    const views = new Map<string, [string, Uint8Array][]>()
    const always: [string, Uint8Array][] = [
      ['the passphrase', utf8(PASSPHRASE)],
      ['the identity', utf8(me.secret)],
    ]
    for (const name of ['ours', 'theirs']) {
      const open = await openCaseFolder(join(work, name), { identities: [me.secret] })
      const { master, signing, linkage, escrow } = open.case.keys
      const keys = { master, signing, linkage, escrow, scope: open.case.scope.key }
      for (const [what, key] of Object.entries(keys)) always.push([`${name}: the ${what} key`, key.slice()])
      for (const record of open.case.records) {
        always.push([`${name}: the secret of ${record.key}`, record.secret.slice()])
        for (const { secret } of record.logged)
          if (secret !== null && !equal(secret, record.secret))
            always.push([`${name}: a past secret`, secret.slice()])
      }
      for (const release of open.case.releases)
        for (const audience of Object.keys(POLICIES) as Audience[]) {
          const log = open.case.log.slice(0, release.size)
          const newest = new Map(log.map(({ at, record }) => [record.row, at]))
          const closed = log.flatMap(({ at, record, logged }): [string, Uint8Array][] => {
            const made = open.case.committed(record, logged)
            if (made === null) return []
            const values = decode(logged.values!) as readonly Value[]
            const isNewest = newest.get(record.row) === at
            const shown = isNewest ? openIn(POLICIES[audience], schemaOf(record.kind), values) : []
            return values.flatMap((_, i) =>
              shown.includes(i)
                ? []
                : [[`salt ${i} of ${record.kind} ${record.key}`, saltAt(made.salts, i).slice()]],
            )
          })
          views.set(
            `work/${name === 'ours' ? `${audience}-${release.number}` : 'partner'} ${audience}`,
            closed,
          )
        }
      open.close()
    }
    const keysAndSecrets = new Scanner([], always)
    expect(findings(keysAndSecrets, [...written(), ...printed, ...passing.values()])).toEqual([])

    let scanned = 0
    for (const [name, closed] of views) {
      const file = join(root, name.split(' ')[0]!)
      if (!existsSync(file) || (file.endsWith('partner') && !name.endsWith('investigator'))) continue
      scanned++
      const salts = new Scanner([], closed)
      expect(salts.scan(name, Uint8Array.from(readFileSync(file)))).toEqual([])
      const planted = Buffer.concat([readFileSync(file), closed[5]![1]])
      expect(salts.scan(name, Uint8Array.from(planted)).length).toBe(1)
    }
    expect(scanned).toBe(6)
  })
})
