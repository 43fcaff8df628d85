/**
 * The made-up people of the example. Nobody here ever lived: given names, fathers and families were put together
 * from common names of northern Syria, and a likeness to a real person is chance.
 *
 * One line a person: given | father | grandfather | family | mother | sex and age, families side by side as a
 * field worker writes them down. An age such as 30-40 is a range; what is not known is left empty.
 */
export const PEOPLE = {
  'al-bab-prison': `
    إبراهيم | خليل | نجيب | العجيلي | فاطمة | m34
    يوسف | خليل | نجيب | العجيلي | فاطمة | m29
    مصطفى | خليل | نجيب | العجيلي | فاطمة | m17
    أحمد | جاسم | حمود | الشحادة | | m41
    عبد الرحمن | جاسم | حمود | الشحادة | | m38
    محمد | عبد القادر | شكري | قصاب | عائشة | m26
    طارق | عبد القادر | شكري | قصاب | عائشة | m23
    حسين | محمد | أحمد | نجار | خديجة | m45
    خالد | حسين | محمد | نجار | مريم | m19
    محمود | إسماعيل | | حداد | | m52
    زكريا | محمود | إسماعيل | حداد | زينب | m24
    بلال | محمود | إسماعيل | حداد | زينب | m21
    عدنان | فيصل | عبد الكريم | خياط | | m30-40
    حسن | عبود | محمد | صباغ | سعاد | m36
    ياسر | عبود | محمد | صباغ | سعاد | m31
    عبد الله | مصطفى | يحيى | عطار | | m27
    فواز | مصطفى | يحيى | عطار | | m25
    أيمن | صبحي | | بيطار | هدى | m33
    هيثم | نبيل | عبد الرزاق | دباغ | | m40-50
    وليد | أحمد | حسن | طحان | حليمة | m28
    أنس | أحمد | حسن | طحان | حليمة | m22
    نجيب | أحمد | حسن | طحان | حليمة | m17
    محمد | زياد | سليمان | كيالي | | m39
    مروان | بشير | | سمان | | m47
    غسان | عبد الحميد | رشيد | زيتوني | بدرية | m43
    جميل | رضوان | شعبان | عقاد | | m56
    رامي | جميل | رضوان | عقاد | سميرة | m20
    عبد القادر | يوسف | إبراهيم | الرفاعي | | m35
    شكري | يوسف | إبراهيم | الرفاعي | | m32
    نزار | حاتم | | الكيلاني | | m30-45
    إسماعيل | حمود | خلف | الجاسم | | m48
    فراس | إسماعيل | حمود | الجاسم | نجوى | m18
    شادي | عماد | قاسم | الدرويش | | m26
    أحمد | عبد العزيز | محمود | الدرويش | | m37
    خليل | إبراهيم | عيسى | الحمود | | m50-60
    سعيد | منير | | بركات | | m42
    لؤي | سعيد | منير | بركات | صفية | m16
    عبد الكريم | طلال | حسين | رحال | | m29
    حمزة | طلال | حسين | رحال | | m24
    باسل | مأمون | كمال | شاهين | | m31
    عثمان | عارف | داوود | عرابي | | m44
    هشام | وائل | | غنام | يسرى | m27
    محمد | فارس | عبد السلام | فياض | | m34
    ياسين | فارس | عبد السلام | فياض | | m30
    سامر | عبد الرزاق | | هنداوي | | m25-35
    عبود | حسن | جاسم | مشعل | | m46
    رشيد | عبود | حسن | مشعل | خديجة | m21
    ماهر | أنور | توفيق | الخطيب | | m38
    عائشة | محمد | عبود | برهان | زينب | f33
    مريم | عبد الله | حسن | سويدان | | f41
    بدرية | خالد | أحمد | الفارس | | f27`,

  'refinery-1': `
    حسين | عبد الله | خلف | العيسى | | m36
    جاسم | عبد الله | خلف | العيسى | | m31
    عيسى | حسين | عبد الله | العيسى | فاطمة | m15
    محمد | شكري | | النايف | | m28
    أحمد | حميد | عثمان | النايف | | m40
    يحيى | عبد الرحمن | | الهلال | | m25-35
    عبد السلام | مصطفى | شعبان | كنجو | | m33`,
  'refinery-2': `
    خلف | محمد | سليمان | الموسى | | m45
    سليمان | خلف | محمد | الموسى | حليمة | m22
    إبراهيم | فياض | | العبد الله | | m37
    نجيب | فياض | | العبد الله | | m34
    داوود | نايف | حسين | العكيدي | | m29`,
  'refinery-3': `
    مصطفى | أحمد | عبود | شيخو | | m42
    زياد | أحمد | عبود | شيخو | | m35
    قاسم | عبد الحميد | | عنجريني | | m30-40
    طلال | رشيد | نجيب | المحمد | سعاد | m24`,
  'refinery-4': `
    حمود | عبود | جاسم | الخلف | | m39
    فيصل | حمود | عبود | الخلف | وردة | m18
    عبد العزيز | إسماعيل | يوسف | البكار | | m47
    نايف | خالد | | البكار | | m32
    محمود | صبحي | عارف | أبو زيد | | m26
    كمال | صبحي | عارف | أبو زيد | | m23`,
  'refinery-5': `
    خالد | عبد الكريم | حمزة | الطويل | | m35
    وائل | عبد الكريم | حمزة | الطويل | | m17
    شعبان | محمود | | زعرور | | m51`,
  'refinery-6': `
    بشير | هلال | سعيد | الحسين | | m44
    عبد الرزاق | هلال | سعيد | الحسين | | m41
    صبحي | عثمان | | قدور | | m20-30
    منير | داوود | إبراهيم | الصطوف | خديجة | m19`,

  'house-1': `
    عماد | محمد | عبد القادر | حبوش | هدى | m38
    سميرة | أحمد | | دالاتي | | f34
    وردة | عماد | محمد | حبوش | سميرة | f12
    توفيق | عماد | محمد | حبوش | سميرة | m9
    نبيل | عماد | محمد | حبوش | سميرة | m6
    حليمة | عبد القادر | سليم | حبوش | | f61`,
  'house-2': `
    زينب | يوسف | عبود | ميرزا | | f45
    حاتم | رياض | | سليمان | زينب | m20
    هدى | رياض | | سليمان | زينب | f8
    يوسف | رياض | | سليمان | زينب | m4`,
  'silo-1': `
    عبد الحميد | نجيب | محمد | الأحمد | | m49
    رضوان | عبد الحميد | نجيب | الأحمد | | m27
    فارس | | | شيخموس | | m30-40`,
  'market-1': `
    خديجة | إبراهيم | مصطفى | مكانسي | | f39
    سعاد | حسين | | قرقوط | | f52
    عارف | حسن | خالد | مكانسي | خديجة | m13`,
  'road-1': `
    صفية | عبد الرزاق | | مدلل | | f58
    أنور | ياسين | طارق | مدلل | صفية | m36`,
  'workshop-1': `
    مأمون | خالد | وليد | بلان | | m33
    طارق | | | ناصيف | | m40-50`,
  'bridge-1': `
    حميد | جميل | عبد الله | شربجي | | m29
    هلال | محمد | يحيى | رمو | | m24
    أسامة | هيثم | | عساف | | m22`,
}

