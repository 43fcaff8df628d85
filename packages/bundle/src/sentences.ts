/** What a check proves, and what it does not, in the words that every report prints. English and Arabic. */

/** The checks of a view, in the order in which they are made. */
export const CHECKS = [
  'format',
  'signature',
  'log',
  'revisions',
  'openings',
  'references',
  'claims',
  'history',
  'distinctness',
  'witness',
] as const

export type CheckId = (typeof CHECKS)[number]

/** The language of a report. */
export type Language = 'en' | 'ar'

interface Sentence {
  readonly en: string
  readonly ar: string
}

/** What a passed check proves. */
export const PROVES: Readonly<Record<CheckId, Sentence>> = {
  format: {
    en: 'The file is a whole view of version 0 and was not damaged on its way.',
    ar: 'الملف نسخة كاملة من الإصدار 0 ولم يتلف في الطريق.',
  },
  signature: {
    en: 'Whoever holds the private key of the key you gave signed this checkpoint.',
    ar: 'صاحب المفتاح الخاص المقابل للمفتاح الذي قدمته هو من وقّع نقطة التحقق هذه.',
  },
  log: {
    en: 'The entries are exactly those that the signed checkpoint fixes: none was added, removed, changed or reordered.',
    ar: 'القيود هي بالضبط ما تثبته نقطة التحقق الموقعة: لم يضف قيد ولم يحذف ولم يغيّر ولم ينقل من مكانه.',
  },
  revisions: {
    en: 'Each record appears once in each revision, and no revision is missing.',
    ar: 'يظهر كل سجل مرة واحدة في كل مراجعة ولا تنقص أي مراجعة.',
  },
  openings: {
    en: 'Every open field holds the value that was fixed when the checkpoint was signed; whether the values are true is not proven.',
    ar: 'يحمل كل حقل مفتوح القيمة التي ثُبتت عند توقيع نقطة التحقق؛ أما صحة القيم في الواقع فغير مثبتة.',
  },
  references: {
    en: 'Every listed person belongs to an incident that is listed too.',
    ar: 'ينتمي كل شخص مدرج إلى حادثة مدرجة أيضا.',
  },
  claims: {
    en: 'The totals that were counted are exactly those of the open fields of this bundle; whether the values are true is not proven.',
    ar: 'المجاميع التي أعيد عدّها هي بالضبط مجاميع الحقول المفتوحة في هذه الحزمة؛ أما صحة القيم في الواقع فغير مثبتة.',
  },
  history: {
    en: 'Nothing listed in the earlier release was removed or changed without a revision that says so.',
    ar: 'لم يحذف أو يغيّر شيء مما أدرج في الإصدار السابق دون مراجعة تصرح بذلك.',
  },
  distinctness: {
    en: 'No two records share a linkage key, if the tokens were computed honestly; one person spelled too differently can still appear twice.',
    ar: 'لا يشترك سجلان في مفتاح ربط واحد إذا حُسبت الرموز بأمانة؛ وقد يظهر شخص واحد مرتين إذا اختلفت كتابة اسمه كثيرا.',
  },
  witness: {
    en: 'Somebody other than the signer has seen this checkpoint: all who rely on that witness are shown one log.',
    ar: 'اطلع على نقطة التحقق هذه طرف غير الموقّع: كل من يعتمد على هذا الشاهد يرى سجلا واحدا.',
  },
}

/** What stands before the sentence of a check that did not pass. */
export const NOT_PROVEN: Sentence = { en: 'Not proven:', ar: 'غير مثبت:' }

/** Why a check was not made, or what it found. `{…}` are filled in. */
export const REASONS = {
  stopped: {
    en: 'Not checked, since an earlier check failed.',
    ar: 'لم يفحص لأن فحصا سابقا فشل.',
  },
  closed: {
    en: 'The fields to be counted are closed in this view: the number is stated by the documenter, not checked.',
    ar: 'الحقول المطلوب عدّها مغلقة في هذه النسخة: الرقم مصرح به من الجهة الموثقة ولم يفحص.',
  },
  noClaims: { en: 'No claim is open in this view.', ar: 'لا يوجد تصريح مفتوح في هذه النسخة.' },
  noneCounted: {
    en: 'All totals are stated, none could be counted in this view.',
    ar: 'جميع المجاميع مصرح بها ولم يمكن عدّ أي منها في هذه النسخة.',
  },
  noSince: {
    en: 'No earlier view was given to compare with (--since).',
    ar: 'لم تقدم نسخة سابقة للمقارنة (--since).',
  },
  useLink: {
    en: 'Not checked here: use "amana link" on this view.',
    ar: 'لم يفحص هنا: استخدم الأمر "amana link" على هذه النسخة.',
  },
  noWitness: {
    en: 'The checkpoint carries no cosignature by somebody else: compare its root with other recipients.',
    ar: 'لا تحمل نقطة التحقق توقيعا مشاركا من طرف آخر: قارن جذرها مع المستلمين الآخرين.',
  },
  personsClosed: {
    en: 'The persons or the incidents are closed in this view.',
    ar: 'سجلات الأشخاص أو الحوادث مغلقة في هذه النسخة.',
  },
} as const satisfies Record<string, Sentence>

export type Reason = keyof typeof REASONS
