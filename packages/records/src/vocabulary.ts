/**
 * The closed lists of the record schemas. A code is what is committed and never changes its meaning; labels and
 * synonyms are for people and may grow. Terms are appended, never removed: a code somebody signed must stay readable.
 */

/** One term: the code that is committed, its labels, and other spellings a table may use for it. */
export interface Term {
  readonly code: string
  readonly en: string
  readonly ar: string
  readonly also?: readonly string[]
}

/** A closed list of terms. */
export interface Vocabulary {
  readonly name: string
  readonly terms: readonly Term[]
}

// A term: code, English, Arabic, other spellings. Those stand in lines, parted by bars: a list of a hundred words is
// read more easily than a hundred lines.
const term = (code: string, en: string, ar: string, ...lines: readonly string[]): Term => ({
  code,
  en,
  ar,
  also: lines.flatMap((line) => line.split(' | ')),
})

const unknown = (...lines: readonly string[]): Term =>
  term(
    'unknown',
    'Unknown',
    'غير معروف',
    'not known | unk | undetermined | unspecified | not specified | not stated | unclear | n/a | na | nk',
    '? | ?? | - | -- | —',
    'غير معروفة | غير محدد | غير محددة | مجهول | مجهولة | لا يعرف | لا نعلم | غير معلوم | غير واضح',
    'غير متوفر | ؟',
    ...lines,
  )

const UNKNOWN = unknown()

const OTHER = term('other', 'Other', 'أخرى', 'others | آخر | غير ذلك | سوى ذلك | متفرقات')

/** Sex as documented. */
export const SEX: Vocabulary = {
  name: 'sex',
  terms: [
    term(
      'female',
      'Female',
      'أنثى',
      'f | fem | woman | women | girl | w',
      'أ | انثى | امرأة | إمرأة | نساء | فتاة | بنت | طفلة | سيدة | مؤنث | إناث',
    ),
    term(
      'male',
      'Male',
      'ذكر',
      'm | man | men | boy',
      'ذ | رجل | رجال | شاب | ولد | صبي | طفل ذكر | مذكر | ذكور',
    ),
    unknown('u | x'),
  ],
}

/** Child: under 18 years at death. */
export const AGE_GROUP: Vocabulary = {
  name: 'age-group',
  terms: [
    term(
      'child',
      'Child',
      'طفل',
      'children | minor | under 18 | infant | baby',
      'طفلة | أطفال | قاصر | رضيع | رضيعة | دون 18 | تحت 18',
    ),
    term(
      'adult',
      'Adult',
      'بالغ',
      'adults | grown-up | over 18 | 18+ | elderly',
      'بالغة | بالغون | بالغين | راشد | راشدة | راشدون | مسن | مسنة',
    ),
    UNKNOWN,
  ],
}

/** How much of a date is known. */
export const DATE_PRECISION: Vocabulary = {
  name: 'date-precision',
  terms: [
    term(
      'day',
      'Day',
      'يوم',
      'd | date | exact | exact date | full | daily',
      'باليوم | دقيق | تاريخ دقيق | تاريخ كامل',
    ),
    term('month', 'Month', 'شهر', 'm | month only | monthly | بالشهر | الشهر فقط'),
    term('year', 'Year', 'سنة', 'y | year only | yearly | بالسنة | السنة فقط | عام | العام فقط'),
    UNKNOWN,
  ],
}

/** How closely a place or a pair of coordinates is known. */
export const PLACE_PRECISION: Vocabulary = {
  name: 'place-precision',
  terms: [
    term(
      'exact',
      'Exact',
      'دقيق',
      'precise | exact location | point | building | gps',
      'موقع دقيق | دقيقة | بناء | مبنى | نقطة',
    ),
    term(
      'neighbourhood',
      'Neighbourhood',
      'حي',
      'neighborhood | quarter | street | block | حارة | شارع | الحي',
    ),
    term(
      'town',
      'Town or village',
      'مدينة أو قرية',
      'town | city | village | camp | مدينة | بلدة | قرية | مخيم',
    ),
    term('district', 'District', 'منطقة', 'subdistrict | sub-district | area | قضاء | ناحية'),
    term('governorate', 'Governorate', 'محافظة', 'province | region | muhafazah | ولاية | إقليم | مديرية'),
    UNKNOWN,
  ],
}

