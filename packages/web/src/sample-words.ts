/** Texts of the part about spot checks, in both languages side by side. What a check found is said by sentences of the library. */
import type { Language } from '@amana/bundle'

export interface SampleTexts {
  readonly title: string
  readonly help: string
  readonly plan: string
  readonly confidence: string
  readonly fewerThan: string
  readonly count: string
  readonly countHelp: string
  readonly calculate: string
  readonly by: string
  readonly byNone: string
  readonly purpose: string
  readonly fields: string
  readonly fieldsHelp: string
  readonly needNumber: string
  readonly shares: string
  readonly sharesHelp: string
  readonly commit: string
  readonly commitment: string
  readonly saveSecret: string
  readonly secretHelp: string
  readonly secretFile: string
  readonly tookSecret: (name: string) => string
  readonly share: string
  readonly draw: string
  readonly needSecret: string
  readonly beacon: string
  readonly beaconHelp: string
  readonly beaconValue: string
  readonly drawByBeacon: string
  readonly drew: (drawn: string, all: string) => string
  readonly saveRequest: string
  readonly check: string
  readonly checkHelp: string
  readonly requestFile: string
  readonly tookRequest: (name: string) => string
  readonly answerFile: string
  readonly tookAnswer: (name: string) => string
  readonly drop: string
  readonly unlock: string
  readonly unlockHelp: string
  readonly identityFile: string
  readonly open: string
  readonly opening: string
  readonly needRequest: string
  readonly needAnswer: string
  readonly needUnlock: string
  readonly records: string
  readonly columns: readonly [string, string, string, string]
  readonly bad: (record: string) => string
  readonly falseOnes: string
  readonly saveResult: string
  readonly saveFirst: string
  /** What can go wrong in a step, by code; the library's own sentence is told where there is none. */
  readonly problems: Readonly<Record<string, string>>
}

