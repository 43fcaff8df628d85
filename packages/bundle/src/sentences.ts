/** What a check proves, and what it does not, in the words that every report prints. English and Arabic. */

/** The checks of a view, in the order in which they are made. */
export const CHECKS = [
  'format',
  'signature',
  'log',
  'revisions',
  'openings',
  'tallies',
  'references',
  'claims',
  'history',
  'compare',
  'distinctness',
  'witness',
  'time',
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
    en: 'The file is a whole view of version 1 and was not damaged on its way.',
    ar: 'الملف نسخة كاملة من الإصدار 1 ولم يتلف في الطريق.',
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
  tallies: {
    en: 'Each table of closed fields counts the values fixed for all persons of this bundle, nobody left out and nobody twice; whether the values are true is not proven.',
    ar: 'كل جدول عن حقول مغلقة يعدّ القيم المثبتة لجميع الأشخاص في هذه الحزمة، فلا أحد متروك ولا أحد معدود مرتين؛ أما صحة القيم في الواقع فغير مثبتة.',
  },
  references: {
    en: 'Every listed person belongs to an incident that is listed too.',
    ar: 'ينتمي كل شخص مدرج إلى حادثة مدرجة أيضا.',
  },
  claims: {
    en: 'The totals are exactly the sums of values fixed in this bundle; whether the values are true is not proven.',
    ar: 'المجاميع هي بالضبط مجاميع قيم مثبتة في هذه الحزمة؛ أما صحة القيم في الواقع فغير مثبتة.',
  },
  history: {
    en: 'Nothing listed in the earlier release was removed or changed without a revision that says so.',
    ar: 'لم يحذف أو يغيّر شيء مما أدرج في الإصدار السابق دون مراجعة تصرح بذلك.',
  },
  compare: {
    en: 'The line of the other reader is of this same log: both of you are shown one history.',
    ar: 'سطر القارئ الآخر من هذا السجل نفسه: يعرض على كليكما تاريخ واحد.',
  },
  distinctness: {
    en: 'No two records share a linkage key, if the tokens were computed honestly. Who lacks a given name, a family name or a year of death, or whose family refused to be linked, has a key of their own: one person in two such records, or spelled too differently, can still appear twice.',
    ar: 'لا يشترك سجلان في مفتاح ربط واحد إذا حُسبت الرموز بأمانة. ومن ينقصه الاسم الأول أو اسم العائلة أو سنة الوفاة، أو رفضت عائلته الربط، فله مفتاح خاص به: قد يظهر شخص واحد مرتين في سجلين كهذين، أو إذا اختلفت كتابة اسمه كثيرا.',
  },
  witness: {
    en: 'Somebody other than the signer has seen this checkpoint: all who rely on that witness are shown one log.',
    ar: 'اطلع على نقطة التحقق هذه طرف غير الموقّع: كل من يعتمد على هذا الشاهد يرى سجلا واحدا.',
  },
  time: {
    en: 'This checkpoint was fixed at the latest at the time that somebody other than the signer states.',
    ar: 'ثُبتت نقطة التحقق هذه في موعد أقصاه الوقت الذي يذكره طرف غير الموقّع.',
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
    en: 'The fields to be counted are closed in this view and no table proves their total: the number is stated by the documenter, not checked.',
    ar: 'الحقول المطلوب عدّها مغلقة في هذه النسخة ولا يثبت مجموعها جدول: الرقم مصرح به من الجهة الموثقة ولم يفحص.',
  },
  noClaims: { en: 'No claim is open in this view.', ar: 'لا يوجد تصريح مفتوح في هذه النسخة.' },
  noneCounted: {
    en: 'All totals are stated, none could be counted in this view.',
    ar: 'جميع المجاميع مصرح بها ولم يمكن عدّ أي منها في هذه النسخة.',
  },
  someCounted: {
    en: 'Some totals are stated only: neither could they be counted in this view, nor does a table prove them. See each.',
    ar: 'بعض المجاميع مصرح بها فقط: لا يمكن عدّها في هذه النسخة ولا يثبتها جدول. انظر كلا منها.',
  },
  noTallies: {
    en: 'No table of closed fields is in this view.',
    ar: 'لا يوجد في هذه النسخة جدول عن حقول مغلقة.',
  },
  noSince: {
    en: 'No earlier view was given to compare with (--since).',
    ar: 'لم تقدم نسخة سابقة للمقارنة (\u2066--since\u2069).',
  },
  tokensClosed: {
    en: 'The linkage tokens of some persons are closed in this view.',
    ar: 'رموز الربط لبعض الأشخاص مغلقة في هذه النسخة.',
  },
  tokensUnlike: {
    en: 'The linkage tokens of some persons are of another scope or epoch than those of others: they cannot be compared.',
    ar: 'رموز الربط لبعض الأشخاص من نطاق أو حقبة غير ما لسواهم: لا يمكن مقارنتها.',
  },
  keysShared: {
    en: 'Some records share a linkage key: persons of one name, or one person listed twice. "amana link" shows which.',
    ar: 'تشترك بعض السجلات في مفتاح ربط: أشخاص لهم اسم واحد أو شخص مدرج مرتين. يبيّنها الأمر \u2066amana link\u2069.',
  },
  noWitness: {
    en: 'The checkpoint carries no cosignature by somebody else: compare its root with other recipients.',
    ar: 'لا تحمل نقطة التحقق توقيعا مشاركا من طرف آخر: قارن جذرها مع المستلمين الآخرين.',
  },
  firstSeen: {
    en: 'This is the first checkpoint of this key in your file of those that you have seen.',
    ar: 'هذه أول نقطة تحقق لهذا المفتاح في ملفك للنقاط التي رأيتها.',
  },
  noLine: {
    en: 'No line of another reader was given to compare with (--compare).',
    ar: 'لم يقدم سطر قارئ آخر للمقارنة (\u2066--compare\u2069).',
  },
  lineIsLater: {
    en: 'The line is of a later checkpoint than this view: let the other reader compare with yours.',
    ar: 'السطر من نقطة تحقق أحدث من هذه النسخة: ليقارن القارئ الآخر بسطرك.',
  },
  noTime: {
    en: 'Nobody but the signer states a time of this checkpoint.',
    ar: 'لا يذكر وقتا لنقطة التحقق هذه أحد غير الموقّع.',
  },
  stampNotFollowed: {
    en: 'The time stamp ends where nothing here can look: see what it says.',
    ar: 'ينتهي الختم الزمني حيث لا يمكن التأكد هنا: انظر ما يقوله.',
  },
  noQuorum: {
    en: 'The policy asks for no witness (quorum none).',
    ar: 'لا تطلب السياسة أي شاهد (quorum none).',
  },
  personsClosed: {
    en: 'The persons or the incidents are closed in this view.',
    ar: 'سجلات الأشخاص أو الحوادث مغلقة في هذه النسخة.',
  },
} as const satisfies Record<string, Sentence>

