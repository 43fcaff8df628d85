/** The sentences of `amana link` in both languages. */
import type { Language } from '@amana/bundle'

interface Words {
  readonly unverified: string
  list(file: string, persons: number, repeated: number, closed: number): string
  both(a: string, b: string, persons: number): string
  readonly sets: string
  distinct(linked: number, unique: number, low: number, high: number): string
  strangers(a: string, b: string): string
  decided(held: number): string
  unknown(lines: readonly number[]): string
  doubt(pairs: number): string
  pair(a: string, b: string, percent: number, reason: string): string
  readonly how: string
  readonly closing: string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    unverified: 'No --key was given: the views are linked, but nothing says who signed them.',
    list: (file, persons, repeated, closed) =>
      `${file}: ${persons} persons, ${repeated} of them repeated${closed > 0 ? `, ${closed} without open tokens` : ''}.`,
    both: (a, b, persons) => `${persons} persons stand in both ${a} and ${b}.`,
    sets: 'Persons by the lists they stand on:',
    distinct: (linked, unique, low, high) =>
      `Different persons in all: ${linked} as linked; with what is in doubt about ${unique}, between ${low} and ${high} (95 %).`,
    strangers: (a, b) =>
      `No record of ${a} resembles one of ${b}. Either nobody stands on both, or the two hold different keys under one name: let both run amana scope show and compare the check codes before you rely on it.`,
    decided: (held) => `Decisions obeyed: ${held}.`,
    unknown: (at) =>
      `Decisions passed over, since they name a record that is not listed in these views (withdrawn, of another list, or mistyped): ${at.length}, on ${at.length === 1 ? 'line' : 'lines'} ${at.join(', ')}.`,
    doubt: (pairs) => `Pairs in doubt: ${pairs}. The first to look at:`,
    pair: (a, b, percent, reason) => `${a} and ${b}: ${percent} %, ${reason}`,
    how: 'To decide: --review FILE writes a table to fill in, --decisions FILE obeys it; or one pair at a time: --decisions FILE --decide "ID ID same" --by NAME --why TEXT.',
    closing: `All this holds if the tokens were computed honestly. A link is a reason to look, not a proof: one person spelled too
differently counts twice, so does one whose month of death a list does not know, and brothers of one name can count once.`,
  },
  ar: {
    unverified: 'لم يعط مفتاح (\u2066--key\u2069): ربطت القوائم، ولكن لا شيء يدل على من وقعها.',
    list: (file, persons, repeated, closed) =>
      `${file}: عدد الأشخاص ${persons}، والمكرر منهم ${repeated}${closed > 0 ? `، ومن رموزه مغلقة ${closed}` : ''}.`,
    both: (a, b, persons) => `عدد الأشخاص الواردين في ${a} وفي ${b} معا: ${persons}.`,
    sets: 'الأشخاص بحسب القوائم التي وردوا فيها:',
    distinct: (linked, unique, low, high) =>
      `عدد الأشخاص المختلفين: ${linked} بحسب الربط؛ ومع ما فيه شك نحو ${unique}، بين ${low} و${high} (95 %).`,
    strangers: (a, b) =>
      `لا يشبه أي سجل في ${a} سجلا في ${b}. إما أن أحدا لا يرد في القائمتين، أو أن لدى الجهتين مفتاحين مختلفين باسم واحد: ليشغل كل منهما amana scope show ولتقارنا رمز التحقق قبل الاعتماد على ذلك.`,
    decided: (held) => `القرارات المعمول بها: ${held}.`,
    unknown: (at) =>
      `قرارات لم يعمل بها لأنها تذكر سجلا لا يرد في هذه القوائم (مسحوب أو من قائمة أخرى أو فيه خطأ كتابة): ${at.length}، في الأسطر ${at.join('، ')}.`,
    doubt: (pairs) => `الأزواج المشكوك فيها: ${pairs}. وهذه أولاها بالنظر:`,
    pair: (a, b, percent, reason) => `${a} و ${b}: %${percent}، ${reason}`,
    how: 'للقرار: ‎--review FILE‎ يكتب جدولا يملأ، و ‎--decisions FILE‎ يعمل به؛ أو زوجا زوجا: ‎--decisions FILE --decide "ID ID same" --by NAME --why TEXT‎.',
    closing: `يصح هذا كله إذا حسبت الرموز بأمانة. الربط سبب للنظر وليس دليلا: من كتب اسمه بصورة بعيدة يعد مرتين، وكذلك من لا تعرف
قائمة شهر وفاته، وقد يعد الإخوة المتشابهو الأسماء شخصا واحدا.`,
  },
}
