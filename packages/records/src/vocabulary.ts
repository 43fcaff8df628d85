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

const UNKNOWN: Term = {
  code: 'unknown',
  en: 'Unknown',
  ar: 'غير معروف',
  also: [
    ...[
      'not known',
      'unk',
      'undetermined',
      'unspecified',
      'not specified',
      'not stated',
      'unclear',
      'n/a',
      'na',
      'nk',
    ],
    ...[
      'غير معروفة',
      'غير محدد',
      'غير محددة',
      'مجهول',
      'مجهولة',
      'لا يعرف',
      'لا نعلم',
      'غير معلوم',
      'غير واضح',
      'غير متوفر',
    ],
    ...['?', '؟', '??', '-', '--', '—'],
  ],
}

const OTHER: Term = {
  code: 'other',
  en: 'Other',
  ar: 'أخرى',
  also: ['others', 'آخر', 'غير ذلك', 'سوى ذلك', 'متفرقات'],
}

/** Sex as documented. */
export const SEX: Vocabulary = {
  name: 'sex',
  terms: [
    {
      code: 'female',
      en: 'Female',
      ar: 'أنثى',
      also: [
        'f',
        'fem',
        'woman',
        'women',
        'girl',
        'w',
        'أ',
        'انثى',
        'امرأة',
        'إمرأة',
        'نساء',
        'فتاة',
        'بنت',
        'طفلة',
        'سيدة',
        'مؤنث',
        'إناث',
      ],
    },
    {
      code: 'male',
      en: 'Male',
      ar: 'ذكر',
      also: ['m', 'man', 'men', 'boy', 'ذ', 'رجل', 'رجال', 'شاب', 'ولد', 'صبي', 'طفل ذكر', 'مذكر', 'ذكور'],
    },
    { ...UNKNOWN, also: [...(UNKNOWN.also ?? []), 'u', 'x'] },
  ],
}

/** Child: under 18 years at death. */
export const AGE_GROUP: Vocabulary = {
  name: 'age-group',
  terms: [
    {
      code: 'child',
      en: 'Child',
      ar: 'طفل',
      also: [
        'children',
        'minor',
        'under 18',
        'infant',
        'baby',
        'طفلة',
        'أطفال',
        'قاصر',
        'رضيع',
        'رضيعة',
        'دون 18',
        'تحت 18',
      ],
    },
    {
      code: 'adult',
      en: 'Adult',
      ar: 'بالغ',
      also: [
        'adults',
        'grown-up',
        'over 18',
        '18+',
        'elderly',
        'بالغة',
        'بالغون',
        'بالغين',
        'راشد',
        'راشدة',
        'راشدون',
        'مسن',
        'مسنة',
      ],
    },
    UNKNOWN,
  ],
}

/** How much of a date is known. */
export const DATE_PRECISION: Vocabulary = {
  name: 'date-precision',
  terms: [
    {
      code: 'day',
      en: 'Day',
      ar: 'يوم',
      also: [
        'd',
        'date',
        'exact',
        'exact date',
        'full',
        'daily',
        'باليوم',
        'دقيق',
        'تاريخ دقيق',
        'تاريخ كامل',
      ],
    },
    { code: 'month', en: 'Month', ar: 'شهر', also: ['m', 'month only', 'monthly', 'بالشهر', 'الشهر فقط'] },
    {
      code: 'year',
      en: 'Year',
      ar: 'سنة',
      also: ['y', 'year only', 'yearly', 'بالسنة', 'السنة فقط', 'عام', 'العام فقط'],
    },
    UNKNOWN,
  ],
}

/** How closely a place or a pair of coordinates is known. */
export const PLACE_PRECISION: Vocabulary = {
  name: 'place-precision',
  terms: [
    {
      code: 'exact',
      en: 'Exact',
      ar: 'دقيق',
      also: [
        'precise',
        'exact location',
        'point',
        'building',
        'gps',
        'موقع دقيق',
        'دقيقة',
        'بناء',
        'مبنى',
        'نقطة',
      ],
    },
    {
      code: 'neighbourhood',
      en: 'Neighbourhood',
      ar: 'حي',
      also: ['neighborhood', 'quarter', 'street', 'block', 'حارة', 'شارع', 'الحي'],
    },
    {
      code: 'town',
      en: 'Town or village',
      ar: 'مدينة أو قرية',
      also: ['town', 'city', 'village', 'camp', 'مدينة', 'بلدة', 'قرية', 'مخيم'],
    },
    {
      code: 'district',
      en: 'District',
      ar: 'منطقة',
      also: ['subdistrict', 'sub-district', 'area', 'قضاء', 'ناحية'],
    },
    {
      code: 'governorate',
      en: 'Governorate',
      ar: 'محافظة',
      also: ['province', 'region', 'ولاية', 'إقليم', 'muhafazah', 'مديرية'],
    },
    UNKNOWN,
  ],
}

