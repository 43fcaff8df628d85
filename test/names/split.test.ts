import { splitName } from '@amana/names'
import { describe, expect, it } from '@jest/globals'

/** name: given | father | grandfather | family | kunya */
const TABLE = `
خالد: خالد
خالد الخطيب: خالد|||الخطيب
خالد محمود الخطيب: خالد|محمود||الخطيب
خالد محمود سعيد الخطيب: خالد|محمود|سعيد|الخطيب
خالد محمود سعيد عمر الخطيب: خالد|محمود|سعيد عمر|الخطيب
عبد الرحمن خالد أبو زيد: عبد الرحمن|خالد||أبو زيد
عبدالرحمن خالد ابوزيد: عبدالرحمن|خالد||ابوزيد
الشهيد عبد الرحمن بن خالد أبو زيد: عبد الرحمن|خالد||أبو زيد
الحاج الشيخ محمد الخطيب: محمد|||الخطيب
د. محمد الخطيب: محمد|||الخطيب
محمد الشيخ: محمد|||الشيخ
الطفلة سارة حسن الخطيب: سارة|حسن||الخطيب
أبو محمد خالد الخطيب: خالد|||الخطيب|أبو محمد
خالد (أبو محمد) الخطيب: خالد|||الخطيب|أبو محمد
خالد “أبو النور” محمود الخطيب: خالد|محمود||الخطيب|أبو النور
أم علي فاطمة حسن الخطيب: فاطمة|حسن||الخطيب|أم علي
أبو بكر خالد الخطيب: أبو بكر|خالد||الخطيب
أبو محمد الحلبي: أبو محمد|||الحلبي
نور الدين محمود الخطيب: نور الدين|محمود||الخطيب
محمد زين العابدين الخطيب: محمد|زين العابدين||الخطيب
نصر الله حسن: نصر الله|||حسن
عبد الله: عبد الله
عبد الله عبد الرحمن عبد العزيز: عبد الله|عبد الرحمن||عبد العزيز
محمد عبد الله أبو عبد الرحمن: محمد|عبد الله||أبو عبد الرحمن
خالد ابن محمود الخطيب: خالد|محمود||الخطيب
محمد آل سعود: محمد|||آل سعود
محمد بن سلمان: محمد|||سلمان
الخطيب، خالد: خالد|||الخطيب
خالد\u200f محـمود \u2066الخطيب: خالد|محمود||الخطيب
Khaled: Khaled
Khaled al-Khatib: Khaled|||al-Khatib
Khaled Mahmoud al Khatib: Khaled|Mahmoud||al Khatib
Khaled bin Mahmoud Al-Khatib: Khaled|Mahmoud||Al-Khatib
Abd al-Rahman Khaled Abu Zayd: Abd al-Rahman|Khaled||Abu Zayd
Abd al Rahman Khaled: Abd al Rahman|||Khaled
Abdul Rahman Khaled el Khatib: Abdul Rahman|Khaled||el Khatib
Nour al-Din Mahmoud: Nour al-Din|||Mahmoud
Nour al Din Mahmoud Hasan: Nour al Din|Mahmoud||Hasan
Noureddine Mahmoud: Noureddine|||Mahmoud
Al-Khatib, Khaled Mahmoud: Khaled|Mahmoud||Al-Khatib
Dr. Khaled Al-Khatib: Khaled|||Al-Khatib
Um Ali Fatima Hasan: Fatima|||Hasan|Um Ali
`

const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.split(': ') as [string, string])

describe('splitName', () => {
  it.each(rows)('%s', (full, expected) => {
    const parts = splitName(full)
    const list = [parts.given, parts.father, parts.grandfather, parts.family, parts.kunya]
    expect(
      list
        .map((part) => part ?? '')
        .join('|')
        .replace(/\|+$/, ''),
    ).toBe(expected)
  })

  it('gives no parts for an empty name, and has no member for what is absent', () => {
    expect(splitName(' \u200f ')).toEqual({})
    expect(Object.keys(splitName('خالد الخطيب'))).toEqual(['given', 'family'])
  })
})
