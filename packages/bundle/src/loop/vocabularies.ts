/**
 * What an assessment can find, and why: closed lists, in English and Arabic. A code keeps its meaning; terms are appended, never removed. They
 * are not in the vocabularies of records, for no record holds one.
 */
import type { Term, Vocabulary } from '@amana/records'

const term = (code: string, en: string, ar: string): Term => ({ code, en, ar })

/** The finding. `reopened` takes back an earlier one of the same body. */
export const FINDING: Vocabulary = {
  name: 'finding',
  terms: [
    term('credible', 'Credible', 'ذو مصداقية'),
    term('non-credible', 'Not credible', 'غير ذي مصداقية'),
    term('duplicate', 'Already assessed elsewhere', 'سبق تقييمه في موضع آخر'),
    term('inconclusive', 'Inconclusive', 'غير حاسم'),
    term('reopened', 'Reopened', 'أعيد فتحه'),
  ],
}

/** Why. One finding can have several. */
export const REASON: Vocabulary = {
  name: 'assessment-reason',
  terms: [
    term('sources-agree', 'Independent sources agree', 'مصادر مستقلة متفقة'),
    term('party-admits', 'The party named has accepted it', 'أقر به الطرف المنسوب إليه'),
    term(
      'action-recorded',
      'Records of the party show an action there and then',
      'سجلات الطرف تظهر عملا في المكان والزمان',
    ),
    term(
      'no-action-recorded',
      'Records of the party show no action there and then',
      'سجلات الطرف لا تظهر عملا في المكان والزمان',
    ),
    term(
      'place-or-time-unclear',
      'Place or time is not precise enough to look it up',
      'المكان أو الزمان غير محدد بما يكفي للبحث',
    ),
    term(
      'single-source',
      'One source alone, or several that depend on each other',
      'مصدر واحد أو مصادر يعتمد بعضها على بعض',
    ),
    term('sources-disagree', 'Sources contradict each other', 'المصادر متناقضة'),
    term('other-party-likelier', 'Another party is likelier to be responsible', 'الأرجح مسؤولية طرف آخر'),
    term('combatants', 'Those harmed were taking part in the fighting', 'كان المتضررون مشاركين في القتال'),
    term('same-event', 'The same event stands in another report', 'الحادثة نفسها واردة في بلاغ آخر'),
    term('same-persons', 'The same persons are counted twice', 'الأشخاص أنفسهم معدودون مرتين'),
    term(
      'evidence-altered',
      'Files of evidence are not those that were recorded',
      'ملفات الأدلة ليست هي المسجلة',
    ),
    term('not-opened', 'What was asked for was not opened', 'لم يفتح ما طُلب'),
    term('new-information', 'New information came in', 'وردت معلومات جديدة'),
    term('other', 'Other: see the text', 'سبب آخر: انظر النص'),
  ],
}

/**
 * Optional beside the finding: five grades after those by which Airwars sorts reports of civilian harm (https://airwars.org/methodology/, read
 * in November 2026). The words are ours; whoever grades by theirs reads theirs.
 */
export const GRADE: Vocabulary = {
  name: 'airwars-style-grade',
  terms: [
    term('confirmed', 'Confirmed: a party has accepted responsibility', 'مؤكد: أقر طرف بالمسؤولية'),
    term(
      'fair',
      'Fair: credible sources agree, and an action there is likely',
      'جيد: مصادر موثوقة متفقة ووقوع عمل هناك مرجح',
    ),
    term('weak', 'Weak: one source so far', 'ضعيف: مصدر واحد حتى الآن'),
    term(
      'contested',
      'Contested: sources name different parties',
      'متنازع فيه: تنسبه المصادر إلى أطراف مختلفة',
    ),
    term(
      'discounted',
      'Discounted: shown not to be civilian harm by the party named',
      'مستبعد: تبين أنه ليس ضررا بمدنيين من الطرف المنسوب إليه',
    ),
  ],
}