/** Weapon or cause of death. */
export const CAUSE: Vocabulary = {
  name: 'cause',
  terms: [
    {
      code: 'airstrike',
      en: 'Airstrike',
      ar: 'غارة جوية',
      also: [
        ...[
          'air strike',
          'airstrikes',
          'air strikes',
          'air raid',
          'air raids',
          'air attack',
          'aerial bombing',
          'aerial bombardment',
        ],
        ...[
          'air bombardment',
          'aircraft',
          'warplane',
          'warplanes',
          'warplane shelling',
          'bombing by aircraft',
          'air',
          'air-launched missile',
        ],
        ...[
          'missile from aircraft',
          'jet strike',
          'غارة',
          'غارات',
          'غارات جوية',
          'قصف جوي',
          'قصف الطيران',
          'قصف طيران',
          'طيران',
          'طيران حربي',
        ],
        ...[
          'قصف بالطيران',
          'قصف بالطائرات',
          'قصف طائرات',
          'قصف الطيران الحربي',
          'ضربة جوية',
          'ضربات جوية',
          'غارة طيران',
        ],
      ],
    },
    {
      code: 'drone-strike',
      en: 'Drone strike',
      ar: 'ضربة بطائرة مسيرة',
      also: [
        ...['drone', 'drones', 'drone attack', 'uav', 'uav strike', 'unmanned aircraft'],
        ...['طائرة مسيرة', 'مسيرة', 'طائرة بدون طيار', 'قصف بطائرة مسيرة', 'غارة بطائرة مسيرة', 'درون'],
      ],
    },
    {
      code: 'barrel-bomb',
      en: 'Barrel bomb',
      ar: 'برميل متفجر',
      also: [
        'barrel bombs',
        'barrel',
        'barrels',
        'helicopter barrel',
        'براميل متفجرة',
        'برميل',
        'براميل',
        'قصف بالبراميل',
        'برميل ملغم',
      ],
    },
    {
      code: 'shelling',
      en: 'Shelling or rockets',
      ar: 'قصف مدفعي أو صاروخي',
      also: [
        ...[
          'shelling',
          'artillery',
          'artillery shelling',
          'mortar',
          'mortars',
          'mortar shell',
          'rocket',
          'rockets',
          'rocket fire',
          'missile',
        ],
        ...[
          'ballistic missile',
          'shell',
          'shells',
          'tank fire',
          'tank shell',
          'ground shelling',
          'indirect fire',
          'surface-to-surface missile',
        ],
        ...[
          'قصف',
          'قصف مدفعي',
          'مدفعية',
          'هاون',
          'قذيفة',
          'قذائف',
          'قذيفة هاون',
          'قذائف هاون',
          'صاروخ',
          'صواريخ',
          'قصف صاروخي',
          'راجمات',
        ],
        ...['راجمة صواريخ', 'صاروخ أرض أرض', 'صاروخ بالستي', 'قصف بري', 'دبابة', 'قصف دبابات'],
      ],
    },
    {
      code: 'cluster-munition',
      en: 'Cluster munition',
      ar: 'ذخائر عنقودية',
      also: [
        'cluster bomb',
        'cluster bombs',
        'cluster munitions',
        'submunition',
        'قنابل عنقودية',
        'قنبلة عنقودية',
        'عنقودي',
        'ذخيرة عنقودية',
      ],
    },
    {
      code: 'shooting',
      en: 'Shooting',
      ar: 'إطلاق نار',
      also: [
        ...[
          'shot',
          'gunfire',
          'gun shot',
          'gunshot',
          'gunshot wound',
          'small arms',
          'bullet',
          'bullets',
          'sniper',
          'sniper fire',
          'shot dead',
        ],
        ...[
          'طلق ناري',
          'إطلاق الرصاص',
          'إطلاق رصاص',
          'رصاص',
          'رصاصة',
          'بالرصاص',
          'قنص',
          'قناص',
          'رصاص قناص',
          'إطلاق النار',
          'عيار ناري',
        ],
      ],
    },
    {
      code: 'execution',
      en: 'Execution',
      ar: 'إعدام',
      also: [
        ...[
          'executed',
          'field execution',
          'summary execution',
          'extrajudicial execution',
          'beheading',
          'beheaded',
          'hanging',
          'hanged',
        ],
        ...[
          'assassination',
          'إعدام ميداني',
          'إعدامات',
          'أعدم',
          'قطع الرأس',
          'ذبح',
          'شنق',
          'اغتيال',
          'تصفية',
          'تصفية ميدانية',
        ],
      ],
    },
    {
      code: 'massacre',
      en: 'Massacre',
      ar: 'مجزرة',
      also: ['mass killing', 'مجازر', 'مذبحة', 'قتل جماعي'],
    },
    {
      code: 'mine',
      en: 'Mine or unexploded ordnance',
      ar: 'لغم أو ذخيرة غير منفجرة',
      also: [
        ...[
          'mine',
          'mines',
          'landmine',
          'land mine',
          'landmines',
          'uxo',
          'erw',
          'unexploded ordnance',
          'explosive remnant',
          'war remnants',
        ],
        ...[
          'لغم',
          'لغم أرضي',
          'ألغام',
          'انفجار لغم',
          'مخلفات الحرب',
          'مخلفات حرب',
          'ذخائر غير منفجرة',
          'جسم من مخلفات الحرب',
        ],
      ],
    },
    {
      code: 'explosion',
      en: 'Explosive device',
      ar: 'عبوة ناسفة أو تفجير',
      also: [
        ...[
          'explosion',
          'bomb',
          'bombing',
          'car bomb',
          'vbied',
          'ied',
          'improvised explosive device',
          'suicide bombing',
          'suicide attack',
        ],
        ...[
          'booby trap',
          'detonation',
          'انفجار',
          'تفجير',
          'عبوة ناسفة',
          'عبوات ناسفة',
          'سيارة مفخخة',
          'مفخخة',
          'تفجير انتحاري',
          'حزام ناسف',
        ],
      ],
    },
    {
      code: 'chemical',
      en: 'Chemical agent',
      ar: 'سلاح كيميائي',
      also: [
        ...[
          'chemical attack',
          'chemical weapon',
          'chemical weapons',
          'chemical and toxic gases',
          'toxic gas',
          'gas',
          'sarin',
          'chlorine',
        ],
        ...[
          'poison gas',
          'كيماوي',
          'كيميائي',
          'غازات سامة',
          'غاز سام',
          'سارين',
          'كلور',
          'غاز الكلور',
          'أسلحة كيميائية',
          'هجوم كيماوي',
        ],
      ],
    },
    {
      code: 'torture',
      en: 'Torture or death in detention',
      ar: 'تعذيب أو موت في الاحتجاز',
      also: [
        ...[
          'torture',
          'tortured',
          'died under torture',
          'death in detention',
          'died in detention',
          'detention',
          'detention - torture',
        ],
        ...[
          'killed in detention',
          'died in prison',
          'beating',
          'تعذيب',
          'تحت التعذيب',
          'التعذيب حتى الموت',
          'موت تحت التعذيب',
          'مات في المعتقل',
        ],
        ...['وفاة في المعتقل', 'وفاة في السجن', 'اعتقال', 'احتجاز', 'ضرب'],
      ],
    },
    {
      code: 'detention-execution',
      en: 'Execution in detention',
      ar: 'إعدام في الاحتجاز',
      also: ['detention - execution', 'executed in detention', 'إعدام في السجن', 'إعدام في المعتقل'],
    },
    {
      code: 'kidnapping',
      en: 'Abduction and killing',
      ar: 'خطف وقتل',
      also: [
        'kidnapping',
        'abduction',
        'kidnapping - execution',
        'kidnapping - torture',
        'kidnapped',
        'خطف',
        'اختطاف',
        'مخطوف',
      ],
    },
    {
      code: 'siege',
      en: 'Siege, hunger or lack of care',
      ar: 'حصار أو جوع أو نقص رعاية',
      also: [
        ...[
          'siege',
          'hunger',
          'starvation',
          'malnutrition',
          'lack of food',
          'lack of medicine',
          'lack of medical care',
          'denied medical care',
        ],
        ...[
          'no access to health care',
          'un-allowed to seek medical help',
          'حصار',
          'جوع',
          'تجويع',
          'سوء تغذية',
          'نقص الدواء',
          'نقص دواء',
        ],
        ...['نقص الغذاء', 'نقص الرعاية الطبية', 'نقص رعاية طبية', 'بسبب الحصار', 'بسبب الجوع'],
      ],
    },
    {
      code: 'exposure',
      en: 'Cold, heat or flight',
      ar: 'برد أو حر أو نزوح',
      also: [
        'cold',
        'exposure',
        'hypothermia',
        'heat',
        'displacement',
        'برد',
        'بسبب البرد',
        'نزوح',
        'تهجير',
        'حر',
      ],
    },
    {
      code: 'drowning',
      en: 'Drowning',
      ar: 'غرق',
      also: ['drowned', 'at sea', 'shipwreck', 'غرقا', 'غرق في البحر', 'غرق مركب'],
    },
    {
      code: 'ground-attack',
      en: 'Ground attack or clashes',
      ar: 'هجوم بري أو اشتباك',
      also: [
        ...[
          'ground attack',
          'ground assault',
          'clash',
          'clashes',
          'crossfire',
          'fighting',
          'battle',
          'raid',
          'combat',
          'armed clashes',
        ],
        ...['هجوم بري', 'اشتباك', 'اشتباكات', 'معركة', 'معارك', 'مداهمة', 'اقتحام', 'خلال الاشتباكات'],
      ],
    },
    { code: 'stabbing', en: 'Stabbing', ar: 'طعن', also: ['knife', 'stabbed', 'سكين', 'سلاح أبيض', 'طعنا'] },
    {
      code: 'burning',
      en: 'Burning',
      ar: 'حرق',
      also: [
        'burned',
        'burnt',
        'fire',
        'incendiary',
        'napalm',
        'phosphorus',
        'حريق',
        'حرقا',
        'فوسفور',
        'نابالم',
      ],
    },
    {
      code: 'vehicle',
      en: 'Run over by a vehicle',
      ar: 'دهس',
      also: ['run over', 'military vehicle', 'دهسا', 'آلية عسكرية', 'دهس بآلية'],
    },
    OTHER,
    UNKNOWN,
  ],
}

