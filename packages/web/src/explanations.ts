/**
 * How each check is made and why it matters, in both languages. Which checks there are says the report: one that this page
 * does not know yet is shown with its own sentence and {@link UNEXPLAINED}.
 */
import type { CheckId, Language } from '@amana/bundle'

/** What is said of a check beside its sentence in the report. */
export interface Explanation {
  readonly name: string
  readonly how: string
  readonly why: string
}

type InBoth = Readonly<Record<Language, Explanation>>

const KNOWN: Readonly<Record<CheckId, InBoth>> = {
  format: {
    en: {
      name: 'Whole file',
      how: 'Every byte of the file is read. What is not exactly as the format says is refused, and the digest at the end must be that of all bytes before it.',
      why: 'A file that was cut short or damaged on its way could hide records. Whoever forges a file can recompute this digest: that is what the next checks are for.',
    },
    ar: {
      name: 'سلامة الملف',
      how: 'يُقرأ كل بايت في الملف. يُرفض كل ما لا يطابق الصيغة تماما، ويجب أن تكون البصمة في آخر الملف بصمة جميع ما قبلها.',
      why: 'الملف المقطوع أو التالف قد يخفي سجلات. ومن يزوّر ملفا يستطيع حساب هذه البصمة من جديد: لذلك توجد الفحوص التالية.',
    },
  },
  signature: {
    en: {
      name: 'Signature',
      how: 'The Ed25519 signature on the checkpoint is verified with the key you gave.',
      why: 'It ties the file to whoever holds that key. Whose key it is no file can say: take it from another channel and compare it.',
    },
    ar: {
      name: 'التوقيع',
      how: 'يُتحقق من توقيع \u2066Ed25519\u2069 على نقطة التحقق بالمفتاح الذي قدمته.',
      why: 'يربط الملف بمن يملك ذلك المفتاح. أما صاحب المفتاح فلا يدل عليه أي ملف: خذ المفتاح من طريق آخر وقارنه.',
    },
  },
  log: {
    en: {
      name: 'Entries as signed',
      how: 'Every record is hashed to its entry, and all entries, in order, to the root of a Merkle tree (RFC 9162). It must be the root that was signed.',
      why: 'One changed, missing, added or moved record gives another root. So the list is what the documenter signed, no more and no less.',
    },
    ar: {
      name: 'القيود كما وُقّعت',
      how: 'تُحسب بصمة قيد كل سجل، ثم من القيود كلها بترتيبها جذر شجرة ميركل (\u2066RFC 9162\u2069). ويجب أن يكون الجذر الموقّع نفسه.',
      why: 'سجل واحد مغيّر أو ناقص أو مضاف أو منقول يعطي جذرا آخر. فالقائمة هي ما وقّعته الجهة الموثقة بلا زيادة ولا نقصان.',
    },
  },
  revisions: {
    en: {
      name: 'Revisions',
      how: 'The revisions of each record are counted from 1, without a gap and without a repeat.',
      why: 'Else one person could be listed twice under one record, or a correction left out.',
    },
    ar: {
      name: 'المراجعات',
      how: 'تُعدّ مراجعات كل سجل من 1 دون فجوة ودون تكرار.',
      why: 'لولا ذلك لأمكن إدراج شخص مرتين في سجل واحد أو إسقاط تصحيح.',
    },
  },
  openings: {
    en: {
      name: 'Open values',
      how: 'Each open value is hashed with its salt, its field and its record, and must lead to the root that was signed.',
      why: 'What you can read was fixed at signing and was not chosen for you afterwards. Whether it is true is another question.',
    },
    ar: {
      name: 'القيم المفتوحة',
      how: 'تُحسب بصمة كل قيمة مفتوحة مع ملحها وحقلها وسجلها، ويجب أن تقود إلى الجذر الموقّع.',
      why: 'ما تقرؤه ثُبّت عند التوقيع ولم يُختر لك بعد ذلك. أما صحته فمسألة أخرى.',
    },
  },
  references: {
    en: {
      name: 'Persons belong to incidents',
      how: 'The incident of each listed person is looked up among the incidents that are listed.',
      why: 'Totals per incident would not add up to the total of persons otherwise.',
    },
    ar: {
      name: 'انتماء الأشخاص إلى الحوادث',
      how: 'يُبحث عن حادثة كل شخص مدرج بين الحوادث المدرجة.',
      why: 'لولا ذلك لما ساوى مجموع الأشخاص في الحوادث مجموع الأشخاص كلهم.',
    },
  },
  tallies: {
    en: {
      name: 'Proven tables',
      how: 'The proof of each table that the view brings is verified against the commitments in the log: that all persons stand in it, each once, and that the numbers are theirs.',
      why: 'It lets closed fields be counted without opening them. A view without proven tables shows of its closed fields no numbers but stated ones.',
    },
    ar: {
      name: 'الجداول المثبتة',
      how: 'يُتحقق من إثبات كل جدول تحمله النسخة مقابل الالتزامات في السجل: أن جميع الأشخاص فيه، كل منهم مرة واحدة، وأن الأعداد أعدادهم.',
      why: 'يتيح ذلك عدّ الحقول المغلقة دون فتحها. أما النسخة التي لا جداول مثبتة فيها فليس فيها عن حقولها المغلقة إلا أعداد مصرح بها.',
    },
  },
  claims: {
    en: {
      name: 'Claims',
      how: 'Each stated total is counted again from what is open, or its proof is verified where one is given. The table of claims shows each.',
      why: 'A total that was neither counted nor proven is the word of the documenter. One total is enough for this check to pass, so look at each.',
    },
    ar: {
      name: 'التصريحات',
      how: 'يُعدّ كل مجموع مصرح به من جديد من الحقول المفتوحة، أو يُتحقق من إثباته حيث يوجد إثبات. وجدول التصريحات يبين كلا منها.',
      why: 'المجموع الذي لم يُعدّ ولم يُثبت هو قول الجهة الموثقة. ومجموع واحد يكفي لنجاح هذا الفحص، فانظر إلى كل منها.',
    },
  },
  history: {
    en: {
      name: 'History',
      how: 'The first entries of this log must have the root that the older view has. Give both views of one log, or the file of what you have seen, and the page does the rest.',
      why: 'It shows that nothing was quietly removed or rewritten between two releases.',
    },
    ar: {
      name: 'التاريخ',
      how: 'يجب أن يكون للقيود الأولى من هذا السجل الجذر نفسه الذي في النسخة الأقدم. قدّم النسختين من السجل الواحد أو ملف ما رأيته وتتولى الصفحة الباقي.',
      why: 'يبين أن شيئا لم يُحذف ولم تُعَد كتابته خفية بين إصدارين.',
    },
  },
  compare: {
    en: {
      name: 'Another reader',
      how: 'The line of another reader, or the words of the root that they read aloud, is compared with this log. Yours stand below, for them to compare.',
      why: 'A documenter could show two readers two lists. Who compares finds out.',
    },
    ar: {
      name: 'قارئ آخر',
      how: 'يُقارن سطر قارئ آخر، أو أرقام الجذر التي يقرؤها، بهذا السجل. وسطرك وأرقامك في الأسفل ليقارن بها هو.',
      why: 'قد تعرض الجهة الموثقة على قارئين قائمتين مختلفتين. ومن يقارن يكتشف ذلك.',
    },
  },
  distinctness: {
    en: {
      name: 'Different persons',
      how: 'Records are compared by their tokens in the section on repeated persons.',
      why: 'One person listed twice would make every total too high.',
    },
    ar: {
      name: 'اختلاف الأشخاص',
      how: 'تُقارن السجلات برموزها في القسم الخاص بالأشخاص المكررين.',
      why: 'شخص مدرج مرتين يجعل كل مجموع أكبر من الصحيح.',
    },
  },
  witness: {
    en: {
      name: 'Witnesses',
      how: 'Cosignatures of others under the checkpoint, in the view or in files of their own, are verified against a policy of yours.',
      why: 'Somebody who saw the same checkpoint makes it hard to show different lists to different readers.',
    },
    ar: {
      name: 'الشهود',
      how: 'يُتحقق من تواقيع الآخرين المشاركة على نقطة التحقق، في النسخة أو في ملفات مستقلة، وفق سياسة تضعها أنت.',
      why: 'إذا رأى طرف آخر نقطة التحقق نفسها صعب عرض قوائم مختلفة على قراء مختلفين.',
    },
  },
  time: {
    en: {
      name: 'Time',
      how: 'A time by somebody other than the signer is looked for: cosignatures. Time stamps are checked by the command alone (amana verify --timestamp).',
      why: 'It shows that the list was fixed no later than that. The documenter’s own date is no proof.',
    },
    ar: {
      name: 'الوقت',
      how: 'يُبحث عن وقت يذكره طرف غير الموقّع: التواقيع المشاركة. أما الأختام الزمنية فيفحصها الأمر وحده (\u2066amana verify --timestamp\u2069).',
      why: 'يبين أن القائمة ثُبّتت في موعد أقصاه ذلك الوقت. أما تاريخ الجهة الموثقة نفسها فليس دليلا.',
    },
  },
}

/** Of a check that this page has no words for. */
const UNEXPLAINED: InBoth = {
  en: {
    name: '',
    how: 'As the format describes (docs/format.md).',
    why: 'See what a passed check proves and what it does not (docs/proves.md).',
  },
  ar: {
    name: '',
    how: 'كما تصفه وثيقة الصيغة (\u2066docs/format.md\u2069).',
    why: 'انظر ما يثبته الفحص الناجح وما لا يثبته (\u2066docs/proves.ar.md\u2069).',
  },
}

/** What is said of a check; its id is its name where nothing is known of it. */
export function explanationOf(id: string, language: Language): Explanation {
  const known = Object.hasOwn(KNOWN, id) ? KNOWN[id as CheckId] : undefined
  return known?.[language] ?? { ...UNEXPLAINED[language], name: id }
}