export const SAMPLE_TEXTS: Readonly<Record<Language, SampleTexts>> = {
  en: {
    title: 'Spot check',
    help: 'Some records, drawn so that neither side could choose them, say how many of all can be bad. This is the auditor’s side; the documenter answers with the command, which has the case. Each opening costs the person in it: draw no more than the question needs.',
    plan: '1. Plan',
    confidence: 'Confidence in percent',
    fewerThan: 'To say that fewer than so many are bad',
    count: 'Records to draw',
    countHelp: 'Give one of the two numbers; where both are given, the records to draw count.',
    calculate: 'Calculate',
    by: 'One record at least from each value of',
    byNone: 'no field',
    purpose: 'Consent that is asked for',
    fields: 'Fields to open',
    fieldsHelp: 'Names, and what names a person, are never opened. The state of a record always is.',
    needNumber: 'Give the records to draw, or the statement, as whole numbers.',
    shares: '2. Draw by two numbers',
    sharesHelp:
      'Fix the plan and a random number of yours, send the commitment, and draw with the number that the documenter answers (amana sample share).',
    commit: 'Commit to this plan',
    commitment: 'Commitment, for the documenter',
    saveSecret: 'Save your number (JSON)',
    secretHelp:
      'Save it before you close the window: without it the documenter’s answer draws nothing. Show it to nobody until you have that answer.',
    secretFile: 'Or take a number that was saved earlier',
    tookSecret: (name) => `Your number was taken from ${name}.`,
    share: 'The documenter’s number',
    draw: 'Draw',
    needSecret: 'Commit first, or take your number from its file.',
    beacon: 'Or draw by a public beacon',
    beaconHelp:
      'Only by a value that was published after the checkpoint was fixed, at a time and for a plan agreed on in writing before. The plan above is drawn.',
    beaconValue: 'Value of the beacon',
    drawByBeacon: 'Draw by the beacon',
    drew: (drawn, all) =>
      `Drawn: ${drawn} of ${all} records. Save the request and send it to the documenter.`,
    saveRequest: 'Save the request (JSON)',
    check: '3. Check the answer',
    checkHelp:
      'Each opening is hashed and must lead to the signed root. The key is used once and not kept; the opened answer stays in this window until everything is removed.',
    requestFile: 'Request file',
    tookRequest: (name) => `Request: ${name}.`,
    answerFile: 'Answer of the documenter (age file)',
    tookAnswer: (name) => `Answer: ${name}.`,
    drop: 'or drop it here',
    unlock: 'Your age identity, or the passphrase of the answer',
    unlockHelp: 'AGE-SECRET-KEY-… as text, or its file below.',
    identityFile: 'Identity file',
    open: 'Open and check',
    opening: 'Checking the openings',
    needRequest: 'Give the request first.',
    needAnswer: 'Give the answer first.',
    needUnlock: 'Give your identity or the passphrase first.',
    records: 'Drawn records',
    columns: ['Record', 'Outcome', 'Opened values', 'Found to be bad'],
    bad: (record) => `${record} is bad`,
    falseOnes: 'Openings are not those that were signed. Do not rely on this answer.',
    saveResult: 'Save the result (JSON)',
    saveFirst: 'Save your number first: a new one takes its place.',
    problems: {},
  },
  ar: {
    title: 'فحص عينة',
    help: 'سجلات مسحوبة لم يستطع أي طرف أن يختارها تبين كم يمكن أن يكون السيئ من بين الجميع. هذا جانب المدقق؛ أما الموثق فيجيب بالأمر لأن ملف القضية لديه. كل فتح يمس الشخص الذي فيه: لا تسحب أكثر مما يحتاجه السؤال.',
    plan: '1. الخطة',
    confidence: 'الثقة بالمئة',
    fewerThan: 'للقول إن السيئ أقل من هذا العدد',
    count: 'عدد السجلات المسحوبة',
    countHelp: 'أعط أحد العددين؛ فإن أعطيا كلاهما فالعبرة بعدد السجلات المسحوبة.',
    calculate: 'احسب',
    by: 'سجل واحد على الأقل من كل قيمة للحقل',
    byNone: 'بلا حقل',
    purpose: 'الموافقة المطلوبة',
    fields: 'الحقول المطلوب فتحها',
    fieldsHelp: 'لا تُفتح الأسماء ولا ما يدل على شخص أبدا. وتُفتح حالة السجل دائما.',
    needNumber: 'أعط عدد السجلات المسحوبة أو العدد الذي يقال، أعدادا صحيحة.',
    shares: '2. السحب برقمين',
    sharesHelp:
      'ثبّت الخطة ورقما عشوائيا منك، وأرسل الالتزام، ثم اسحب بالرقم الذي يجيب به الموثق (\u2066amana sample share\u2069).',
    commit: 'التزم بهذه الخطة',
    commitment: 'الالتزام، للموثق',
    saveSecret: 'احفظ رقمك (JSON)',
    secretHelp:
      'احفظه قبل إغلاق النافذة: من دونه لا يسحب جواب الموثق شيئا. ولا تُطلع عليه أحدا حتى يصلك الجواب.',
    secretFile: 'أو خذ رقما محفوظا من قبل',
    tookSecret: (name) => `أُخذ رقمك من ${name}.`,
    share: 'رقم الموثق',
    draw: 'اسحب',
    needSecret: 'التزم أولا، أو خذ رقمك من ملفه.',
    beacon: 'أو السحب بمنارة عامة',
    beaconHelp:
      'فقط بقيمة نُشرت بعد تثبيت نقطة التحقق، في وقت ولخطة اتُّفق عليهما كتابة من قبل. تُسحب الخطة المذكورة أعلاه.',
    beaconValue: 'قيمة المنارة',
    drawByBeacon: 'اسحب بالمنارة',
    drew: (drawn, all) => `سُحب ${drawn} من ${all} من السجلات. احفظ الطلب وأرسله إلى الموثق.`,
    saveRequest: 'احفظ الطلب (JSON)',
    check: '3. فحص الجواب',
    checkHelp:
      'تُحسب بصمة كل فتح ويجب أن تؤدي إلى الجذر الموقّع. يُستعمل المفتاح مرة ولا يُحفظ؛ ويبقى الجواب المفتوح في هذه النافذة حتى يُزال كل شيء.',
    requestFile: 'ملف الطلب',
    tookRequest: (name) => `الطلب: ${name}.`,
    answerFile: 'جواب الموثق (ملف \u2066age\u2069)',
    tookAnswer: (name) => `الجواب: ${name}.`,
    drop: 'أو أفلته هنا',
    unlock: 'هويتك في \u2066age\u2069، أو كلمة مرور الجواب',
    unlockHelp: 'النص \u2066AGE-SECRET-KEY-…\u2069 أو ملفه في الأسفل.',
    identityFile: 'ملف الهوية',
    open: 'افتح وافحص',
    opening: 'جارٍ فحص المفتوح',
    needRequest: 'أعط الطلب أولا.',
    needAnswer: 'أعط الجواب أولا.',
    needUnlock: 'أعط هويتك أو كلمة المرور أولا.',
    records: 'السجلات المسحوبة',
    columns: ['السجل', 'النتيجة', 'القيم المفتوحة', 'تبين أنه سيئ'],
    bad: (record) => `السجل ${record} سيئ`,
    falseOnes: 'بعض المفتوح لا يطابق ما وُقّع. لا تعتمد على هذا الجواب.',
    saveResult: 'احفظ النتيجة (JSON)',
    saveFirst: 'احفظ رقمك أولا: سيحل محله رقم جديد.',
    problems: {
      'grant/locked': 'لا يفتح هذا المفتاح الملف، أو أن الملف تالف.',
      'sample/bad-answer': 'ينفتح الملف، لكنه ليس جوابا على فحص عينة.',
      'sample/bad-confidence': 'الثقة نسبة مئوية بين 0 و100 بثلاث منازل عشرية على الأكثر.',
      'sample/bad-number': 'المتوقع 64 رقما ست عشريا كما أظهرها الطرف الآخر.',
      'sample/bad-numbers': 'المتوقع أعداد صحيحة لا تزيد على عدد السجلات.',
      'sample/bad-plan': 'هذه الخطة غير ممكنة: تحقق من العدد والحقول والثقة.',
      'sample/bad-request': 'هذا الملف ليس طلب فحص عينة، أو أن قيمة المنارة ناقصة.',
      'sample/bad-secret': 'ملف رقمك لم يُنشأ بالتزام.',
      'sample/closed-field': 'هذا الحقل مغلق لأحد الأشخاص في هذه النسخة: لا يمكن السحب بحسبه.',
      'sample/other-checkpoint': 'هذا لنقطة تحقق غير التي في هذه النسخة، أو جواب عن طلب آخر.',
      'sample/other-draw': 'السجلات في الطلب ليست التي تسحبها بذرته.',
      'sample/too-few': 'اسحب أكثر: سجلا واحدا على الأقل من كل قيمة.',
      'sample/too-large': 'حساب الحد فوق هذا العدد من القيم كبير جدا: اسحب بلا حقل.',
      'sample/too-many': 'عدد السجلات أقل مما تريد سحبه.',
    },
  },
}
