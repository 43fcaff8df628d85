import { toHex, utf8 } from '@amana/codec'
import { type LinkageFacts, newScope, TOKEN_BYTES, TOKEN_SLOTS, tokensOf } from '@amana/linkage'
import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'

const key = new Uint8Array(32).fill(7)
const scope = newScope('al-bab', 1, key)
const tokens = (facts: LinkageFacts, id = 'a', by = scope): string[] =>
  tokensOf(by, utf8(id), facts).map(toHex)
const full: LinkageFacts = { parts: splitName('خالد محمود الخطيب'), dateOfDeath: '2014-12-28', sex: 'male' }

/** Which slots are equal between two records. */
const shared = (a: LinkageFacts, b: LinkageFacts): number[] => {
  const x = tokens(a, 'a')
  const y = tokens(b, 'b')
  return x.flatMap((token, slot) => (token === y[slot] ? [slot] : []))
}

describe('linkage tokens', () => {
  it.each<[string, LinkageFacts]>([
    ['everything', full],
    ['nothing', { parts: {} }],
    ['one name', { parts: { given: 'خالد' } }],
    ['an unknown sex and an empty date', { parts: { given: 'خالد' }, sex: 'unknown', dateOfDeath: '' }],
  ])('are a fixed number of 16 bytes for a record with %s', (_, facts) => {
    const list = tokensOf(scope, utf8('a'), facts)
    expect(list).toHaveLength(TOKEN_SLOTS)
    for (const token of list) expect(token).toHaveLength(TOKEN_BYTES)
    expect(new Set(list.map(toHex)).size).toBe(TOKEN_SLOTS)
  })

  it('agree in every slot for one person in two scripts, whatever the record id', () => {
    expect(shared(full, { ...full, parts: splitName('Khaled Mahmud al-Khateeb') })).toEqual([0, 1, 2, 3])
  })

  it('have nothing in common under another id, epoch, key or normaliser', () => {
    const mine = new Set(tokens(full))
    const other = new Uint8Array(32).fill(8)
    for (const by of [newScope('al-bab-2', 1, key), newScope('al-bab', 2, key), newScope('al-bab', 1, other)])
      for (const facts of [full, { parts: {} }])
        for (const token of tokens(facts, 'a', by)) expect(mine.has(token)).toBe(false)
    expect(() => tokens(full, 'a', { ...scope, normaliser: 'amana-names/9' })).toThrow(
      expect.objectContaining({ code: 'linkage/other-normaliser' }),
    )
  })

  it('are fillers of the record’s own where parts are missing: never equal between records, the same each time', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 200; i++) for (const token of tokens({ parts: {} }, `record ${i}`)) seen.add(token)
    expect(seen.size).toBe(200 * TOKEN_SLOTS)
    expect(tokens({ parts: {} }, 'a')).toEqual(tokens({ parts: {} }, 'a'))
  })

  it('never depend on a single name: with the given name or the family name alone every slot is a filler', () => {
    const around = { dateOfDeath: '2014-12-28', sex: 'male' }
    for (const parts of [
      { given: 'خالد' },
      { father: 'محمود' },
      { family: 'الخطيب' },
      { father: 'محمود', grandfather: 'سعيد', family: 'الخطيب', mother: 'فاطمة', kunya: 'أبو محمد' },
      { given: 'خالد', mother: 'فاطمة', kunya: 'أبو محمد' },
      { given: ' - ', family: 'الخطيب', father: 'محمود' },
    ])
      expect(shared({ ...around, parts }, { ...around, parts })).toEqual([])
  })

  it('change in every slot when the given name or when all the others change', () => {
    const around = { dateOfDeath: '2014-12-28', sex: 'male' }
    expect(shared(full, { ...around, parts: splitName('سامي محمود الخطيب') })).toEqual([])
    expect(shared(full, { ...around, parts: splitName('خالد يوسف النجار') })).toEqual([])
  })

  it.each<[string, Omit<LinkageFacts, 'parts'>]>([
    ['the month of death', { dateOfDeath: '2014-12' }],
    ['the sex', { sex: 'female' }],
    ['the year and the sex', { dateOfDeath: '2014', sex: 'female' }],
  ])('match a person of whom given and family name are known, by %s', (_, around) => {
    const facts = { ...around, parts: splitName('سارة الخطيب') }
    expect(shared(facts, facts).length).toBeGreaterThan(0)
  })

  it('differ for brothers, and for sister and brother, who died on one day', () => {
    const died = { dateOfDeath: '2014-12-28' }
    const of = (name: string, sex: string): LinkageFacts => ({ ...died, sex, parts: splitName(name) })
    expect(shared(of('محمد خالد الخطيب', 'male'), of('محمود خالد الخطيب', 'female'))).toEqual([])
    expect(shared(of('أحمد خالد الخطيب', 'male'), of('محمد خالد الخطيب', 'male'))).toEqual([])
    expect(shared(of('أمير خالد الخطيب', 'male'), of('أميرة خالد الخطيب', 'female'))).toEqual([])
  })

  it('refuse a date that is none, without repeating it or a name', () => {
    const act = (): unknown => tokens({ parts: full.parts, dateOfDeath: '28/12/2014' })
    expect(act).toThrow(expect.objectContaining({ code: 'linkage/bad-date' }))
    expect(act).not.toThrow(/خالد|28/)
  })
})