/** Weapon or cause of death. */
export const CAUSE: Vocabulary = {
  name: 'cause',
  terms: [
    term(
      'airstrike',
      'Airstrike',
      'غارة جوية',
      'air strike | airstrikes | air strikes | air raid | air raids | air attack | aerial bombing',
      'aerial bombardment | air bombardment | aircraft | warplane | warplanes | warplane shelling',
      'bombing by aircraft | air | air-launched missile | missile from aircraft | jet strike',
      'غارة | غارات | غارات جوية | قصف جوي | قصف الطيران | قصف طيران | طيران | طيران حربي',
      'قصف بالطيران | قصف بالطائرات | قصف طائرات | قصف الطيران الحربي | ضربة جوية | ضربات جوية',
      'غارة طيران',
    ),
    term(
      'drone-strike',
      'Drone strike',
      'ضربة بطائرة مسيرة',
      'drone | drones | drone attack | uav | uav strike | unmanned aircraft',
      'طائرة مسيرة | مسيرة | طائرة بدون طيار | قصف بطائرة مسيرة | غارة بطائرة مسيرة | درون',
    ),
    term(
      'barrel-bomb',
      'Barrel bomb',
      'برميل متفجر',
      'barrel bombs | barrel | barrels | helicopter barrel',
      'براميل متفجرة | برميل | براميل | قصف بالبراميل | برميل ملغم',
    ),
    term(
      'shelling',
      'Shelling or rockets',
      'قصف مدفعي أو صاروخي',
      'shelling | artillery | artillery shelling | mortar | mortars | mortar shell | rocket | rockets',
      'rocket fire | missile | ballistic missile | shell | shells | tank fire | tank shell',
      'ground shelling | indirect fire | surface-to-surface missile',
      'قصف | قصف مدفعي | مدفعية | هاون | قذيفة | قذائف | قذيفة هاون | قذائف هاون | صاروخ | صواريخ',
      'قصف صاروخي | راجمات | راجمة صواريخ | صاروخ أرض أرض | صاروخ بالستي | قصف بري | دبابة | قصف دبابات',
    ),
    term(
      'cluster-munition',
      'Cluster munition',
      'ذخائر عنقودية',
      'cluster bomb | cluster bombs | cluster munitions | submunition',
      'قنابل عنقودية | قنبلة عنقودية | عنقودي | ذخيرة عنقودية',
    ),
    term(
      'shooting',
      'Shooting',
      'إطلاق نار',
      'shot | gunfire | gun shot | gunshot | gunshot wound | small arms | bullet | bullets | sniper',
      'sniper fire | shot dead',
      'طلق ناري | إطلاق الرصاص | إطلاق رصاص | رصاص | رصاصة | بالرصاص | قنص | قناص | رصاص قناص',
      'إطلاق النار | عيار ناري',
    ),
    term(
      'execution',
      'Execution',
      'إعدام',
      'executed | field execution | summary execution | extrajudicial execution | beheading | beheaded',
      'hanging | hanged | assassination',
      'إعدام ميداني | إعدامات | أعدم | قطع الرأس | ذبح | شنق | اغتيال | تصفية | تصفية ميدانية',
    ),
    term('massacre', 'Massacre', 'مجزرة', 'mass killing | مجازر | مذبحة | قتل جماعي'),
    term(
      'mine',
      'Mine or unexploded ordnance',
      'لغم أو ذخيرة غير منفجرة',
      'mine | mines | landmine | land mine | landmines | uxo | erw | unexploded ordnance',
      'explosive remnant | war remnants',
      'لغم | لغم أرضي | ألغام | انفجار لغم | مخلفات الحرب | مخلفات حرب | ذخائر غير منفجرة',
      'جسم من مخلفات الحرب',
    ),
    term(
      'explosion',
      'Explosive device',
      'عبوة ناسفة أو تفجير',
      'explosion | bomb | bombing | car bomb | vbied | ied | improvised explosive device',
      'suicide bombing | suicide attack | booby trap | detonation',
      'انفجار | تفجير | عبوة ناسفة | عبوات ناسفة | سيارة مفخخة | مفخخة | تفجير انتحاري | حزام ناسف',
    ),
    term(
      'chemical',
      'Chemical agent',
      'سلاح كيميائي',
      'chemical attack | chemical weapon | chemical weapons | chemical and toxic gases | toxic gas',
      'gas | sarin | chlorine | poison gas',
      'كيماوي | كيميائي | غازات سامة | غاز سام | سارين | كلور | غاز الكلور | أسلحة كيميائية',
      'هجوم كيماوي',
    ),
    term(
      'torture',
      'Torture or death in detention',
      'تعذيب أو موت في الاحتجاز',
      'torture | tortured | died under torture | death in detention | died in detention | detention',
      'detention - torture | killed in detention | died in prison | beating',
      'تعذيب | تحت التعذيب | التعذيب حتى الموت | موت تحت التعذيب | مات في المعتقل | وفاة في المعتقل',
      'وفاة في السجن | اعتقال | احتجاز | ضرب',
    ),
    term(
      'detention-execution',
      'Execution in detention',
      'إعدام في الاحتجاز',
      'detention - execution | executed in detention',
      'إعدام في السجن | إعدام في المعتقل',
    ),
    term(
      'kidnapping',
      'Abduction and killing',
      'خطف وقتل',
      'kidnapping | abduction | kidnapping - execution | kidnapping - torture | kidnapped',
      'خطف | اختطاف | مخطوف',
    ),
    term(
      'siege',
      'Siege, hunger or lack of care',
      'حصار أو جوع أو نقص رعاية',
      'siege | hunger | starvation | malnutrition | lack of food | lack of medicine',
      'lack of medical care | denied medical care | no access to health care',
      'un-allowed to seek medical help',
      'حصار | جوع | تجويع | سوء تغذية | نقص الدواء | نقص دواء | نقص الغذاء | نقص الرعاية الطبية',
      'نقص رعاية طبية | بسبب الحصار | بسبب الجوع',
    ),
    term(
      'exposure',
      'Cold, heat or flight',
      'برد أو حر أو نزوح',
      'cold | exposure | hypothermia | heat | displacement',
      'برد | بسبب البرد | نزوح | تهجير | حر',
    ),
    term('drowning', 'Drowning', 'غرق', 'drowned | at sea | shipwreck | غرقا | غرق في البحر | غرق مركب'),
    term(
      'ground-attack',
      'Ground attack or clashes',
      'هجوم بري أو اشتباك',
      'ground attack | ground assault | clash | clashes | crossfire | fighting | battle | raid | combat',
      'armed clashes',
      'هجوم بري | اشتباك | اشتباكات | معركة | معارك | مداهمة | اقتحام | خلال الاشتباكات',
    ),
    term('stabbing', 'Stabbing', 'طعن', 'knife | stabbed | سكين | سلاح أبيض | طعنا'),
    term(
      'burning',
      'Burning',
      'حرق',
      'burned | burnt | fire | incendiary | napalm | phosphorus',
      'حريق | حرقا | فوسفور | نابالم',
    ),
    term(
      'vehicle',
      'Run over by a vehicle',
      'دهس',
      'run over | military vehicle | دهسا | آلية عسكرية | دهس بآلية',
    ),
    OTHER,
    UNKNOWN,
  ],
}

