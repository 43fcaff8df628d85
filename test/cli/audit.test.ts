import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ATTACKS, makeEvidence } from '../evidence/attacks.js'
import { newFolder, noise, put, removeFolders, run } from '../evidence/folders.js'
import { amana, codeOf, type Json, json, newIdentity, ROOT, result, temporaryFolder } from './amana.js'

const folder = temporaryFolder()
const at = (...names: string[]): string => join(folder, ...names)
let own: readonly string[]
let key: readonly string[]

beforeAll(async () => {
  // The audits below are made by nobody as well, who must be able to come here.
  chmodSync(folder, 0o755)
  const me = await newIdentity(folder)
  own = ['--identity', me.file]
  makeEvidence(at('files'))
  await result(['new', at('case'), '--recipient', me.recipient])
  put(folder, 'persons.csv', 'row_id,given_name,incident\nA-1,قحطان,Market\n')
  await result(['import', at('case'), at('persons.csv'), ...own])
  await result(['hash', at('case'), at('files'), '--open-paths', '--bagit', at('bag'), ...own])
  await result(['release', at('case'), ...own])
  for (const audience of ['auditor', 'investigator'])
    await result(['view', at('case'), '--for', audience, '-o', at(audience), ...own])
  writeFileSync(at('key.pub'), readFileSync(at('case/key.pub')))
  chmodSync(at('auditor'), 0o644)
  key = ['--key', at('key.pub')]
})

const audit = (view: string, files: string, ...more: readonly string[]) =>
  amana(['audit', view, files, ...key, ...more])

/** A copy of the folder for one attack. */
function copyOf(files: string): string {
  const copy = newFolder()
  chmodSync(copy, 0o755)
  cpSync(files, join(copy, 'copy'), { recursive: true })
  return join(copy, 'copy')
}

afterAll(removeFolders)

