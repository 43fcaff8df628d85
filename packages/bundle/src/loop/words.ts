/** What the documents of the review loop say, in English and Arabic: words that the command and the page share. */
import type { Language } from '../sentences.js'
import type { Assessment } from './assessment.js'
import type { NewSince } from './new-since.js'
import type { Reviewed } from './reviewed.js'

/** Sentences and headings. What is put into one is isolated by whoever puts it there. */
export const LOOP_WORDS = {
  en: {
    kinds: { request: 'request', answer: 'answer', assessment: 'assessment' },
    about: { incident: 'incident', claim: 'claim' },
    signed: (by: string, time: string) => `signed by ${by}, who states the time ${time}`,
    asks: (count: number, fields: string, purpose: string, until: string) =>
      `asks for ${fields} of ${count} persons, for ${purpose}, until ${until}`,
    opens: (count: number) => `opens ${count} persons:`,
    unopened: (count: number) => `${count} who were asked for are not opened.`,
    columns: ['About', 'By', 'Finding', 'Grade', 'Reasons', 'Entries then', 'New since'],
    findings: 'Assessments, side by side (the words of those who signed them)',
    unknown: 'key not given',
    nothing: 'nothing',
    withdrawn: 'itself withdrawn',
    stated: (count: number) => `now ${count} stated`,
    changes: {
      added: 'added',
      amended: 'amended or re-issued',
      withdrawn: 'withdrawn',
      relisted: 'listed again',
      revised: 'revised',
    },
    closed: (count: number) => `${count} changed whose incident is closed here`,
    note: 'An assessment is what a body found, not what is proven. It is about the state of the bundle that it names.',
  },
  ar: {
    kinds: { request: 'طلب', answer: 'جواب', assessment: 'تقييم' },
    about: { incident: 'حادثة', claim: 'تصريح' },
    signed: (by: string, time: string) => `وقعها ${by} وذكر الوقت ${time}`,
    asks: (count: number, fields: string, purpose: string, until: string) =>
      `يطلب ${fields} لأشخاص عددهم ${count}، لغرض ${purpose}، حتى ${until}`,
    opens: (count: number) => `يفتح حقول أشخاص عددهم ${count}:`,
    unopened: (count: number) => `عدد من طُلبوا ولم تُفتح حقولهم: ${count}.`,
    columns: ['الموضوع', 'من', 'النتيجة', 'الدرجة', 'الأسباب', 'القيود حينها', 'الجديد منذئذ'],
    findings: 'التقييمات جنبا إلى جنب (بكلمات من وقعها)',
    unknown: 'لم تقدم مفتاحه',
    nothing: 'لا شيء',
    withdrawn: 'سُحب الموضوع نفسه',
    stated: (count: number) => `المصرح به الآن ${count}`,
    changes: {
      added: 'مضاف',
      amended: 'معدل أو معاد إصداره',
      withdrawn: 'مسحوب',
      relisted: 'معاد إدراجه',
      revised: 'له مراجعة',
    },
    closed: (count: number) => `${count} تغيرت وحادثتها مغلقة هنا`,
    note: 'التقييم ما توصلت إليه جهة، وليس شيئا مثبتا. وهو يخص حالة الحزمة التي يذكرها.',
  },
} as const

const KINDS = ['added', 'amended', 'withdrawn', 'relisted', 'revised'] as const

/** What an incident or a claim is called in a view; null where that is closed. Text of the documenter's. */
export function subjectLabel(
  reviewed: Reviewed,
  about: Assessment['about'],
  id: string,
  language: Language,
): string | null {
  const kind = about === 'claim' ? 'statement' : 'incident'
  const label = reviewed
    .of(kind, id)
    .at(-1)
    ?.get(about === 'claim' ? `text_${language}` : 'label')
  return typeof label === 'string' ? label : null
}

/** What is new since an assessment, in one line. */
export function sinceInWords(since: NewSince, language: Language): string {
  const words = LOOP_WORDS[language]
  const kinds = KINDS.flatMap((kind) => {
    const count = since.changes.filter(({ change }) => change === kind).length
    return count === 0 ? [] : [`${count} ${words.changes[kind]}`]
  })
  const all = [
    ...(since.isWithdrawn ? [words.withdrawn] : []),
    ...kinds,
    ...(since.closed === 0 ? [] : [words.closed(since.closed)]),
    ...(since.stated === null ? [] : [words.stated(since.stated)]),
  ]
  return all.length === 0 ? words.nothing : all.join('; ')
}
