import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { looseSkeleton, skeleton } from '@amana/names'
import { describe, expect, it } from '@jest/globals'

const ONE_NAME = [
  'محمد مُحَمَّد محـــمد ﻣﺤﻤﺪ Mohammed Muhamad Mohamed Muhammad Mohd',
  'عبد_الرحمن عبدالرحمن عبد_الرحمان Abdulrahman Abdel_Rahman Abd_al-Rahman Abdurrahman Abdelrahman Abderrahmane',
  'عبد_الله عبدالله Abdullah Abdallah Abd_Allah Abdulla',
  'عبد_اللطيف عبداللطيف Abdullatif Abdellatif Abd_al-Latif Abdul_Latif',
  'أبو_بكر ابوبكر Abu_Bakr Abubakr Abou_Bakr',
  'نور_الدين نورالدين Nour_al-Din Noureddine Nour_Eldin',
  'فاطمة فاطمه Fatima Fatimah Fatma Fatema',
  'حسين حُسين Hussein Husayn Hussain Hossein',
  'حسن Hassan Hasan',
  'يوسف Youssef Yusuf Yousef Yousif',
  'الخطيب خطيب Al-Khatib el_Khateeb Alkhatib',
  'الشامي Al-Shami Ash-Shami Shami el-Shamy',
  'أحمد احمد Ahmad Ahmed Ahmet',
  'محمود Mahmoud Mahmud Mahmood',
  'علي على علی Ali Aly',
  'عمر Omar Umar Omer',
  'أميرة اميره Amira Ameera Amirah',
  'علياء Alia Aliya',
  'خالد Khalid Khaled',
  'مصطفى مصطفي Mustafa Moustafa Mostafa',
  'إبراهيم ابراهيم Ibrahim Ebrahim Ibraheem',
  'صالح Saleh Salih',
  'سارة ساره Sara Sarah',
  'عائشة عايشه Aisha Aysha Aicha',
  'كريم کریم Karim Kareem',
  'جمال Jamal Gamal Djamal',
  'قاسم Qasim Qassem Kassem Kasim',
  'زينب Zaynab Zainab Zeinab',
  'مريم Maryam Mariam Miriam',
  "سعيد Said Saeed Sa'id Saʿīd",
  'طارق Tariq Tarek Tarik',
  'حاتم 7atem Hatem Hatim',
  'نور Nur Nour Noor',
  'جليل Djalil Dschalil Jalil',
  'شريف Şerif Sharif Cherif',
  'جلال Celal Jalal',
  'ياسمين Yasmin Jasmin Yasmeen',
].map((line) => line.split(' ').map((name) => name.replace(/_/g, ' ')))

describe('skeleton', () => {
  it.each(ONE_NAME)('agrees for the spellings of %s', (...names: string[]) => {
    expect(new Set(names.map(skeleton)).size).toBe(1)
  })

  it('keeps all these names apart from one another', () => {
    const keys = ONE_NAME.map((names) => skeleton(names[0]!))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each([
    ['حسن', 'حسين'],
    ['أحمد', 'محمد'],
    ['محمد', 'محمود'],
    ['أحمد', 'حامد'],
    ['Ali', 'Alia'],
    ['Omar', 'Amira'],
    ['Hassan', 'حسين'],
    ['Mahmoud', 'محمد'],
    ['عبد الله', 'عبد الرحمن'],
    ['أبو زيد', 'زيد'],
    ['جميل', 'جميلة'],
    ['Elias', 'إياس'],
  ])('differs for %s and %s', (a, b) => {
    expect(skeleton(a)).not.toBe(skeleton(b))
  })

  it('takes words that every object of JavaScript knows for words', () => {
    for (const word of ['constructor', 'valueOf', 'toString', '__proto__', 'hasOwnProperty'])
      expect(skeleton(word)).toMatch(/^\w+$/)
  })

  it('is empty for nothing, and the text itself for other scripts', () => {
    expect(skeleton('')).toBe('')
    expect(skeleton(' - ')).toBe('')
    expect(skeleton('Иван')).toBe('иван')
  })

  it('has a loose form without vowels', () => {
    expect(looseSkeleton('حسن')).toBe(looseSkeleton('Hussein'))
    expect(looseSkeleton('Ali')).not.toBe('')
    expect(looseSkeleton('Aya')).not.toBe('')
  })

  const dictionary = resolve('../shared/data/names/dict_ar_en.csv')
  const there = existsSync(dictionary)
  ;(there ? it : it.skip)(
    `agrees for 93 of 100 pairs of the Gaza dictionary${there ? '' : ' (skipped: ../shared is absent)'}`,
    () => {
      const pairs = readFileSync(dictionary, 'utf8')
        .split(/\r?\n/)
        .map((line) => line.split(','))
        .filter(([a, b]) => /\p{Script=Arabic}/u.test(a ?? '') && /\p{Script=Latin}/u.test(b ?? ''))
      const hits = pairs.filter(([a, b]) => skeleton(a!) === skeleton(b!)).length
      expect(pairs.length).toBeGreaterThan(6000)
      expect(hits / pairs.length).toBeGreaterThan(0.93)
    },
  )
})
