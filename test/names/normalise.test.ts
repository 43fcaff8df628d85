import { looseSkeleton, normalise, skeleton, splitName, words } from '@amana/names'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

/** Text with everything that has broken a normaliser: lone surrogates, marks, ligatures, direction marks. */
const junk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc.string({
    unit: fc.constantFrom(
      ..."عبدالرحمنأبوـًّ\u200f\u200d\u0640ﷲﻻء («»),،-'’ aeiouAbdulESHKH37ßşİ\ud800\udc00".split(''),
    ),
  }),
)

describe('normalise', () => {
  it.each([
    ['hamza seats and madda', 'أحمد إبراهيم آمنة مؤمن وائل', 'احمد ابراهيم امنه مومن وايل'],
    ['teh marbuta and alef maksura', 'فاطمة مصطفى', 'فاطمه مصطفي'],
    ['vowel signs and superscript alef', 'مُحَمَّدٌ هٰذا', 'محمد هذا'],
    ['tatweel', 'محـــــمد', 'محمد'],
    ['presentation forms and ligatures', 'ﻣﺤﻤﺪ ﻋﻼﺀ ﷲ', 'محمد علا الله'],
    ['a lam-alef turned round by a PDF', 'األحمد اإلسلام آل سالم', 'الاحمد الاسلام ال سالم'],
    ['the Kurdish short e', 'نەورۆز شەهلە', 'نوروز شهله'],
    ['Persian, Kurdish and Urdu letters', 'کریم علی پیمان ھدی ئازاد', 'كريم علي بيمان هدي يازاد'],
    ['direction and zero-width marks', '\u202bمح\u200dمد\u200f \u2066علي\u2069\ufeff', 'محمد علي'],
    ['Arabic and Persian digits', '٢٠١٤ ۲۰۱۴', '2014 2014'],
    ['case, accents and transliteration letters', 'Al-ḪAṬĪB Şükrü İbrahim', 'al khatib shukru ibrahim'],
    ['apostrophes of every kind', "Sa'id Sa’id Saʿid Sa`id", 'said said said said'],
    ['punctuation and spaces', '  محمد،\u00a0 علي/حسن  ', 'محمد علي حسن'],
  ])('folds %s', (_, written, plain) => {
    expect(normalise(written)).toBe(plain)
  })

  it('never throws and changes nothing it has made, for any Unicode junk', () => {
    fc.assert(
      fc.property(junk, (text) => {
        const plain = normalise(text)
        expect(normalise(plain)).toBe(plain)
        expect(plain).toBe(plain.normalize('NFC'))
        expect(plain).not.toMatch(/\p{Cs}|\p{M}|\p{Cf}|^ | $| {2}/u)
      }),
      { numRuns: 1000 },
    )
  })

  it('folds common signs the same way alone as beside a sign that is not common', () => {
    const common = fc.string({
      unit: fc.constantFrom(...' aAzZ09-\'`.,"ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي'.split('')),
    })
    fc.assert(
      fc.property(common, (text) => {
        expect(normalise(text)).toBe(normalise(`${text}\u200d`))
      }),
      { numRuns: 2000 },
    )
  })

  it('skeletons and splitting never throw, and no unit is invented', () => {
    fc.assert(
      fc.property(junk, (text) => {
        for (const key of [skeleton(text), looseSkeleton(text)]) expect(key).toBe(key.normalize('NFC'))
        const found = new Set(words(text))
        for (const part of Object.values(splitName(text)))
          for (const word of words(part))
            expect([...found].some((one) => one.includes(word) || word.includes(one))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each(['عبد ', 'عبد', 'ابو', 'ال', 'abd', 'abu', '(', '"', 'al '])(
    'stays quick on %j fifty thousand times over',
    (piece) => {
      const long = piece.repeat(50_000)
      const start = process.cpuUsage()
      skeleton(long)
      splitName(long)
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000)
    },
  )

  it('gives the words of a text, normalised, and none for an empty one', () => {
    expect(words('Khaled، الخَطيب!')).toEqual(['khaled', 'الخطيب'])
    expect(words(' \u200f…')).toEqual([])
  })
})
