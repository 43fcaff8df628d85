import { Case, makeRelease } from '@amana/bundle'
import { newCaseKeys } from '@amana/crypto'
import { newScope } from '@amana/linkage'
import { describe, expect, it } from '@jest/globals'

const made = (): Case => {
  const amana = new Case('amana/test', newCaseKeys(), newScope('test', 1))
  amana.import([
    { rowId: '1', given: 'طه', father: 'منير', family: 'الخطيب', incident: 'سوق', place: 'الباب' },
    { rowId: '2', full: 'Marwan Qasem al-Zoubi', incident: 'سوق', place: 'الباب' },
  ])
  return amana
}

describe('the guard of texts that views show', () => {
  const guard = made().nameGuard()

  it.each([
    ['a name as written', 'بيت الخطيب'],
    ['a name without its article', 'بيت خطيب'],
    ['a name with a preposition', 'منزل للخطيب'],
    ['a name of two letters', 'دار طه'],
    ['a name in the other script', 'House of Khatib'],
    ['a Latin name in Arabic letters', 'بيت مروان'],
    ['a Latin name in small letters', 'the house of marwan'],
    ['a genitive', "Qasem's shop"],
  ])('finds %s', (_, text) => {
    expect(guard.holdsName(text)).toBe(true)
  })

  it.each([
    ['سوق الخضار في المدينة'],
    ['Building used as a prison'],
    ['Small oil refineries, first strike'],
    ['al-bab-prison'],
  ])('finds none in "%s"', (text) => {
    expect(guard.holdsName(text)).toBe(false)
  })

  it('lets pass what also stands in the name of the place', () => {
    expect(guard.holdsName('Strike on Khatib', ['Tell Khatib'])).toBe(false)
  })
})

describe('the guard of a case that goes on', () => {
  it('knows a name as long as one person has it', () => {
    const amana = made()
    const guard = amana.nameGuard()
    amana.import([{ rowId: '3', given: 'هدى', family: 'الخطيب', incident: 'سوق', place: 'الباب' }])
    expect(guard.holdsName('دار هدى')).toBe(true)
    amana.withdraw('person', ['1'], 'consent')
    expect(guard.holdsName('دار طه')).toBe(false)
    expect(guard.holdsName('بيت الخطيب')).toBe(true)
    amana.import([{ rowId: '3', given: 'هدى', family: 'نحاس', incident: 'سوق', place: 'الباب' }])
    expect(guard.holdsName('بيت الخطيب')).toBe(false)
    expect(guard.holdsName('بيت النحاس')).toBe(true)
  })
})

describe('a release', () => {
  const where = { incident: ['سوق'] }

  it('is refused where the text of a claim holds a name, and keeps nothing', () => {
    const amana = made()
    const claims = [
      { en: 'all', where },
      { en: 'the family', ar: 'عائلة الخطيب', where },
    ]
    expect(() => makeRelease(amana, { claims })).toThrow(
      expect.objectContaining({ code: 'release/name-in-claim' }),
    )
    expect(amana.releases).toEqual([])
  })

  it('takes claims in other words', () => {
    expect(makeRelease(made(), { claims: [{ en: 'at the market', ar: 'في السوق', where }] }).number).toBe(1)
  })
})