/**
 * Rows of the same table that are a person listed above once more, as a second field worker wrote them down:
 * the person's place in the incident, then what is written differently. None of them is wrong; they are spellings.
 */
export const REPEATS = [
  ['al-bab-prison', 1, { given: 'ابراهيم', family: 'العجيلى', grandfather: '' }],
  ['al-bab-prison', 5, { given: 'عبدالرحمن', family: 'الشحاده', age: '39' }],
  ['al-bab-prison', 39, { given: 'حمزه', grandfather: '' }],
  ['refinery-3', 1, { given: 'مصطفي', father: 'احمد', grandfather: '' }],
  ['house-1', 1, { given: 'Imad', father: 'Muhammad', grandfather: '', family: 'Habbouch' }],
]

/**
 * The second organisation's list: 31 of the persons above, by their place in the incident, as that organisation
 * got to know of them. It writes without hamza and in one word what can be one word; `latin` rows came to it in
 * Latin script, with its own transliteration; `month` rows have no day.
 */
export const ALSO_KNOWN = [
  ['al-bab-prison', 1, {}],
  ['al-bab-prison', 2, { grandfather: '' }],
  ['al-bab-prison', 4, { month: true }],
  ['al-bab-prison', 6, {}],
  ['al-bab-prison', 8, { latin: true }],
  ['al-bab-prison', 11, { age: '25' }],
  ['al-bab-prison', 14, { grandfather: '' }],
  ['al-bab-prison', 16, { latin: true, grandfather: '' }],
  ['al-bab-prison', 20, { month: true, age: '' }],
  ['al-bab-prison', 22, {}],
  ['al-bab-prison', 28, { age: '36' }],
  ['al-bab-prison', 33, { latin: true }],
  ['al-bab-prison', 39, { grandfather: '' }],
  ['al-bab-prison', 46, { latin: true, grandfather: '' }],
  ['al-bab-prison', 49, { month: true }],
  ['refinery-1', 1, { grandfather: '' }],
  ['refinery-1', 3, {}],
  ['refinery-1', 6, { latin: true, age: '30' }],
  ['refinery-2', 1, { grandfather: '', age: '' }],
  ['refinery-2', 3, { month: true }],
  ['refinery-3', 2, {}],
  ['refinery-4', 1, { grandfather: '' }],
  ['refinery-4', 5, { latin: true }],
  ['refinery-6', 1, {}],
  ['house-1', 1, {}],
  ['house-1', 2, {}],
  ['house-1', 4, { grandfather: '' }],
  ['house-2', 3, { month: true }],
  ['silo-1', 2, { latin: true }],
  ['market-1', 1, { latin: true, grandfather: '' }],
  ['road-1', 2, { month: true, age: '' }],
]

/**
 * Nine more on the second organisation's list, unknown to the first. Two are there to lead a careless comparison
 * astray: a brother of three who are listed, and a namesake of one, with another father, in another month.
 */
export const ONLY_THERE = `
    al-bab-prison | سليم | خليل | نجيب | العجيلي | m32
    al-bab-prison | رياض | فؤاد | | دعبول | m28
    refinery-2 | سلطان | محمد | خليل | العكيدي | m35
    refinery-2 | تيسير | محمد | خليل | العكيدي | m30
    refinery-5 | نعيم | عبد الرزاق | | مشلح | m40-50
    depot-1 | محمد | توفيق | سعيد | النايف | m45
    depot-1 | كريم | توفيق | سعيد | النايف | m14
    depot-1 | جهاد | صبري | | زعيتر | m29
    depot-1 | نورة | عبد الغني | سليم | زعيتر | f31`