/** Who is alleged to have done it. An allegation of the documenter, never a finding. */
export const PARTY: Vocabulary = {
  name: 'party',
  terms: [
    {
      code: 'coalition',
      en: 'International coalition against IS',
      ar: 'التحالف الدولي ضد داعش',
      also: [
        ...[
          'coalition',
          'us-led coalition',
          'us led coalition forces',
          'us-led coalition forces',
          'international coalition',
          'coalition forces',
        ],
        ...[
          'global coalition',
          'international coalition forces',
          'cjtf-oir',
          'cjtf',
          'oir',
          'inherent resolve',
          'us coalition',
          'usa',
          'us',
        ],
        ...[
          'united states',
          'american forces',
          'us forces',
          'us-led',
          'the coalition',
          'تحالف',
          'تحالف دولي',
          'قوات التحالف',
          'قوات التحالف الدولي',
        ],
        ...[
          'طيران التحالف',
          'طيران التحالف الدولي',
          'طائرات التحالف',
          'التحالف بقيادة الولايات المتحدة',
          'أمريكا',
          'الولايات المتحدة',
        ],
        ...['القوات الأمريكية', 'الطيران الأمريكي'],
      ],
    },
    {
      code: 'syrian-government',
      en: 'Syrian government and allied forces',
      ar: 'الحكومة السورية والقوات المتحالفة معها',
      also: [
        ...[
          'syrian government',
          'government',
          'government forces',
          'syrian government forces',
          'syrian government and affiliated militias',
        ],
        ...[
          'syrian regime',
          'regime',
          'regime forces',
          'assad',
          'assad regime',
          'assad forces',
          'saa',
          'syrian army',
          'syrian arab army',
        ],
        ...[
          'syrian air force',
          'syaaf',
          'ndf',
          'shabiha',
          'الحكومة',
          'الحكومة السورية',
          'النظام',
          'نظام',
          'النظام السوري',
          'قوات النظام',
        ],
        ...[
          'قوات النظام السوري',
          'نظام الأسد',
          'قوات الأسد',
          'الجيش السوري',
          'الجيش العربي السوري',
          'طيران النظام',
          'القوات الحكومية',
        ],
        ...[
          'قوات الحكومة السورية',
          'الدفاع الوطني',
          'الشبيحة',
          'الطيران السوري',
          'سلاح الجو السوري',
          'جيش النظام',
        ],
      ],
    },
    {
      code: 'russia',
      en: 'Russian forces',
      ar: 'القوات الروسية',
      also: [
        ...[
          'russia',
          'russian',
          'russian troops',
          'russian air force',
          'vks',
          'russian federation',
          'russian warplanes',
        ],
        ...[
          'روسيا',
          'روسي',
          'روسية',
          'الروس',
          'الطيران الروسي',
          'الجيش الروسي',
          'الاحتلال الروسي',
          'الطائرات الروسية',
        ],
      ],
    },
    {
      code: 'isis',
      en: 'Islamic State',
      ar: 'تنظيم الدولة الإسلامية',
      also: [
        ...[
          'isis',
          'isil',
          'is',
          'daesh',
          'daish',
          "da'esh",
          'islamic state',
          'islamic state group',
          'so-called islamic state',
          'islamic state in iraq and syria',
        ],
        ...[
          'self-declared islamic state',
          'isis/is',
          'داعش',
          'تنظيم داعش',
          'تنظيم الدولة',
          'الدولة الإسلامية',
          'الدولة',
          'عناصر داعش',
        ],
      ],
    },
    {
      code: 'nusra-hts',
      en: 'Jabhat al-Nusra or Hay’at Tahrir al-Sham',
      ar: 'جبهة النصرة أو هيئة تحرير الشام',
      also: [
        ...[
          'nusra',
          'al-nusra',
          'al nusra front',
          'nusra front',
          'jabhat al-nusra',
          'jabhat fateh al-sham',
          'hts',
          'hayat tahrir al-sham',
        ],
        ...[
          'tahrir al-sham',
          "hay'at tahrir al-sham",
          'النصرة',
          'جبهة النصرة',
          'هيئة تحرير الشام',
          'تحرير الشام',
          'الهيئة',
          'فتح الشام',
          'جبهة فتح الشام',
        ],
      ],
    },
    {
      code: 'opposition',
      en: 'Armed opposition groups',
      ar: 'فصائل المعارضة المسلحة',
      also: [
        ...[
          'opposition',
          'armed opposition',
          'rebels',
          'rebel groups',
          'armed opposition groups',
          'non-state armed groups',
          'fsa',
          'sna',
        ],
        ...[
          'free syrian army',
          'syrian national army',
          'المعارضة',
          'معارضة',
          'المعارضة المسلحة',
          'فصائل المعارضة',
          'الجيش الحر',
        ],
        ...[
          'الجيش السوري الحر',
          'جيش حر',
          'الجيش الوطني',
          'الجيش الوطني السوري',
          'الفصائل',
          'فصائل مسلحة',
          'الثوار',
        ],
      ],
    },
    {
      code: 'kurdish-forces',
      en: 'Kurdish-led forces',
      ar: 'القوات ذات القيادة الكردية',
      also: [
        ...[
          'kurdish forces',
          'kurds',
          'sdf',
          'syrian democratic forces',
          'ypg',
          'ypj',
          'pyd',
          'asayish',
          'self administration',
          'peshmerga',
        ],
        ...[
          'قسد',
          'قوات سوريا الديمقراطية',
          'وحدات حماية الشعب',
          'القوات الكردية',
          'الوحدات الكردية',
          'الأكراد',
          'الإدارة الذاتية',
        ],
        ...['الأسايش', 'البيشمركة', 'الاتحاد الديمقراطي'],
      ],
    },
    {
      code: 'turkey',
      en: 'Turkish forces',
      ar: 'القوات التركية',
      also: [
        ...[
          'turkey',
          'türkiye',
          'turkiye',
          'turkish',
          'turkish army',
          'turkish air force',
          'turkish border guards',
        ],
        ...['تركيا', 'تركي', 'الجيش التركي', 'الطيران التركي', 'حرس الحدود التركي', 'الجندرمة', 'الجندرما'],
      ],
    },
    {
      code: 'iraqi-government',
      en: 'Iraqi government forces',
      ar: 'القوات الحكومية العراقية',
      also: [
        ...[
          'iraqi government',
          'iraq',
          'iraqi forces',
          'iraqi army',
          'iraqi air force',
          'isf',
          'iraqi security forces',
          'iraqi federal police',
        ],
        ...[
          'العراق',
          'القوات العراقية',
          'الجيش العراقي',
          'الطيران العراقي',
          'الحكومة العراقية',
          'الشرطة الاتحادية',
        ],
      ],
    },
    {
      code: 'iraqi-militias',
      en: 'Popular Mobilisation and other Iraqi militias',
      ar: 'الحشد الشعبي وميليشيات عراقية أخرى',
      also: [
        ...[
          'pmf',
          'pmu',
          'popular mobilization forces',
          'popular mobilisation forces',
          'hashd',
          'hashd al-shaabi',
          'iraqi militia',
        ],
        ...['الحشد الشعبي', 'الحشد', 'حشد شعبي', 'ميليشيات عراقية'],
      ],
    },
    {
      code: 'iran',
      en: 'Iranian and Iran-backed forces',
      ar: 'القوات الإيرانية والمدعومة من إيران',
      also: [
        ...[
          'iran',
          'iranian',
          'iranian forces',
          'irgc',
          'hezbollah',
          'hizbullah',
          'iranian militias',
          'iran-backed militias',
        ],
        ...[
          'إيران',
          'القوات الإيرانية',
          'الميليشيات الإيرانية',
          'ميليشيات إيرانية',
          'الحرس الثوري',
          'حزب الله',
        ],
      ],
    },
    {
      code: 'israel',
      en: 'Israeli forces',
      ar: 'القوات الإسرائيلية',
      also: [
        'israel',
        'israeli',
        'idf',
        'israeli army',
        'israeli air force',
        'إسرائيل',
        'الجيش الإسرائيلي',
        'الطيران الإسرائيلي',
        'جيش الاحتلال',
        'قوات الاحتلال',
        'الاحتلال الإسرائيلي',
      ],
    },
    {
      code: 'arab-coalition',
      en: 'Saudi- and UAE-led coalition',
      ar: 'التحالف العربي',
      also: [
        'saudi-led coalition',
        'arab coalition',
        'saudi coalition',
        'saudi arabia',
        'التحالف بقيادة السعودية',
        'التحالف السعودي',
        'السعودية',
        'قوات التحالف العربي',
      ],
    },
    {
      code: 'houthis',
      en: 'Ansar Allah (Houthis)',
      ar: 'أنصار الله (الحوثيون)',
      also: [
        'houthis',
        'houthi',
        'ansar allah',
        'الحوثيون',
        'الحوثيين',
        'الحوثي',
        'أنصار الله',
        'جماعة الحوثي',
      ],
    },
    {
      code: 'unidentified-aircraft',
      en: 'Unidentified aircraft',
      ar: 'طيران مجهول الهوية',
      also: [
        'unknown aircraft',
        'unidentified warplanes',
        'unidentified plane',
        'طيران مجهول',
        'طائرات مجهولة',
        'طائرة مجهولة',
      ],
    },
    OTHER,
    {
      ...UNKNOWN,
      also: [
        ...(UNKNOWN.also ?? []),
        'unidentified',
        'unidentified group',
        'unknown party',
        'جهة مجهولة',
        'جهة غير معروفة',
        'مجهولون',
        'مجهولين',
        'مسلحون مجهولون',
      ],
    },
  ],
}