/** Who is alleged to have done it. An allegation of the documenter, never a finding. */
export const PARTY: Vocabulary = {
  name: 'party',
  terms: [
    term(
      'coalition',
      'International coalition against IS',
      'التحالف الدولي ضد داعش',
      'coalition | us-led coalition | us led coalition forces | us-led coalition forces',
      'international coalition | coalition forces | global coalition | international coalition forces',
      'cjtf-oir | cjtf | oir | inherent resolve | us coalition | usa | us | united states',
      'american forces | us forces | us-led | the coalition',
      'تحالف | تحالف دولي | قوات التحالف | قوات التحالف الدولي | طيران التحالف | طيران التحالف الدولي',
      'طائرات التحالف | التحالف بقيادة الولايات المتحدة | أمريكا | الولايات المتحدة | القوات الأمريكية',
      'الطيران الأمريكي',
    ),
    term(
      'syrian-government',
      'Syrian government and allied forces',
      'الحكومة السورية والقوات المتحالفة معها',
      'syrian government | government | government forces | syrian government forces',
      'syrian government and affiliated militias | syrian regime | regime | regime forces | assad',
      'assad regime | assad forces | saa | syrian army | syrian arab army | syrian air force | syaaf',
      'ndf | shabiha',
      'الحكومة | الحكومة السورية | النظام | نظام | النظام السوري | قوات النظام | قوات النظام السوري',
      'نظام الأسد | قوات الأسد | الجيش السوري | الجيش العربي السوري | طيران النظام | القوات الحكومية',
      'قوات الحكومة السورية | الدفاع الوطني | الشبيحة | الطيران السوري | سلاح الجو السوري | جيش النظام',
    ),
    term(
      'russia',
      'Russian forces',
      'القوات الروسية',
      'russia | russian | russian troops | russian air force | vks | russian federation',
      'russian warplanes',
      'روسيا | روسي | روسية | الروس | الطيران الروسي | الجيش الروسي | الاحتلال الروسي',
      'الطائرات الروسية',
    ),
    term(
      'isis',
      'Islamic State',
      'تنظيم الدولة الإسلامية',
      "isis | isil | is | daesh | daish | da'esh | islamic state | islamic state group",
      'so-called islamic state | islamic state in iraq and syria | self-declared islamic state',
      'isis/is',
      'داعش | تنظيم داعش | تنظيم الدولة | الدولة الإسلامية | الدولة | عناصر داعش',
    ),
    term(
      'nusra-hts',
      'Jabhat al-Nusra or Hay’at Tahrir al-Sham',
      'جبهة النصرة أو هيئة تحرير الشام',
      'nusra | al-nusra | al nusra front | nusra front | jabhat al-nusra | jabhat fateh al-sham | hts',
      "hayat tahrir al-sham | tahrir al-sham | hay'at tahrir al-sham",
      'النصرة | جبهة النصرة | هيئة تحرير الشام | تحرير الشام | الهيئة | فتح الشام | جبهة فتح الشام',
    ),
    term(
      'opposition',
      'Armed opposition groups',
      'فصائل المعارضة المسلحة',
      'opposition | armed opposition | rebels | rebel groups | armed opposition groups',
      'non-state armed groups | fsa | sna | free syrian army | syrian national army',
      'المعارضة | معارضة | المعارضة المسلحة | فصائل المعارضة | الجيش الحر | الجيش السوري الحر | جيش حر',
      'الجيش الوطني | الجيش الوطني السوري | الفصائل | فصائل مسلحة | الثوار',
    ),
    term(
      'kurdish-forces',
      'Kurdish-led forces',
      'القوات ذات القيادة الكردية',
      'kurdish forces | kurds | sdf | syrian democratic forces | ypg | ypj | pyd | asayish',
      'self administration | peshmerga',
      'قسد | قوات سوريا الديمقراطية | وحدات حماية الشعب | القوات الكردية | الوحدات الكردية | الأكراد',
      'الإدارة الذاتية | الأسايش | البيشمركة | الاتحاد الديمقراطي',
    ),
    term(
      'turkey',
      'Turkish forces',
      'القوات التركية',
      'turkey | türkiye | turkiye | turkish | turkish army | turkish air force | turkish border guards',
      'تركيا | تركي | الجيش التركي | الطيران التركي | حرس الحدود التركي | الجندرمة | الجندرما',
    ),
    term(
      'iraqi-government',
      'Iraqi government forces',
      'القوات الحكومية العراقية',
      'iraqi government | iraq | iraqi forces | iraqi army | iraqi air force | isf',
      'iraqi security forces | iraqi federal police',
      'العراق | القوات العراقية | الجيش العراقي | الطيران العراقي | الحكومة العراقية | الشرطة الاتحادية',
    ),
    term(
      'iraqi-militias',
      'Popular Mobilisation and other Iraqi militias',
      'الحشد الشعبي وميليشيات عراقية أخرى',
      'pmf | pmu | popular mobilization forces | popular mobilisation forces | hashd | hashd al-shaabi',
      'iraqi militia',
      'الحشد الشعبي | الحشد | حشد شعبي | ميليشيات عراقية',
    ),
    term(
      'iran',
      'Iranian and Iran-backed forces',
      'القوات الإيرانية والمدعومة من إيران',
      'iran | iranian | iranian forces | irgc | hezbollah | hizbullah | iranian militias',
      'iran-backed militias',
      'إيران | القوات الإيرانية | الميليشيات الإيرانية | ميليشيات إيرانية | الحرس الثوري | حزب الله',
    ),
    term(
      'israel',
      'Israeli forces',
      'القوات الإسرائيلية',
      'israel | israeli | idf | israeli army | israeli air force',
      'إسرائيل | الجيش الإسرائيلي | الطيران الإسرائيلي | جيش الاحتلال | قوات الاحتلال',
      'الاحتلال الإسرائيلي',
    ),
    term(
      'arab-coalition',
      'Saudi- and UAE-led coalition',
      'التحالف العربي',
      'saudi-led coalition | arab coalition | saudi coalition | saudi arabia',
      'التحالف بقيادة السعودية | التحالف السعودي | السعودية | قوات التحالف العربي',
    ),
    term(
      'houthis',
      'Ansar Allah (Houthis)',
      'أنصار الله (الحوثيون)',
      'houthis | houthi | ansar allah',
      'الحوثيون | الحوثيين | الحوثي | أنصار الله | جماعة الحوثي',
    ),
    term(
      'unidentified-aircraft',
      'Unidentified aircraft',
      'طيران مجهول الهوية',
      'unknown aircraft | unidentified warplanes | unidentified plane',
      'طيران مجهول | طائرات مجهولة | طائرة مجهولة',
    ),
    OTHER,
    unknown(
      'unidentified | unidentified group | unknown party',
      'جهة مجهولة | جهة غير معروفة | مجهولون | مجهولين | مسلحون مجهولون',
    ),
  ],
}

