/** What a spot check proves, in words and for programs. */
import { toHex } from '@amana/codec'
import { shownValue } from '../loop/check.js'
import type { Language } from '../sentences.js'
import type { CheckedRecord, SpotCheck } from './check.js'
import type { Randomness } from './draw.js'
import type { Draw } from './hypergeometric.js'
import type { Population } from './population.js'

/** What a draw says if at most `bad` of the drawn are bad. */
export const sizeInWords = (
  { population, sample, bad }: Draw,
  fewerThan: number,
  confidence: number,
  language: Language,
): string =>
  language === 'ar'
    ? `اسحب ${sample} من ${population}: إن لم يزد عدد السيئ منها على ${bad} فعدد السجلات السيئة أقل من ${fewerThan} من ${population} بثقة ${confidence} بالمئة.`
    : `Draw ${sample} of ${population}: if at most ${bad} of them are bad, then with ${confidence} % confidence fewer than ${fewerThan} of the ${population} are.`

/** What the draw hangs on, for whoever reads the report: a draw is worth what its randomness is. Give a beacon as it may be shown. */
export function drawnByInWords(randomness: Randomness, language: Language): string {
  const isArabic = language === 'ar'
  if ('beacon' in randomness) {
    const value = `\u2068${randomness.beacon}\u2069`
    return isArabic
      ? `سحبت بقيمة المنارة ${value}: على القارئ أن يقرأها بنفسه للوقت المتفق عليه.`
      : `Drawn by the beacon value ${value}: read it yourself, for the time that was agreed on.`
  }
  const [nonce, share] = [toHex(randomness.nonce), toHex(randomness.share)]
  return isArabic
    ? `سحبت برقم المدقق \u2066${nonce}\u2069 وبرقم الموثق \u2066${share}\u2069.`
    : `Drawn by the auditor's number ${nonce} and the documenter's number ${share}.`
}

/** A checked spot check for programs: what `amana sample check --json` prints. */
export const spotCheckJson = (
  found: SpotCheck,
  { checkpoint, report }: Population,
  randomness: Randomness,
): Readonly<Record<string, unknown>> => ({
  ok: found.outcomes.false === 0,
  ...found,
  records: found.records.map(({ values, ...record }) => ({
    ...record,
    ...(values === undefined
      ? {}
      : {
          values: Object.fromEntries(
            Object.entries(values).map(([name, value]) => [name, shownValue(value)]),
          ),
        }),
  })),
  origin: checkpoint.origin,
  size: checkpoint.size,
  root: report.root,
  randomness:
    'beacon' in randomness ? randomness : { nonce: toHex(randomness.nonce), share: toHex(randomness.share) },
})

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
