import { describe, expect, it } from '@jest/globals'
import { person, problems, read } from './reading.js'

describe('ages', () => {
  it.each([
    ['34', 34, 34],
    ['٣٤', 34, 34],
    ['۳۴ سنة', 34, 34],
    ['34 years', 34, 34],
    ['34.0', 34, 34],
    ['20-30', 20, 30],
    ['20 – 30', 20, 30],
    ['20 to 30 years', 20, 30],
    ['٢٠ إلى ٣٠', 20, 30],
    ['6 months', 0, 0],
    ['٦ أشهر', 0, 0],
    ['18 months', 1, 1],
    ['10 days', 0, 0],
    ['3 أيام', 0, 0],
    ['شهرين', 0, 0],
    ['2.5', 2, 2],
    ['سنتين', 2, 2],
    ['<18', 0, 17],
    ['60+', 60, undefined],
    ['child', 0, 17],
    ['طفلة', 0, 17],
    ['adult', 18, undefined],
    ['0', 0, 0],
    ['120', 120, 120],
    ['unknown', undefined, undefined],
    ['?', undefined, undefined],
    ['', undefined, undefined],
  ])('%p are %p to %p', async (written, min, max) => {
    const { ageMin, ageMax } = await person('age', written)
    expect([ageMin, ageMax]).toEqual([min, max])
  })

  it.each([
    '~30',
    'about 30',
    'حوالي 30',
    '121',
    '-3',
    '30-20',
    '20-130',
    'Omar',
    '34;35',
    '3/4',
    '2014-03-04',
  ])('%s is refused', async (written) => {
    expect(await problems('age', written)).toMatchObject([{ column: 'age', code: 'import/bad-age' }])
  })

  it('in months are kept sealed as written', async () => {
    expect((await person('age', '6 months')).extra).toEqual([['age', '6 months']])
  })

  it('from and to are taken together with an exact one, unless they contradict', async () => {
    expect(await person('age,age_min,age_max', ',20,٣٠')).toMatchObject({ ageMin: 20, ageMax: 30 })
    expect(await person('age,age_min,age_max', '25,20,30')).toMatchObject({ ageMin: 25, ageMax: 25 })
    expect(await person('age,age_min,age_max', 'adult,,30')).toMatchObject({ ageMin: 18, ageMax: 30 })
    expect(await problems('age,age_min,age_max', ',30,20')).toMatchObject([{ column: 'age_min' }])
    expect(await problems('age,age_min,age_max', '40,20,30')).toMatchObject([{ column: 'age' }])
    expect(await problems('age,age_min,age_max', ',20-30,')).toMatchObject([{ column: 'age_min' }])
  })
})

describe('years of birth', () => {
  it('are four digits, within a life before the death', async () => {
    expect((await person('birth_year', '١٩٨٠')).birthYear).toBe(1980)
    expect((await person('birth_year,date_of_death', '2014,2014')).birthYear).toBe(2014)
    for (const bad of ['80', '2015,2014', '1890,2014', '1435', 'Omar', '2027'])
      expect(await problems('birth_year,date_of_death', bad.includes(',') ? bad : `${bad},`)).toMatchObject([
        { column: 'birth_year', code: 'import/bad-birth-year' },
      ])
  })
})

describe('words for codes', () => {
  it('of sex and civilian status are known in both languages; others refuse the row', async () => {
    for (const [word, code] of [
      ['F', 'female'],
      ['Female', 'female'],
      ['أنثى', 'female'],
      ['انثى', 'female'],
      ['m', 'male'],
      ['ذكر', 'male'],
      ['unknown', 'unknown'],
      ['', undefined],
    ] as const)
      expect((await person('sex', word)).sex).toBe(code)
    for (const [word, code] of [
      ['yes', 'civilian'],
      ['TRUE', 'civilian'],
      ['مدنية', 'civilian'],
      ['no', 'combatant'],
      ['مقاتل', 'combatant'],
      ['unknown', 'unknown'],
    ] as const)
      expect((await person('civilian', word)).civilian).toBe(code)
    for (const column of ['sex', 'civilian', 'civilian_basis', 'place_precision', 'date_precision'])
      expect(await problems(column, 'banana')).toMatchObject([{ column, code: 'import/unknown-term' }])
  })

  it('of cause and party become “other” with their text, and it is said', async () => {
    const table = await read('row_id,place,cause,party\n1,A,غارة جوية,التحالف الدولي\n2,A,Meteor,Martians\n')
    expect(table.persons).toMatchObject([
      { cause: 'airstrike', party: 'coalition' },
      { cause: 'other', causeText: 'Meteor', party: 'other', partyText: 'Martians' },
    ])
    expect(table.notes.join()).toContain('cause: words the vocabulary lacks')
    expect(table.notes.join()).not.toContain('Meteor')
  })

  it('keep the word itself where the code says less', async () => {
    expect(await person('cause', 'Sarin')).toMatchObject({ cause: 'chemical', extra: [['cause', 'Sarin']] })
    expect((await person('cause', 'Airstrike')).extra).toBeUndefined()
  })
})