/** Civilian status of a person. */
export const CIVILIAN: Vocabulary = {
  name: 'civilian',
  terms: [
    term(
      'civilian',
      'Civilian',
      'مدني',
      'yes | y | true | 1 | civ | civilians | non-combatant | noncombatant | non combatant',
      'نعم | مدنية | مدنيون | مدنيين | مدنيات | غير مقاتل | غير مقاتلة | صح',
    ),
    term(
      'combatant',
      'Combatant',
      'مقاتل',
      'no | n | false | 0 | non-civilian | non civilian | not civilian | fighter | soldier | military',
      'armed | militant | belligerent',
      'لا | كلا | مقاتلة | عسكري | عسكرية | جندي | مسلح | مسلحة | غير مدني | غير مدنية | مقاتلون',
    ),
    UNKNOWN,
  ],
}

/** What the civilian status rests on. */
export const CIVILIAN_BASIS: Vocabulary = {
  name: 'civilian-basis',
  terms: [
    term(
      'family-statement',
      'Statement of the family',
      'إفادة العائلة',
      'family | relatives | relative | family statement',
      'أهل | الأهل | العائلة | شهادة الأهل | إفادة الأهل | ذوو الضحية',
    ),
    term(
      'witness-statement',
      'Statement of a witness',
      'إفادة شاهد',
      'witness | witnesses | witness statement',
      'شاهد | شهود | شهادة | شهادة شاهد',
    ),
    term('age', 'Age (a child)', 'العمر (طفل)', 'age | child | minor | العمر | طفل | طفلة | السن'),
    term('occupation', 'Occupation', 'المهنة', 'profession | job | work | مهنة | عمل | العمل | وظيفة'),
    term(
      'circumstances',
      'Circumstances of the death',
      'ظروف الوفاة',
      'circumstances | context | place of death | prisoner | at home',
      'ظروف | الظروف | سياق | معتقل | سجين',
    ),
    term(
      'document',
      'Document',
      'وثيقة',
      'documents | record | papers | id card | وثائق | مستند | مستندات | هوية',
    ),
    term(
      'public-source',
      'Public source',
      'مصدر علني',
      'open source | media | social media | press',
      'إعلام | وسائل الإعلام | مصادر مفتوحة | مصدر مفتوح',
    ),
    OTHER,
    UNKNOWN,
  ],
}