describe('amana audit', () => {
  it('passes the folder that was recorded, and the copy under neutral names', async () => {
    expect(await result(['audit', at('auditor'), at('files'), ...key])).toMatchObject({
      ok: true,
      findings: [],
      audited: true,
      listed: 8,
      files: 8,
      closed: 0,
      naming: 'recorded',
      byContent: 0,
      verification: { ok: true },
    })
    expect(await result(['audit', at('auditor'), at('bag/data'), ...key])).toMatchObject({
      ok: true,
      findings: [],
      naming: 'neutral',
      byContent: 0,
    })
  })

  it.each(ATTACKS.map((attack) => [attack.name, attack] as const))(
    'finds and names through a view: %s',
    async (_, attack) => {
      const files = copyOf(at('files'))
      attack.apply(files)
      let ran: { exit: number | null; stdout: string }
      if (attack.plain === true) {
        const bin = join(ROOT, 'packages/cli/bin/amana.js')
        const args = [bin, 'audit', at('auditor'), files, ...key, '--json']
        const { code, stdout } = await run(process.execPath, args, { plain: true })
        ran = { exit: code, stdout }
        await run('chmod', ['-R', 'u+rwX', files])
      } else ran = await audit(at('auditor'), files, '--json')
      const said = JSON.parse(ran.stdout) as Json
      expect([ran.exit, said.ok]).toEqual([1, false])
      expect(said.findings).toEqual(attack.expected)
    },
  )

  it('finds the same in a folder of neutral names', async () => {
    const files = copyOf(at('bag/data'))
    const names = readdirSync(files).sort()
    renameSync(join(files, names[0]!), join(files, 'x'))
    renameSync(join(files, names[2]!), join(files, 'y'))
    renameSync(join(files, names[1]!), join(files, names[2]!))
    renameSync(join(files, 'y'), join(files, names[1]!))
    put(files, 'DCIM/z', noise(10, 1))
    const ran = await audit(at('auditor'), files, '--json')
    expect(ran.exit).toBe(1)
    expect(json(ran).findings).toEqual(
      [
        { path: names[0], kind: 'renamed', other: 'x' },
        { path: names[1], kind: 'swapped', other: names[2] },
        { path: names[2], kind: 'swapped', other: names[1] },
        { path: 'DCIM/z', kind: 'added' },
      ].sort((a, b) => (a.path! < b.path! ? -1 : 1)),
    )
  })

  it('does not look at the folder where the view is not as signed, or of another key', async () => {
    const bytes = Uint8Array.from(readFileSync(at('auditor')))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(at('altered'), bytes)
    const altered = await audit(at('altered'), at('files'), '--json')
    expect([altered.exit, json(altered)]).toMatchObject([
      1,
      { ok: false, audited: false, findings: [], verification: { ok: false } },
    ])
    const words = await audit(at('altered'), at('files'))
    expect([words.exit, words.stdout]).toEqual([1, expect.stringContaining('FAILED')])
    const none = await amana(['audit', at('persons.csv'), at('files'), ...key])
    expect(none.exit).toBe(1)
  })

  it('tells slips from evidence that failed', async () => {
    const investigator = await audit(at('investigator'), at('files'), '--json')
    expect([investigator.exit, codeOf(investigator)]).toEqual([2, 'audit/no-manifest'])
    const nowhere = await audit(at('auditor'), at('nowhere'), '--json')
    expect([nowhere.exit, codeOf(nowhere)]).toEqual([2, 'evidence/no-folder'])
    expect((await amana(['audit', at('auditor'), at('files')])).exit).toBe(2)
  })

  it('writes a page that loads nothing, in both languages, with every text from outside escaped', async () => {
    const files = copyOf(at('files'))
    put(files, '<img src=x onerror=alert(1)>.jpg', 'x')
    put(files, '\u202egpj.exe', 'x')
    // Cut to its room, between letters and not within one.
    put(files, `${'\u{1f4f7}'.repeat(50)}/0${'\u{1f4f7}'.repeat(50)}`, 'x')
    for (let i = 0; i < 30; i++) put(files, `\u{1f5bc} added ${i}`, 'x')
    for (const lang of ['en', 'ar']) {
      const ran = await audit(at('auditor'), files, '--report', at(`${lang}.html`), '--lang', lang)
      expect([ran.exit, ran.stdout]).toEqual([1, expect.stringContaining(`${lang}.html`)])
      const page = readFileSync(at(`${lang}.html`), 'utf8')
      expect(page).toContain(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">`)
      // In a line from the right an option that is not isolated would read "since--".
      expect(page).toContain(lang === 'ar' ? '(\u2066--since\u2069)' : '(--since)')
      expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/)
      // No element but those of the page itself, nothing that is fetched or run, no mark that turns a line around.
      const elements = new Set([...page.matchAll(/<\/?([a-z][a-z0-9]*)/g)].map(([, name]) => name))
      expect([...elements].sort()).toEqual(
        'bdi body code div footer h1 h2 head html meta p style table tbody td th thead title tr'.split(' '),
      )
      expect(page).not.toMatch(/<[^>]*\s(?:src|href|on\w+)=|https?:|url\(|@import|\u202e/)
      expect(page).toContain(`>${'\u{1f4f7}'.repeat(40)}…${'\u{1f4f7}'.repeat(40)}<`)
      expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;.jpg')
      expect(page).toContain(lang === 'ar' ? 'المجلد غير مطابق للقائمة' : 'The folder is not as listed')
      expect(page.match(/<tr><td>/g)).toHaveLength(6)
    }
  })

  const browser = ['chromium', 'google-chrome'].some((name) => existsSync(join('/usr/bin', name)))
  const printing = browser ? it : it.skip
  printing(
    `is printed as PDF of one page by a browser${browser ? '' : ' (skipped: none is installed)'}`,
    async () => {
      for (const lang of ['en', 'ar']) {
        const ran = await audit(at('auditor'), at('files'), '--report', at(`${lang}.pdf`), '--lang', lang)
        expect(ran.exit).toBe(0)
        const pdf = readFileSync(at(`${lang}.pdf`), 'latin1')
        expect(pdf).toMatch(/^%PDF-/)
        expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
      }
    },
  )

  it('as PDF is refused before anything is hashed where there is no browser, and says so where it does not print', async () => {
    const at0 = (env: Record<string, string>) =>
      amana(['audit', at('auditor'), at('files'), ...key, '--report', at('no.pdf'), '--json'], { env })
    const none = await at0({ PATH: '/nowhere', AMANA_BROWSER: '' })
    expect([none.exit, codeOf(none)]).toEqual([2, 'cli/no-browser'])
    const broken = await at0({ AMANA_BROWSER: '/bin/false' })
    expect([broken.exit, codeOf(broken)]).toEqual([2, 'cli/no-pdf'])
    expect(existsSync(at('no.pdf'))).toBe(false)
  })
})

describe('amana chunk', () => {
  const chunk = (...args: readonly string[]) => amana(['chunk', at('auditor'), ...args, ...key, '--json'])

  it('proves a piece of a file alone, and gives it back to whoever has the view and not the file', async () => {
    const film = at('files/video/market.mp4')
    const made = json(await chunk(film, '2', '-o', at('proof')))
    expect(made).toMatchObject({ ok: true, index: 2, bytes: 3_000_000 - 2 * 1_048_576, hashes: 1 })
    const checked = json(await chunk(at('proof'), '-o', at('piece')))
    expect(checked).toMatchObject({ ok: true, id: made.id, index: 2, size: 3_000_000, chunks: 3 })
    expect(readFileSync(at('piece')).equals(readFileSync(film).subarray(2 * 1_048_576))).toBe(true)
  })

  it('refuses another piece, other bytes, another file, and what is no proof', async () => {
    const proof = JSON.parse(readFileSync(at('proof'), 'utf8')) as Record<string, unknown>
    const altered: readonly [Record<string, unknown>, number][] = [
      [{ index: 1 }, 1],
      [{ chunk: 'AAAA' }, 1],
      [{ id: '00'.repeat(16) }, 1],
      [{ proof: [] }, 1],
      [{ format: 'amana-chunk 1' }, 2],
      [{ chunk: 5 }, 2],
    ]
    for (const [change, exit] of altered) {
      writeFileSync(at('bad-proof'), JSON.stringify({ ...proof, ...change }))
      expect([change, (await chunk(at('bad-proof'))).exit]).toEqual([change, exit])
    }
    const investigator = await amana(['chunk', at('investigator'), at('proof'), ...key, '--json'])
    expect(codeOf(investigator)).toBe('audit/no-manifest')
    expect((await chunk(at('persons.csv'), '0', '-o', at('none'))).exit).toBe(1)
    expect(codeOf(await chunk(at('files/video/market.mp4'), '3', '-o', at('none')))).toBe('log/bad-index')
  })
})
