// Why two rows are taken for one person or not, in words.
import type { Pattern } from './pattern.js'

const WORDS = {
  en: {
    /** What an agreement in a slot says, the one that says most first. */
    names: [
      [9, 'given name as written and family name agree'],
      [0, 'given and family name agree'],
      [1, 'given and family name agree but for vowels'],
      [2, 'given and family name sound alike'],
      [7, 'given names begin alike, family name agrees'],
      [6, 'given name and the initial of the family name agree'],
      [3, 'given names begin and family names end alike'],
      [4, 'given and family names end alike'],
      [8, 'given and father’s name agree'],
      [5, 'initial of the given name and family name agree'],
    ],
    someNames: 'parts of the name agree',
    fathersAgree: 'fathers’ names agree',
    fathersDiffer: 'fathers’ names differ',
    agesAgree: 'ages agree',
    agesOneApart: 'ages a year apart',
    agesTwoApart: 'ages two years apart',
    agesDiffer: 'ages differ by 3 or more',
    dates: [
      'the same day',
      'a day apart',
      '2 to 3 days apart',
      'more than 3 days apart',
      'the same month',
      'the same month',
      'different months',
      '',
    ],
    sameGovernorate: 'same governorate',
    otherGovernorates: 'different governorates',
    oneList: 'both on one list',
    comma: ', ',
  },
  ar: {
    names: [
      [9, 'الاسم الأول كما كتب واسم العائلة متفقان'],
      [0, 'الاسم الأول واسم العائلة متفقان'],
      [1, 'الاسم الأول واسم العائلة متفقان إلا في حروف العلة'],
      [2, 'الاسم الأول واسم العائلة متقاربان في اللفظ'],
      [7, 'الاسم الأول يبدأ بالحروف نفسها واسم العائلة متفق'],
      [6, 'الاسم الأول والحرف الأول من اسم العائلة متفقان'],
      [3, 'بداية الاسم الأول ونهاية اسم العائلة متفقتان'],
      [4, 'نهاية الاسم الأول ونهاية اسم العائلة متفقتان'],
      [8, 'الاسم الأول واسم الأب متفقان'],
      [5, 'الحرف الأول من الاسم الأول واسم العائلة متفقان'],
    ],
    someNames: 'أجزاء من الاسم متفقة',
    fathersAgree: 'اسم الأب متفق',
    fathersDiffer: 'اسم الأب مختلف',
    agesAgree: 'العمر متفق',
    agesOneApart: 'فرق العمر سنة واحدة',
    agesTwoApart: 'فرق العمر سنتان',
    agesDiffer: 'فرق العمر 3 سنوات أو أكثر',
    dates: [
      'في اليوم نفسه',
      'بفارق يوم واحد',
      'بفارق يومين إلى ثلاثة أيام',
      'بفارق أكثر من ثلاثة أيام',
      'في الشهر نفسه',
      'في الشهر نفسه',
      'في شهرين مختلفين',
      '',
    ],
    sameGovernorate: 'في المحافظة نفسها',
    otherGovernorates: 'في محافظتين مختلفتين',
    oneList: 'كلاهما في قائمة واحدة',
    comma: '، ',
  },
} as const

/** What a pair agrees and differs in, as one sentence without a stop, in the order of weight. Names are not in it: nobody has them. */
export function reasonOf(pattern: Pattern, language: 'en' | 'ar' = 'en'): string {
  const words = WORDS[language]
  const parts: string[] = []
  parts.push(words.names.find(([slot]) => ((pattern.name >> slot) & 1) === 1)?.[1] ?? words.someNames)
  const father = pattern.detail % 5
  const age = Math.floor(pattern.detail / 10)
  if (father === 3) parts.push(words.fathersAgree)
  if (father === 2) parts.push(words.fathersDiffer)
  if (age === 5) parts.push(words.agesAgree)
  if (age === 4) parts.push(words.agesOneApart)
  if (age === 3) parts.push(words.agesTwoApart)
  if (age === 2) parts.push(words.agesDiffer)
  const date = words.dates[Math.floor(pattern.event / 3)]!
  if (date !== '') parts.push(date)
  if (pattern.event % 3 === 2) parts.push(words.sameGovernorate)
  if (pattern.event % 3 === 0) parts.push(words.otherGovernorates)
  if (Math.floor(pattern.detail / 5) % 2 === 1) parts.push(words.oneList)
  return parts.join(words.comma)
}
