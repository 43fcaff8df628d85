/** The columns a table may have, with the template's headers in English and Arabic and what people call them otherwise. */
import type { Term, Vocabulary } from '@amana/records'

/** A column: the template's English and Arabic header, and other headers people use, in lines parted by bars. */
export const column = (code: string, ar: string, ...lines: readonly string[]): Term => ({
  code,
  en: code,
  ar,
  also: lines.flatMap((line) => line.split(' | ')),
})

/** The columns of a table of persons; the template's are those before `kunya`. */
export const PERSON_COLUMNS: Vocabulary = {
  name: 'person-columns',
  terms: [
    column(
      'row_id',
      'رقم السطر',
      'id | row | row no | row number | record id | case id | ref | reference | no. | number | serial | serial number',
      'رقم | الرقم | المعرف | معرف | رقم السجل | رقم الصف | رقم الحالة | الرقم التسلسلي | تسلسل | رمز',
    ),
    column(
      'given_name',
      'الاسم الأول',
      'given | first name | forename | name first',
      'اسم الضحية الأول | الاسم الشخصي',
    ),
    column(
      'father_name',
      'اسم الأب',
      'father | fathers name | name of father | middle name',
      'الأب | اسم الوالد | الوالد',
    ),
    column('grandfather_name', 'اسم الجد', 'grandfather | grandfathers name | name of grandfather', 'الجد'),
    column('family_name', 'اسم العائلة', 'family | surname | last name', 'العائلة | النسبة | اللقب | الشهرة'),
    column(
      'full_name',
      'الاسم الكامل',
      'whole name | complete name | victim name | name of victim | name full',
      'الاسم الثلاثي | الاسم الرباعي | اسم الضحية | الاسم كاملا | اسم الشهيد',
    ),
    column(
      'mother_name',
      'اسم الأم',
      'mother | mothers name | name of mother',
      'الأم | اسم الوالدة | الوالدة',
    ),
    column(
      'name_latin',
      'الاسم باللاتينية',
      'latin name | name in latin | english name | name in english | name (latin) | name (english) | name en',
      'الاسم بالإنكليزية | الاسم بالإنجليزية | الاسم باللغة الإنكليزية | الاسم باللغة الإنجليزية | الاسم بالأحرف اللاتينية',
    ),
    column('sex', 'الجنس', 'gender', 'النوع الاجتماعي | النوع'),
    column(
      'age',
      'العمر',
      'age at death | age (years) | age in years',
      'السن | العمر بالسنوات | العمر عند الوفاة',
    ),
    column(
      'age_min',
      'أدنى عمر',
      'minimum age | age from | age minimum | min age',
      'العمر الأدنى | العمر من',
    ),
    column('age_max', 'أقصى عمر', 'maximum age | age to | age maximum | max age', 'العمر الأقصى | العمر إلى'),
    column(
      'birth_year',
      'سنة الميلاد',
      'year of birth | born | yob',
      'سنة الولادة | عام الولادة | عام الميلاد | مواليد',
    ),
    column(
      'date_of_death',
      'تاريخ الوفاة',
      'date | death date | date killed | date of killing | date of incident | incident date | killed on',
      'التاريخ | تاريخ القتل | تاريخ الاستشهاد | تاريخ الحادثة | تاريخ الحدث | تاريخ المقتل',
    ),
    column('date_precision', 'دقة التاريخ', 'precision of date'),
    column(
      'incident',
      'الحادثة',
      'incident id | incident name | event | incident label | strike',
      'الحادث | الحدث | اسم الحادثة | رقم الحادثة | الواقعة | المجزرة',
    ),
    column(
      'place',
      'المكان',
      'place name | location | town | place of death | city | village',
      'مكان الوفاة | الموقع | البلدة | المدينة | القرية | مكان القتل | مكان الحادثة',
    ),
    column('governorate', 'المحافظة', 'province | muhafazah', 'الولاية'),
    column('latitude', 'خط العرض', 'lat'),
    column('longitude', 'خط الطول', 'lon | lng | long'),
    column(
      'cause',
      'سبب الوفاة',
      'cause of death | weapon | weapon or cause | method',
      'السبب | طريقة القتل | السلاح | نوع السلاح | سبب القتل',
    ),
    column(
      'party',
      'الجهة المتهمة',
      'alleged party | perpetrator | alleged perpetrator | responsible party | actor | responsible',
      'الجهة المسؤولة | الجهة الفاعلة | الفاعل | الجهة | الجهة القاتلة | المتهم',
    ),
    column(
      'civilian',
      'مدني',
      'civilian status | is civilian | civilian or combatant | civilian combatant',
      'مدني أو مقاتل | صفة الضحية | مدني مقاتل',
    ),
    column(
      'sources',
      'المصادر',
      'source | source kinds | source type',
      'المصدر | أنواع المصادر | نوع المصدر',
    ),
    column('consent', 'الموافقة', 'consents | family consent', 'موافقة | موافقة العائلة | موافقة الأهل'),
    column('notes', 'ملاحظات', 'note | remarks | comment | comments', 'ملاحظة | تعليق | تعليقات'),
    column('kunya', 'الكنية (أبو أو أم)', 'teknonym | kunyah', 'الكنية أبو أم | أبو أم'),
    column('place_precision', 'دقة المكان', 'precision of place | location precision'),
    column('civilian_basis', 'أساس صفة المدني', 'basis of civilian status | basis', 'أساس الصفة المدنية'),
  ],
}