/** Civilian status of a person. */
export const CIVILIAN: Vocabulary = {
  name: 'civilian',
  terms: [
    {
      code: 'civilian',
      en: 'Civilian',
      ar: 'مدني',
      also: [
        ...['yes', 'y', 'true', '1', 'civ', 'civilians', 'non-combatant', 'noncombatant', 'non combatant'],
        ...['نعم', 'مدنية', 'مدنيون', 'مدنيين', 'مدنيات', 'غير مقاتل', 'غير مقاتلة', 'صح'],
      ],
    },
    {
      code: 'combatant',
      en: 'Combatant',
      ar: 'مقاتل',
      also: [
        ...[
          'no',
          'n',
          'false',
          '0',
          'non-civilian',
          'non civilian',
          'not civilian',
          'fighter',
          'soldier',
          'military',
          'armed',
          'militant',
          'belligerent',
        ],
        ...[
          'لا',
          'كلا',
          'مقاتلة',
          'عسكري',
          'عسكرية',
          'جندي',
          'مسلح',
          'مسلحة',
          'غير مدني',
          'غير مدنية',
          'مقاتلون',
        ],
      ],
    },
    UNKNOWN,
  ],
}

/** What the civilian status rests on. */
export const CIVILIAN_BASIS: Vocabulary = {
  name: 'civilian-basis',
  terms: [
    {
      code: 'family-statement',
      en: 'Statement of the family',
      ar: 'إفادة العائلة',
      also: [
        'family',
        'relatives',
        'relative',
        'family statement',
        'أهل',
        'الأهل',
        'العائلة',
        'شهادة الأهل',
        'إفادة الأهل',
        'ذوو الضحية',
      ],
    },
    {
      code: 'witness-statement',
      en: 'Statement of a witness',
      ar: 'إفادة شاهد',
      also: ['witness', 'witnesses', 'witness statement', 'شاهد', 'شهود', 'شهادة', 'شهادة شاهد'],
    },
    {
      code: 'age',
      en: 'Age (a child)',
      ar: 'العمر (طفل)',
      also: ['age', 'child', 'minor', 'العمر', 'طفل', 'طفلة', 'السن'],
    },
    {
      code: 'occupation',
      en: 'Occupation',
      ar: 'المهنة',
      also: ['profession', 'job', 'work', 'مهنة', 'عمل', 'العمل', 'وظيفة'],
    },
    {
      code: 'circumstances',
      en: 'Circumstances of the death',
      ar: 'ظروف الوفاة',
      also: [
        'circumstances',
        'context',
        'place of death',
        'prisoner',
        'at home',
        'ظروف',
        'الظروف',
        'سياق',
        'معتقل',
        'سجين',
      ],
    },
    {
      code: 'document',
      en: 'Document',
      ar: 'وثيقة',
      also: ['documents', 'record', 'papers', 'id card', 'وثائق', 'مستند', 'مستندات', 'هوية'],
    },
    {
      code: 'public-source',
      en: 'Public source',
      ar: 'مصدر علني',
      also: [
        'open source',
        'media',
        'social media',
        'press',
        'إعلام',
        'وسائل الإعلام',
        'مصادر مفتوحة',
        'مصدر مفتوح',
      ],
    },
    OTHER,
    UNKNOWN,
  ],
}