/** Kind of a source that speaks of a person. */
export const SOURCE_KIND: Vocabulary = {
  name: 'source-kind',
  terms: [
    term(
      'witness-statement',
      'Statement of a witness',
      'إفادة شاهد',
      'witness | witnesses | witness statement | witness statements | eyewitness | eyewitnesses',
      'eye witness | testimony | testimonies | statement | statements',
      'شاهد | شهود | شهادة | شهادات | شهادة شاهد | شاهد عيان | شهود عيان | إفادة | إفادات | إفادات شهود',
    ),
    term(
      'family-statement',
      'Statement of the family',
      'إفادة العائلة',
      'family | relative | relatives | family statement | family statements | statement of family',
      'statements of families | next of kin',
      'عائلة | أهل | أقارب | قريب | ذوو الضحية | ذوي الضحية | شهادة الأهل | إفادة الأهل | شهادة العائلة',
      'إفادات العائلات',
    ),
    term(
      'video',
      'Video',
      'فيديو',
      'videos | film | footage | clip',
      'مقطع | مقطع فيديو | مقاطع فيديو | مقطع مصور | مرئي | تسجيل مصور | فيديوهات',
    ),
    term(
      'photo',
      'Photo',
      'صورة',
      'photos | photograph | photographs | picture | pictures | image | images | pic',
      'صور | صورة فوتوغرافية | صور فوتوغرافية',
    ),
    term(
      'document',
      'Document',
      'وثيقة',
      'documents | doc | paper | papers | death certificate | certificate | medical report',
      'hospital record | report | record',
      'وثائق | مستند | مستندات | شهادة وفاة | تقرير | تقرير طبي | سجل | سجل مشفى | بيان وفاة',
    ),
    OTHER,
  ],
}

