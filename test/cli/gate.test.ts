import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { put } from '../evidence/folders.js'
import { amana, codeOf, type Identity, json, newIdentity, result, temporaryFolder } from './amana.js'

const folder = temporaryFolder()
const at = (name: string): string => join(folder, name)
let me: Identity
let own: readonly string[]

/** 120 made-up persons of two incidents: a fifth female, and one man over ninety. */
const GIVEN = ['زاهر', 'قصي', 'نورس', 'همام', 'رغد', 'سلاف', 'عفراء', 'شذى']
const ROWS = Array.from({ length: 120 }, (_, i) => {
  const [sex, age] = i === 7 ? ['male', 94] : [i % 5 === 0 ? 'female' : 'male', 20 + (i % 3)]
  return `r${i},${GIVEN[i % 8]} بن ${GIVEN[(i * 3) % 8]} المعلوف,${i % 2 === 0 ? 'Mill' : 'Ferry'},${sex},${age}`
})

beforeAll(async () => {
  me = await newIdentity(folder)
  own = ['--identity', me.file]
  put(folder, 'persons.csv', `row_id,full_name,incident,sex,age\n${ROWS.join('\n')}\n`)
  await result(['new', at('case'), '--recipient', me.recipient])
  await result(['import', at('case'), at('persons.csv'), ...own])
  await result(['release', at('case'), '--time', '2015-01-01', ...own])
})

const view = (name: string, ...args: readonly string[]) =>
  amana(['view', at('case'), '--for', 'investigator', '-o', at(name), ...own, ...args])

describe('amana view', () => {
  it('refuses a view that singles somebody out: exit 3, who and why, the least that passes, nothing written', async () => {
    const ran = await view('refused', '--open', 'sex,age_min', '--json')
    expect(ran.exit).toBe(3)
    expect(codeOf(ran)).toBe('view/gives-away')
    expect(existsSync(at('refused'))).toBe(false)
    const [finding] = json(ran).gate
    expect(finding).toMatchObject({
      pool: 'named',
      passes: false,
      limits: { k: 5, globalRisk: 0.03 },
      alone: 1,
    })
    expect(finding.who[0]).toMatchObject({ records: 1, because: [['age_min']] })
    expect(finding.close).toContain('age_min')
    const words = await view('refused', '--open', 'sex,age_min')
    expect(words.stdout).toContain('told apart by age_min')
    expect(words.stdout).toMatch(/The smallest change found that passes: --close [a-z_,]*age_min/)
    expect([finding.instead, words.stdout.includes('--open age_group passes')]).toEqual([['age_group'], true])
    const again = await view('passes', '--open', 'sex,age_min', '--close', finding.close.join())
    expect(again.exit).toBe(0)
  })

  it('can be told otherwise, with a reason that every verifier shows', async () => {
    expect(codeOf(await view('no-reason', '--open', 'age_min', '--override', '--json'))).toBe(
      'view/no-reason',
    )
    const reason = 'a court asked, and keeps it sealed'
    const ran = await view('overridden', '--open', 'age_min', '--override', '--reason', reason, '--json')
    expect(ran.exit).toBe(0)
    expect(json(ran).overridden).toBe(true)
    const key = ['--key', join(at('case'), 'key.pub')]
    const report = await result(['verify', at('overridden'), ...key])
    expect(report).toMatchObject({ ok: true, override: reason })
    for (const lang of ['en', 'ar']) {
      const words = await amana(['verify', at('overridden'), ...key, '--lang', lang])
      expect(words.stdout).toContain(reason)
    }
    // What was handed out stays known: now less is let through.
    expect((await view('after', '--open', 'sex', '--json')).exit).toBe(3)
    expect((await view('default', '--json')).exit).toBe(0)
  })
})

describe('amana risk', () => {
  it('judges as amana view does and writes a page with plots, in both languages, and no name', async () => {
    for (const lang of ['en', 'ar']) {
      const ran = await amana([
        'risk',
        at('case'),
        '--for',
        'public',
        '--open',
        'age_min,sex',
        '--report',
        at(`${lang}.html`),
        '--lang',
        lang,
        '--json',
        ...own,
      ])
      expect([ran.exit, json(ran).ok]).toEqual([3, false])
      expect(json(ran).gate.map((finding: { pool: string }) => finding.pool)).toEqual(['public', 'named'])
      const page = readFileSync(at(`${lang}.html`), 'utf8')
      expect(page).toContain('<svg')
      expect(page).toContain(`<p>${json(ran).gate[0].close.join(', ')}</p>`)
      expect(page).toContain(lang === 'ar' ? 'dir="rtl"' : 'dir="ltr"')
      expect(page).toContain("default-src 'none'")
      for (const name of GIVEN) expect(page).not.toContain(name)
    }
    const ran = await amana(['risk', at('case'), '--for', 'public', '--json', ...own])
    expect([ran.exit, json(ran).gate.find(({ pool }: { pool: string }) => pool === 'public').passes]).toEqual(
      [0, true],
    )
  })
})
