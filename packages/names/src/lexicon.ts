// The few words that rules of spelling get wrong. Kept short and closed: a name stands here only where the writing does
// not hold the sound (a final ى that is read "a") or where it begins with letters that look like the article.

/** Written with ى (or ي typed for it) and read "a": Musa, Isa, Mustafa … all in normalised form. */
export const ENDS_IN_A: ReadonlySet<string> = new Set(
  `موسي عيسي مصطفي يحيي ليلي سلمي مني هدي ندي سلوي نجوي بشري لبني رضوي رجوي ذكري شذي سهي ضحي نهي مرتضي مجتبي تقوي فدوي
  جدوي يمني سكني كبري نعمي هوي روي مروي اروي`.split(/\s+/),
)

/** Begin with ال or al/el as part of the name. */
export const NO_ARTICLE: ReadonlySet<string> = new Set(
  'الان الفت الفه الما السا الفا الي الياس الهام الين الاء الله الهه اله elias ilham elham elaine ellen alexander alexandra alfred albert elvis elmira'.split(
    ' ',
  ),
)

/** Spellings that no rule reaches, to a spelling that a rule does. Normalised, both sides. */
export const SAME_AS: Readonly<Record<string, string>> = {
  mohd: 'mohammed',
  mhd: 'mohammed',
  muhd: 'mohammed',
  md: 'mohammed',
  mohamd: 'mohammed',
  mehmet: 'mohammed',
  mehmed: 'mohammed',
  ahmet: 'ahmed',
  عبده: 'عبدو',
  عمرو: 'عمر',
  داوود: 'داود',
  طه: 'طاها',
  هبه: 'هبا',
  الرحمان: 'الرحمن',
  رحمان: 'رحمن',
  john: 'جون',
  jon: 'جون',
  sareh: 'sara',
  rene: 'رينيه',
  renee: 'رينيه',
  joel: 'جويل',
  jasmin: 'ياسمين',
  jasmine: 'ياسمين',
  osman: 'عثمان',
  emine: 'amina',
  salih: 'saleh',
  ishaq: 'اسحاق',
  adham: 'ادهم',
  fathi: 'فتحي',
  fathy: 'فتحي',
  fathiya: 'فتحيه',
  medhat: 'مدحت',
  midhat: 'مدحت',
  madhoun: 'مدهون',
  mishal: 'مشعل',
  fuad: 'fouad',
  souad: 'suad',
  اسحق: 'اسحاق',
  // Turkish writes ج as a bare c.
  cemal: 'jamal',
  cemil: 'jamil',
  cemile: 'jamila',
  celal: 'jalal',
  cafer: 'jafar',
  cabir: 'jabir',
  cihad: 'jihad',
  cihat: 'jihad',
  cuma: 'juma',
  hatice: 'khadija',
  macit: 'majid',
  necip: 'najib',
  mahmut: 'mahmoud',
  halit: 'khalid',
  halil: 'khalil',
  murat: 'murad',
}