/** How many kinds of sources a person has: coarse, since which kinds and how many of each singles people out. */
export const SOURCE_KINDS: Vocabulary = {
  name: 'source-kinds',
  terms: [
    term('none', 'None stated', 'لا مصدر مذكور'),
    term('one', 'One kind', 'نوع واحد'),
    term('several', 'Several kinds', 'عدة أنواع'),
  ],
}

/** How much is known of name (given, father’s and family name), day and place of death: all three, two, or fewer. */
export const COMPLETENESS: Vocabulary = {
  name: 'completeness',
  terms: [
    term('complete', 'Name, day and place', 'الاسم واليوم والمكان'),
    term('partial', 'Two of the three', 'اثنان من الثلاثة'),
    term('minimal', 'One of the three or none', 'واحد من الثلاثة أو لا شيء'),
  ],
}

/** What the person's family agreed to. */
export const CONSENT: Vocabulary = {
  name: 'consent',
  terms: [
    term(
      'investigators',
      'Share with investigators',
      'المشاركة مع المحققين',
      'investigator | investigation | share with investigator | investigations',
      'محقق | محققون | محققين | تحقيق | التحقيق',
    ),
    term(
      'courts',
      'Share with courts',
      'المشاركة مع المحاكم',
      'court | courts | legal | prosecution | prosecutor | justice',
      'محكمة | محاكم | قضاء | القضاء | نيابة',
    ),
    term('publish', 'Publish', 'النشر', 'public | publication | publishing | media | نشر | علني | إعلام'),
    term(
      'contact',
      'Be contacted',
      'التواصل مع العائلة',
      'contact | contacted | contact family | follow-up',
      'تواصل | التواصل | اتصال | الاتصال | متابعة',
    ),
  ],
}

/** Whether a record stands. */
export const STATUS: Vocabulary = {
  name: 'status',
  terms: [
    term('live', 'Listed', 'مدرج', 'active | current | قائم | فعال'),
    term('withdrawn', 'Withdrawn', 'مسحوب', 'removed | retracted | ملغى | سحب'),
  ],
}

/** Why a record was withdrawn. */
export const WITHDRAWAL_REASON: Vocabulary = {
  name: 'withdrawal-reason',
  terms: [
    term('duplicate', 'Listed twice', 'مكرر', 'duplicate | repeated | double | تكرار | مدرج مرتين'),
    term('consent', 'Consent withdrawn', 'سحب الموافقة', 'consent | no consent | موافقة | سحب موافقة'),
    term('error', 'Recorded in error', 'سجل بالخطأ', 'error | mistake | wrong | خطأ | تسجيل خاطئ'),
    term('alive', 'Found alive', 'تبين أنه على قيد الحياة', 'alive | living | على قيد الحياة | حي | حية'),
  ],
}