export type Reason = keyof typeof REASONS

/** What a failed check found, by the code that programs are told. */
export const FAULTS = {
  'override/bad-signature': {
    en: 'The view says why it was handed out although it may single people out, and the key that you gave did not sign that.',
    ar: 'تذكر النسخة سبب تسليمها مع أنها قد تكشف أشخاصا، ولم يوقّع المفتاح الذي قدمته على ذلك.',
  },
  'history/bad-earlier': {
    en: 'The earlier view does not verify with this key.',
    ar: 'لا يصح التحقق من النسخة السابقة بهذا المفتاح.',
  },
  'history/rollback': {
    en: 'This view is older than one that you have seen: what was added or corrected since is missing.',
    ar: 'هذه النسخة أقدم من نسخة رأيتها: ينقص ما أضيف أو صحح بعدها.',
  },
  'history/fork': {
    en: 'The first entries are not those that you have seen under this key: the log was rewritten, or there are two of it.',
    ar: 'القيود الأولى ليست القيود التي رأيتها بهذا المفتاح: أعيدت كتابة السجل أو يوجد منه سجلان.',
  },
  'compare/other-words': {
    en: 'The words of the other reader are those of another root: the two of you have different releases, or are shown different logs. Compare the lines, which say it.',
    ar: 'كلمات القارئ الآخر هي لجذر آخر: لديكما إصداران مختلفان، أو يعرض عليكما سجلان مختلفان. قارنا السطرين فهما يبينان ذلك.',
  },
  'compare/other-log': {
    en: 'The line of the other reader is of another log.',
    ar: 'سطر القارئ الآخر من سجل آخر.',
  },
  'compare/fork': {
    en: 'The other reader is shown another history of this log: keep both files, they prove it.',
    ar: 'يعرض على القارئ الآخر تاريخ آخر لهذا السجل: احتفظا بالملفين فهما الدليل.',
  },
  'witness/other-checkpoint': {
    en: 'A cosignature is of another checkpoint than this view.',
    ar: 'توقيع مشارك هو لنقطة تحقق غير نقطة هذه النسخة.',
  },
  'witness/other-log': {
    en: 'The policy is for other logs: the key of this one is not in it.',
    ar: 'السياسة لسجلات أخرى: مفتاح هذا السجل ليس فيها.',
  },
  'witness/self': {
    en: 'The policy counts the key of the log itself as a witness: that is not somebody else.',
    ar: 'تعد السياسة مفتاح السجل نفسه شاهدا: وهذا ليس طرفا آخر.',
  },
  'witness/bad-note': {
    en: 'A cosignature is not in a form that can be read.',
    ar: 'توقيع مشارك في صيغة لا تقرأ.',
  },
  'witness/bad-signature': {
    en: 'A cosignature of a known witness does not hold.',
    ar: 'توقيع مشارك لشاهد معروف غير صحيح.',
  },
  'witness/too-few': {
    en: 'Fewer witnesses cosigned this checkpoint than the policy asks for.',
    ar: 'وقّع على نقطة التحقق هذه عدد من الشهود أقل مما تطلبه السياسة.',
  },
  'time/bad-stamp': {
    en: 'A time stamp that was given does not hold: see what is wrong with it.',
    ar: 'ختم زمني قُدم ولا يصح: انظر ما الخلل فيه.',
  },
} as const satisfies Record<string, Sentence>

export type Fault = keyof typeof FAULTS