describe('sources', () => {
  it.each([
    ['video', [['video', 1]]],
    [
      'video:2; photo x3 ;family-statement',
      [
        ['video', 2],
        ['photo', 3],
        ['family-statement', 1],
      ],
    ],
    [
      '2 videos|صورة:٣',
      [
        ['video', 2],
        ['photo', 3],
      ],
    ],
    [
      'فيديو ٢، شهادة',
      [
        ['video', 2],
        ['witness-statement', 1],
      ],
    ],
    ['photo (4)', [['photo', 4]]],
    ['video;videos:2', [['video', 3]]],
    ['video:0', undefined],
    ['none', undefined],
    ['', undefined],
  ] as const)('%p are counted by kind', async (written, counts) => {
    expect(
      (await person('sources', `"${written}"`)).sources?.map(({ kind, count }) => [kind, count]),
    ).toEqual(counts)
  })

  it('of a kind nobody knows count as other, with the cell kept sealed', async () => {
    expect(await person('sources', 'carrier pigeon:2')).toMatchObject({
      sources: [{ kind: 'other', count: 2 }],
      extra: [['sources', 'carrier pigeon:2']],
    })
  })

  it('without a kind are refused', async () => {
    for (const bad of ['3', ':3', 'video:99999999'])
      expect(await problems('sources', bad)).toMatchObject([
        { column: 'sources', code: 'import/bad-sources' },
      ])
  })
})

describe('consent', () => {
  const all = ['investigators', 'courts', 'publish', 'contact']
  it.each([
    ['yes', all],
    ['all', all],
    ['نعم', all],
    ['no', []],
    ['لا', []],
    ['none', []],
    ['unknown', undefined],
    ['', undefined],
    ['courts; investigators', ['investigators', 'courts']],
    ['المحققين والمحاكم', ['investigators', 'courts']],
    ['investigators and publish', ['investigators', 'publish']],
    ['النشر، التواصل', ['publish', 'contact']],
  ])('%p is %p', async (written, consent) => {
    expect((await person('consent', written)).consent).toEqual(consent)
  })

  it('for a purpose nobody knows is refused', async () => {
    expect(await problems('consent', 'courts; parties')).toMatchObject([
      { column: 'consent', code: 'import/bad-consent' },
    ])
  })
})

describe('coordinates', () => {
  it.each([
    ['36.372049,37.5', 36_372_049, 37_500_000],
    ['٣٦٫٣٧,٣٧٫٥', 36_370_000, 37_500_000],
    ['-0.5,-180', -500_000, -180_000_000],
    ['−33.5,0', -33_500_000, 0],
    ['36,37', 36_000_000, 37_000_000],
    [',', undefined, undefined],
  ])('%p are microdegrees', async (written, latitude, longitude) => {
    expect(await person('latitude,longitude', written)).toMatchObject(
      latitude === undefined ? {} : { latitude, longitude },
    )
  })

  it.each(['91,37', '36,181', 'N36,37', '36°22,37', '36.3,', '"36,37",37.1', '1e1,2', '36.37.1,2'])(
    '%s are refused',
    async (written) => {
      expect(await problems('latitude,longitude', written)).toMatchObject([{ code: 'import/bad-coordinate' }])
    },
  )

  it('may have a decimal comma where commas do not part the cells', async () => {
    const table = await read('row_id;place;latitude;longitude\n1;A;36,372;37,518\n2;A;36,372,000;37\n')
    expect(table.persons).toMatchObject([{ latitude: 36_372_000, longitude: 37_518_000 }])
    expect(table.refused).toMatchObject([{ line: 3, column: 'latitude' }])
  })
})

describe('incidents of rows', () => {
  it('are named by the incident, else by place and date as far as known', async () => {
    const table = await read(
      'row_id,incident,place,date_of_death\n1, prison ,A,2014-12-28\n2,,A,2014-12-28\n3,,A,2014-12\n4,,A,\n5,prison,,\n6,,,2014\n',
    )
    expect(table.persons.map(({ incident }) => incident)).toEqual([
      'prison',
      'A 2014-12-28',
      'A 2014-12',
      'A',
      'prison',
    ])
    expect(table.refused).toMatchObject([{ line: 7, code: 'import/no-incident' }])
  })

  it('that differ only in case or blanks are pointed out', async () => {
    const table = await read('row_id,incident\n1,Al Bab prison\n2,Al-Bab Prison\n3,refinery\n')
    expect(table.notes.join()).toContain('1 name is written in several ways')
  })
})

describe('names', () => {
  it('are taken as written, both scripts, with their blanks inside', async () => {
    expect(await person('given_name,kunya,name_latin', 'عَبد  الرحمن,أبو علي,ʿAbd al-Raḥmān')).toMatchObject({
      given: 'عَبد  الرحمن',
      kunya: 'أبو علي',
      latin: 'ʿAbd al-Raḥmān',
    })
  })

  it('that say that nobody knows the name are no names, but kept', async () => {
    const unnamed = await person('full_name', 'مجهول الهوية')
    expect(unnamed.full).toBeUndefined()
    expect(unnamed.extra).toEqual([['full_name', 'مجهول الهوية']])
  })
})