/** Kind of a source that speaks of a person. */
export const SOURCE_KIND: Vocabulary = {
  name: 'source-kind',
  terms: [
    {
      code: 'witness-statement',
      en: 'Statement of a witness',
      ar: 'إفادة شاهد',
      also: [
        ...[
          'witness',
          'witnesses',
          'witness statement',
          'witness statements',
          'eyewitness',
          'eyewitnesses',
          'eye witness',
          'testimony',
          'testimonies',
        ],
        ...[
          'statement',
          'statements',
          'شاهد',
          'شهود',
          'شهادة',
          'شهادات',
          'شهادة شاهد',
          'شاهد عيان',
          'شهود عيان',
          'إفادة',
          'إفادات',
          'إفادات شهود',
        ],
      ],
    },
    {
      code: 'family-statement',
      en: 'Statement of the family',
      ar: 'إفادة العائلة',
      also: [
        ...[
          'family',
          'relative',
          'relatives',
          'family statement',
          'family statements',
          'statement of family',
          'statements of families',
          'next of kin',
        ],
        ...[
          'عائلة',
          'أهل',
          'أقارب',
          'قريب',
          'ذوو الضحية',
          'ذوي الضحية',
          'شهادة الأهل',
          'إفادة الأهل',
          'شهادة العائلة',
          'إفادات العائلات',
        ],
      ],
    },
    {
      code: 'video',
      en: 'Video',
      ar: 'فيديو',
      also: [
        'videos',
        'film',
        'footage',
        'clip',
        'مقطع',
        'مقطع فيديو',
        'مقاطع فيديو',
        'مقطع مصور',
        'مرئي',
        'تسجيل مصور',
        'فيديوهات',
      ],
    },
    {
      code: 'photo',
      en: 'Photo',
      ar: 'صورة',
      also: [
        'photos',
        'photograph',
        'photographs',
        'picture',
        'pictures',
        'image',
        'images',
        'pic',
        'صور',
        'صورة فوتوغرافية',
        'صور فوتوغرافية',
      ],
    },
    {
      code: 'document',
      en: 'Document',
      ar: 'وثيقة',
      also: [
        ...[
          'documents',
          'doc',
          'paper',
          'papers',
          'death certificate',
          'certificate',
          'medical report',
          'hospital record',
          'report',
          'record',
        ],
        ...['وثائق', 'مستند', 'مستندات', 'شهادة وفاة', 'تقرير', 'تقرير طبي', 'سجل', 'سجل مشفى', 'بيان وفاة'],
      ],
    },
    OTHER,
  ],
}