/** The columns of a table of incidents. */
export const INCIDENT_COLUMNS: Vocabulary = {
  name: 'incident-columns',
  terms: [
    column(
      'incident',
      'الحادثة',
      'incident id | event | event id | key',
      'الحادث | الحدث | رقم الحادثة | رمز الحادثة | الواقعة',
    ),
    column(
      'label',
      'عنوان الحادثة',
      'incident label | incident name | title | event name',
      'اسم الحادثة | العنوان | وصف الحادثة',
    ),
    column(
      'date',
      'التاريخ',
      'date of incident | incident date | date of death | event date',
      'تاريخ الحادثة | تاريخ الحدث | تاريخ الوفاة',
    ),
    column('date_precision', 'دقة التاريخ', 'precision of date'),
    ...['place', 'governorate', 'latitude', 'longitude', 'place_precision', 'cause', 'party', 'notes'].map(
      (code) => PERSON_COLUMNS.terms.find((term) => term.code === code)!,
    ),
  ],
}

/** The columns of a table of files of evidence. */
export const EVIDENCE_COLUMNS: Vocabulary = {
  name: 'evidence-columns',
  terms: [
    column('file', 'الملف', 'path | file name | filename | file path', 'اسم الملف | المسار | مسار الملف'),
    column('key', 'رمز الملف', 'id | item | item id | reference | ref', 'الرقم | رقم الدليل | رمز الدليل'),
    column('kind', 'النوع', 'type | kind of evidence | evidence kind', 'نوع الدليل'),
    column('language', 'اللغة', 'lang'),
    column(
      'captured_at',
      'وقت التسجيل',
      'captured | recorded at | date recorded',
      'تاريخ التسجيل | تاريخ التصوير',
    ),
    column('received_at', 'وقت الاستلام', 'received | date received', 'تاريخ الاستلام'),
    column('incidents', 'الحوادث', 'incident', 'الحادثة'),
    column('persons', 'الأشخاص', 'person | victims | row_id | row ids', 'الضحايا | أرقام الأسطر'),
    column('redaction_of', 'نسخة محجوبة من', 'redacted from | original'),
    column('custody', 'سلسلة الحيازة', 'chain of custody', 'الحيازة'),
    PERSON_COLUMNS.terms.find((term) => term.code === 'notes')!,
  ],
}

/** The template's English headers for a table of persons, in their order. */
export const TEMPLATE_HEADERS: readonly string[] = PERSON_COLUMNS.terms
  .map((term) => term.code)
  .slice(
    0,
    PERSON_COLUMNS.terms.findIndex((term) => term.code === 'kunya'),
  )
