import {
  CAUSE,
  CIVILIAN,
  CONSENT,
  codeOf,
  labelOf,
  PARTY,
  SEX,
  SOURCE_KIND,
  VOCABULARIES,
} from '@amana/records'
import { describe, expect, it } from '@jest/globals'

describe('vocabularies', () => {
  it('have codes that are lower-case words joined by hyphens, unique in their list', () => {
    for (const { terms } of VOCABULARIES) {
      const codes = terms.map((term) => term.code)
      expect(new Set(codes).size).toBe(codes.length)
      for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    }
  })

  it('give every spelling to exactly one term', () => {
    const clashes: string[] = []
    for (const vocabulary of VOCABULARIES)
      for (const { code, en, ar, also = [] } of vocabulary.terms)
        for (const spelling of [code, en, ar, ...also]) {
          const found = codeOf(vocabulary, spelling)
          if (found !== code) clashes.push(`${vocabulary.name}: ${spelling} is ${found}, not ${code}`)
        }
    expect(clashes).toEqual([])
  })

  it.each([
    [SEX, 'F', 'female'],
    [SEX, ' Female ', 'female'],
    [SEX, 'أُنثى', 'female'],
    [SEX, 'انثي', 'female'],
    [SEX, 'ذَكـر', 'male'],
    [SEX, '?', 'unknown'],
    [SEX, 'banana', undefined],
    [SEX, '', undefined],
    [CAUSE, 'Air-Strike', 'airstrike'],
    [CAUSE, 'AIR STRIKES', 'airstrike'],
    [CAUSE, 'القصف الجوي', 'airstrike'],
    [CAUSE, 'barrel_bomb', 'barrel-bomb'],
    [PARTY, 'US-led Coalition', 'coalition'],
    [PARTY, 'التّحالف الدّولي', 'coalition'],
    [PARTY, 'ISIS', 'isis'],
    [PARTY, 'النظام السوري', 'syrian-government'],
    [CIVILIAN, 'Yes', 'civilian'],
    [CIVILIAN, 'مدنيّة', 'civilian'],
    [SOURCE_KIND, 'Videos', 'video'],
    [CONSENT, 'court', 'courts'],
  ])('%o reads %p as %p', (vocabulary, text, code) => {
    expect(codeOf(vocabulary, text)).toBe(code)
  })

  it('label a code in either language, and an unknown code by itself', () => {
    expect(labelOf(SEX, 'female', 'en')).toBe('Female')
    expect(labelOf(SEX, 'female', 'ar')).toBe('أنثى')
    expect(labelOf(SEX, 'newer-code', 'ar')).toBe('newer-code')
  })
})