/** What the person's family agreed to. */
export const CONSENT: Vocabulary = {
  name: 'consent',
  terms: [
    {
      code: 'investigators',
      en: 'Share with investigators',
      ar: 'المشاركة مع المحققين',
      also: [
        'investigator',
        'investigation',
        'share with investigator',
        'investigations',
        'محقق',
        'محققون',
        'محققين',
        'تحقيق',
        'التحقيق',
      ],
    },
    {
      code: 'courts',
      en: 'Share with courts',
      ar: 'المشاركة مع المحاكم',
      also: [
        'court',
        'courts',
        'legal',
        'prosecution',
        'prosecutor',
        'justice',
        'محكمة',
        'محاكم',
        'قضاء',
        'القضاء',
        'نيابة',
      ],
    },
    {
      code: 'publish',
      en: 'Publish',
      ar: 'النشر',
      also: ['public', 'publication', 'publishing', 'media', 'نشر', 'علني', 'إعلام'],
    },
    {
      code: 'contact',
      en: 'Be contacted',
      ar: 'التواصل مع العائلة',
      also: [
        'contact',
        'contacted',
        'contact family',
        'follow-up',
        'تواصل',
        'التواصل',
        'اتصال',
        'الاتصال',
        'متابعة',
      ],
    },
  ],
}

