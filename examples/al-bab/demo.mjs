/**
 * The main job, as it is done: an organisation turns its table into a signed bundle, an investigator checks it without
 * learning a name, a second organisation's list is compared, and a correction follows. Every step is the `amana`
 * command that a person would type. Everything it writes is in out/al-bab. All people in the tables are made up.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, 'out', 'al-bab')
const bin = join(root, 'packages', 'cli', 'bin', 'amana.js')
const here = (name) => relative(root, join(root, 'examples', 'al-bab', name))
const made = (name) => relative(root, join(out, name))

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const name of ['ours', 'theirs', 'coalition'])
  writeFileSync(join(out, `${name}.passphrase`), `six made up words for ${name}\n`, { mode: 0o600 })

const title = (text) => console.log(`\n\u001b[1m${text}\u001b[0m`)
const tell = (text) => console.log(text)

/** Runs a command, shows it as it would be typed, and returns what it printed. */
function amana(args, { expect = 0, show = (text) => text, quiet = false } = {}) {
  const shown = args.map((arg) => (/[ |]/.test(arg) ? `'${arg}'` : arg)).join(' ')
  if (!quiet) console.log(`\u001b[2m$ npx amana ${shown}\u001b[0m`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== expect) {
    console.error(stdout, stderr)
    throw new Error(`amana ${args[0]} ended with ${status}, not ${expect}`)
  }
  if (!quiet) console.log(show(stdout.trimEnd() || stderr.trimEnd()).replace(/^/gm, '  '))
  return stdout
}
const lines = (test) => (text) =>
  text
    .split('\n')
    .filter((line) => test.test(line))
    .join('\n')
const ours = ['--passphrase-file', made('ours.passphrase')]
const theirs = ['--passphrase-file', made('theirs.passphrase')]
const scope = ['--scope-passphrase-file', made('coalition.passphrase')]

title('1. The documenters make a case. Keys and names stay in this folder, encrypted.')
amana(
  [
    'scope',
    'new',
    made('coalition.age'),
    '--purpose',
    'al-bab 2015',
    '--passphrase-file',
    made('coalition.passphrase'),
  ],
  {
    show: lines(/^Wrote/),
  },
)
amana(['new', made('ours'), ...ours, '--scope', made('coalition.age'), ...scope], {
  show: lines(/^Made|^ {2}amana/),
})

title('2. They import their table. Five rows repeat a person under another spelling: found before release.')
amana(['import', made('ours'), here('persons.csv'), here('incidents.csv'), ...ours])
amana([
  'withdraw',
  made('ours'),
  'AB-052',
  'AB-053',
  'AB-054',
  'AB-071',
  'AB-091',
  '--reason',
  'duplicate',
  ...ours,
])

title(
  '3. They release: every field is committed to, one signature fixes it all, and views are cut for each reader.',
)
amana(['release', made('ours'), '--time', '2015-02-10', '--claims', here('claims.json'), ...ours])
for (const audience of ['investigator', 'auditor', 'public'])
  amana(['view', made('ours'), '--for', audience, '-o', made(`${audience}.view`), ...ours])

title('4. The investigator has a view and the public key, no network, no name. The counts check.')
amana(['verify', made('investigator.view'), '--key', made('ours/key.pub')])
const report = JSON.parse(
  amana(['verify', made('investigator.view'), '--key', made('ours/key.pub'), '--json'], { quiet: true }),
)
const stated = (text) => report.claims.find((claim) => claim.text.startsWith(text))
const women = stated('women')
const children = stated('children')
const girls = stated('girls')
tell(
  `  So: ${stated('persons in all').counted} persons counted; ${stated('persons in the building').counted} in one building, ` +
    `${stated('persons at small oil').counted} at oil refineries, ${stated('persons elsewhere').counted} elsewhere.\n` +
    `  ${women.counted} women and ${children.counted} children: proven, though sex, age and incident of every person are closed.\n` +
    `  The two groups overlap in ${girls.counted} girls, proven too.`,
)

title('   The public sees no row at all, and the same totals are proven.')
amana(['verify', made('public.view'), '--key', made('ours/key.pub')], {
  show: lines(/tallies|claims:|persons in all|women|children|girls/),
})

title('5. Nobody learns who they are. We look for every part of every name in what was handed out.')
const people = parse(readFileSync(join(root, here('persons.csv'))), { columns: true, bom: true })
const parts = new Set(
  people
    .flatMap((row) =>
      Object.entries(row).flatMap(([column, cell]) => (/name/.test(column) ? cell.split(/\s+/) : [])),
    )
    .filter((part) => part.length > 2),
)
for (const audience of ['investigator', 'auditor', 'public']) {
  const bytes = readFileSync(join(out, `${audience}.view`))
  const found = [...parts].filter((part) => bytes.includes(Buffer.from(part)))
  tell(`  ${audience}.view: ${bytes.length} bytes, ${found.length} of ${parts.size} name parts found`)
  if (found.length > 0) throw new Error('a name stands in a view')
}

title('6. Somebody alters one bit of the file.')
const altered = readFileSync(join(out, 'investigator.view'))
altered[Math.floor(altered.length / 2)] ^= 1
writeFileSync(join(out, 'altered.view'), altered)
amana(['verify', made('altered.view'), '--key', made('ours/key.pub')], { expect: 1, show: lines(/FAIL/) })

title(
  '7. A second organisation has a list of 40, spelled in its own way. Tokens show the overlap; no name is exchanged.',
)
amana(['new', made('theirs'), ...theirs, '--scope', made('coalition.age'), ...scope], {
  show: lines(/^Made/),
})
amana(['import', made('theirs'), here('partner.csv'), ...theirs], { show: lines(/rows|Taken/) })
amana(['release', made('theirs'), '--time', '2015-02-12', ...theirs], { show: lines(/^Release/) })
amana(['view', made('theirs'), '--for', 'investigator', '-o', made('theirs.view'), ...theirs])
const keys = ['--key', made('ours/key.pub'), '--key', made('theirs/key.pub')]
amana([
  'link',
  made('investigator.view'),
  made('theirs.view'),
  ...keys,
  '-o',
  made('clusters.csv'),
  '--pairs',
  made('pairs.csv'),
])

title('8. Later: one row is corrected, one person is added. The new release contains the old one, provably.')
amana(['import', made('ours'), here('later.csv'), ...ours], { show: lines(/rows|Taken/) })
amana(['release', made('ours'), '--time', '2015-03-02', '--claims', here('claims.json'), ...ours], {
  show: lines(/^Release|^Persons/),
})
amana(['view', made('ours'), '--for', 'investigator', '-o', made('investigator-2.view'), ...ours])
amana(
  [
    'verify',
    made('investigator-2.view'),
    '--key',
    made('ours/key.pub'),
    '--since',
    made('investigator.view'),
  ],
  {
    show: lines(/history|persons in all|Since/),
  },
)

title('Files written')
for (const name of [
  'investigator.view',
  'auditor.view',
  'public.view',
  'theirs.view',
  'investigator-2.view',
  'clusters.csv',
  'pairs.csv',
  'ours/key.pub',
])
  tell(`  ${join(out, name)}`)