/** Kind of an item of evidence. */
export const EVIDENCE_KIND: Vocabulary = {
  name: 'evidence-kind',
  terms: [
    term('video', 'Video', 'فيديو', 'videos | film | footage | clip | مقطع فيديو | مقطع مصور'),
    term('photo', 'Photo', 'صورة', 'photos | photograph | picture | image | صور'),
    term(
      'audio',
      'Audio recording',
      'تسجيل صوتي',
      'audio | sound | recording | voice message | صوت | رسالة صوتية',
    ),
    term('document', 'Document', 'وثيقة', 'documents | paper | report | وثائق | مستند | تقرير'),
    term(
      'witness-statement',
      'Statement of a witness',
      'إفادة شاهد',
      'witness statement | witness | testimony | شهادة | شهادة شاهد',
    ),
    term(
      'family-statement',
      'Statement of the family',
      'إفادة العائلة',
      'family statement | family | شهادة الأهل | إفادة الأهل',
    ),
    term(
      'medical-record',
      'Medical record',
      'سجل طبي',
      'medical report | autopsy | death certificate',
      'تقرير طبي | شهادة وفاة | تشريح',
    ),
    term(
      'satellite-image',
      'Satellite image',
      'صورة فضائية',
      'satellite | satellite imagery | صور أقمار صناعية | صورة قمر صناعي',
    ),
    term(
      'web-page',
      'Web page or post',
      'صفحة أو منشور',
      'post | social media | tweet | website | منشور | تغريدة | موقع',
    ),
    term(
      'object',
      'Object or weapon remnant',
      'جسم أو بقايا سلاح',
      'remnant | fragment | weapon remnant | شظية | شظايا | بقايا سلاح',
    ),
    OTHER,
  ],
}

/** Every vocabulary, for those who print or check them all. */
export const VOCABULARIES: readonly Vocabulary[] = [
  SEX,
  AGE_GROUP,
  DATE_PRECISION,
  PLACE_PRECISION,
  CAUSE,
  PARTY,
  CIVILIAN,
  CIVILIAN_BASIS,
  SOURCE_KIND,
  SOURCE_KINDS,
  COMPLETENESS,
  CONSENT,
  STATUS,
  WITHDRAWAL_REASON,
  EVIDENCE_KIND,
]

// A definite article at the head of a word, where enough of the word is left to be one.
const article = (word: string): string => (word.startsWith('ال') && word.length >= 5 ? word.slice(2) : word)

/**
 * What two spellings of one term have in common: compatibility forms, case, marks on letters, Arabic letter variants, the
 * Arabic article, spaces, hyphens and punctuation do not count. Text of punctuation alone stays as it is.
 */
function fold(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    // Combining marks of every script (hamza and madda of decomposed alefs among them), tatweel, invisible marks.
    .replace(/[\p{M}\p{Cf}ـ]/gu, '')
    .replace(/ٱ/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ک/g, 'ك')
    .replace(/ء/g, '')
  const words = letters.match(/[\p{L}\p{N}]+/gu)
  return words === null ? text.trim() : words.map(article).join('')
}

const indexes = new WeakMap<Vocabulary, ReadonlyMap<string, string>>()

function indexOf(vocabulary: Vocabulary): ReadonlyMap<string, string> {
  let index = indexes.get(vocabulary) as Map<string, string> | undefined
  if (index === undefined) {
    index = new Map()
    for (const { code, en, ar, also = [] } of vocabulary.terms)
      for (const spelling of [code, en, ar, ...also])
        if (!index.has(fold(spelling))) index.set(fold(spelling), code)
    indexes.set(vocabulary, index)
  }
  return index
}

/**
 * The code a text stands for, or `undefined` where the vocabulary has no such term. Looks at codes, labels and synonyms in
 * both languages; case, spaces, hyphens, vowel marks, Arabic letter variants and the article do not matter.
 *
 * @example
 * codeOf(SEX, 'أنثى') // 'female'
 * codeOf(CAUSE, 'Air-Strike') // 'airstrike'
 */
export const codeOf = (vocabulary: Vocabulary, text: string): string | undefined =>
  indexOf(vocabulary).get(fold(text))

/** The label of a code, for people; the code itself where the vocabulary does not know it (a newer bundle may have more). */
export const labelOf = (vocabulary: Vocabulary, code: string, language: 'en' | 'ar'): string =>
  vocabulary.terms.find((term) => term.code === code)?.[language] ?? code