/** Whether a record stands. */
export const STATUS: Vocabulary = {
  name: 'status',
  terms: [
    { code: 'live', en: 'Listed', ar: 'مدرج', also: ['active', 'current', 'قائم', 'فعال'] },
    { code: 'withdrawn', en: 'Withdrawn', ar: 'مسحوب', also: ['removed', 'retracted', 'ملغى', 'سحب'] },
  ],
}

/** Why a record was withdrawn. */
export const WITHDRAWAL_REASON: Vocabulary = {
  name: 'withdrawal-reason',
  terms: [
    {
      code: 'duplicate',
      en: 'Listed twice',
      ar: 'مكرر',
      also: ['duplicate', 'repeated', 'double', 'تكرار', 'مدرج مرتين'],
    },
    {
      code: 'consent',
      en: 'Consent withdrawn',
      ar: 'سحب الموافقة',
      also: ['consent', 'no consent', 'موافقة', 'سحب موافقة'],
    },
    {
      code: 'error',
      en: 'Recorded in error',
      ar: 'سجل بالخطأ',
      also: ['error', 'mistake', 'wrong', 'خطأ', 'تسجيل خاطئ'],
    },
    {
      code: 'alive',
      en: 'Found alive',
      ar: 'تبين أنه على قيد الحياة',
      also: ['alive', 'living', 'على قيد الحياة', 'حي', 'حية'],
    },
  ],
}

