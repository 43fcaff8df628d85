/** What a spot check proves, in words. */
import type { Language } from '../sentences.js'
import type { CheckedRecord, SpotCheck } from './check.js'

/** Numbers of outcomes and what follows, one sentence a line. */
export function spotCheckInWords(check: SpotCheck, language: Language): readonly string[] {
  const { population, sample, bad, outcomes, confidence, fewerThan } = check
  if (language === 'ar')
    return [
      `سُحب ${sample} من ${population} من السجلات بعد تثبيت نقطة التحقق: فُتح ${outcomes.opened}، و${outcomes.withdrawn} مسحوب من القائمة، ورُفض فتح ${outcomes.refused}، ولم يُجب عن ${outcomes.missing}، و${outcomes.false} لا يطابق نقطة التحقق، وحكم المدقق على ${outcomes['judged-bad']} بأنه سيئ.`,
      `سيئ منها ${bad}؛ والرفض وعدم الجواب يحسبان سيئين.`,
      `بثقة ${confidence} بالمئة عدد السجلات السيئة أقل من ${fewerThan} من ${population}.`,
      'هذا إن لم يكن في وسع أي طرف أن يختار العشوائية. ولا يثبت الفتح أن القيم صحيحة: ذلك ما يحكم به المدقق.',
    ]
  return [
    `${sample} of ${population} records were drawn after the checkpoint was fixed: ${outcomes.opened} opened, ${outcomes.withdrawn} withdrawn from the list, ${outcomes.refused} refused, ${outcomes.missing} not answered, ${outcomes.false} not as signed, ${outcomes['judged-bad']} judged bad by the auditor.`,
    `${bad === 0 ? 'None' : bad} of them ${bad === 1 || bad === 0 ? 'is' : 'are'} bad; what is refused or not answered counts as bad.`,
    `With ${confidence} % confidence fewer than ${fewerThan} of the ${population} are bad.`,
    'That holds if neither side could choose the randomness. An opening does not prove that its values are true: that is for the auditor to judge.',
  ]
}

const ARABIC = {
  opened: 'مفتوح',
  withdrawn: 'مسحوب من القائمة',
  refused: 'مرفوض الفتح',
  false: 'لا يطابق نقطة التحقق',
  missing: 'لم يُجب عنه',
  'judged-bad': 'حكم المدقق بأنه سيئ',
  consent: 'لا موافقة عليه',
  'held-back': 'محجوب',
} as const

/** What became of one drawn record, and why where it was refused. */
export function outcomeInWords({ outcome, refusal }: CheckedRecord, language: Language): string {
  const words = refusal === undefined ? [outcome] : [outcome, refusal]
  return language === 'ar' ? words.map((word) => ARABIC[word]).join('، ') : words.join(' ')
}