/** Kind of an item of evidence. */
export const EVIDENCE_KIND: Vocabulary = {
  name: 'evidence-kind',
  terms: [
    {
      code: 'video',
      en: 'Video',
      ar: 'فيديو',
      also: ['videos', 'film', 'footage', 'clip', 'مقطع فيديو', 'مقطع مصور'],
    },
    { code: 'photo', en: 'Photo', ar: 'صورة', also: ['photos', 'photograph', 'picture', 'image', 'صور'] },
    {
      code: 'audio',
      en: 'Audio recording',
      ar: 'تسجيل صوتي',
      also: ['audio', 'sound', 'recording', 'voice message', 'صوت', 'رسالة صوتية'],
    },
    {
      code: 'document',
      en: 'Document',
      ar: 'وثيقة',
      also: ['documents', 'paper', 'report', 'وثائق', 'مستند', 'تقرير'],
    },
    {
      code: 'witness-statement',
      en: 'Statement of a witness',
      ar: 'إفادة شاهد',
      also: ['witness statement', 'witness', 'testimony', 'شهادة', 'شهادة شاهد'],
    },
    {
      code: 'family-statement',
      en: 'Statement of the family',
      ar: 'إفادة العائلة',
      also: ['family statement', 'family', 'شهادة الأهل', 'إفادة الأهل'],
    },
    {
      code: 'medical-record',
      en: 'Medical record',
      ar: 'سجل طبي',
      also: ['medical report', 'autopsy', 'death certificate', 'تقرير طبي', 'شهادة وفاة', 'تشريح'],
    },
    {
      code: 'satellite-image',
      en: 'Satellite image',
      ar: 'صورة فضائية',
      also: ['satellite', 'satellite imagery', 'صور أقمار صناعية', 'صورة قمر صناعي'],
    },
    {
      code: 'web-page',
      en: 'Web page or post',
      ar: 'صفحة أو منشور',
      also: ['post', 'social media', 'tweet', 'website', 'منشور', 'تغريدة', 'موقع'],
    },
    {
      code: 'object',
      en: 'Object or weapon remnant',
      ar: 'جسم أو بقايا سلاح',
      also: ['remnant', 'fragment', 'weapon remnant', 'شظية', 'شظايا', 'بقايا سلاح'],
    },
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
