/** The words of an audit, in both languages: for the terminal and for the page. */
import type { Language } from '@amana/bundle'
import type { FindingKind, Naming } from '@amana/evidence'

/** Sentences of one language. */
export interface AuditWords {
  readonly kinds: Readonly<Record<FindingKind, string>>
  readonly none: string
  readonly some: (count: number) => string
  readonly more: (count: number) => string
  readonly viewFails: string
  readonly counted: (listed: number, read: number, size: string) => string
  readonly naming: Readonly<Record<Naming, string>>
  readonly byContent: (count: number) => string
  readonly closed: (count: number) => string
  readonly root: (root: string) => string
  readonly closing: string
  readonly written: (file: string) => string
}

const ENGLISH: AuditWords = {
  kinds: {
    missing: 'missing',
    added: 'added',
    renamed: 'renamed',
    moved: 'moved',
    swapped: 'swapped',
    truncated: 'truncated',
    changed: 'changed',
    'case-twin': 'name differs in case only',
    'normalisation-twin': 'name differs in Unicode form only',
    link: 'a link, not a file',
    special: 'neither file nor folder',
    unreadable: 'unreadable',
    'changed-while-read': 'changed while it was read',
  },
  none: 'as listed. Nothing is missing, added or changed.',
  some: (count) => (count === 1 ? 'ONE DIFFERENCE.' : `${count} DIFFERENCES.`),
  more: (count) => `… and ${count} more: --json lists them all.`,
  viewFails: 'FAILED. The view does not verify, so there is nothing to compare the folder with.',
  counted: (listed, read, size) => `${listed} files are listed, ${read} were read, ${size}.`,
  naming: {
    recorded: 'The folder calls its files as they were recorded.',
    neutral: 'The folder calls its files by neutral names.',
  },
  byContent: (count) =>
    `The view seals the names of ${count} of them: they were known by content alone, and if they were renamed, moved or swapped, that is not found.`,
  closed: (count) => `${count} files of evidence are closed in this view and were not looked for.`,
  root: (root) => `Root of the log: ${root}`,
  closing:
    'The files are those that were recorded, or not. That they are genuine, when they were made and what they show is not proven.',
  written: (file) => `Report: ${file}`,
}

const ARABIC: AuditWords = {
  kinds: {
    missing: 'مفقود',
    added: 'مضاف',
    renamed: 'غُيّر اسمه',
    moved: 'نُقل إلى مجلد آخر',
    swapped: 'بُدّل بملف آخر',
    truncated: 'مقطوع',
    changed: 'غُيّر محتواه',
    'case-twin': 'اسم لا يختلف إلا بحالة الأحرف',
    'normalisation-twin': 'اسم لا يختلف إلا بشكل يونيكود',
    link: 'رابط وليس ملفا',
    special: 'ليس ملفا ولا مجلدا',
    unreadable: 'لا يمكن قراءته',
    'changed-while-read': 'تغيّر أثناء القراءة',
  },
  none: 'مطابق للقائمة. لا شيء مفقود أو مضاف أو مغيّر.',
  some: (count) => (count === 1 ? 'وُجد اختلاف واحد.' : `عدد الاختلافات: ${count}.`),
  more: (count) => `… وغيرها ${count}: الخيار \u2066--json\u2069 يذكرها كلها.`,
  viewFails: 'فشل التحقق من النسخة، فليس هناك ما يقارن به المجلد.',
  counted: (listed, read, size) =>
    `الملفات المدرجة: ${listed}، المقروءة: ${read}، الحجم: \u2066${size}\u2069.`,
  naming: {
    recorded: 'يسمي المجلد ملفاته كما سُجلت.',
    neutral: 'يسمي المجلد ملفاته بأسماء محايدة.',
  },
  byContent: (count) =>
    `تحجب النسخة أسماء بعضها (${count}): عُرفت بمحتواها وحده، فلا يظهر ما غُيّر اسمه منها أو نُقل أو بُدّل.`,
  closed: (count) => `أدلة مغلقة في هذه النسخة لم يُبحث عنها: ${count}.`,
  root: (root) => `جذر السجل: ${root}`,
  closing:
    'يبين الفحص أن الملفات هي التي سُجلت أو أنها ليست هي. ولا يثبت أنها أصلية ولا متى صُنعت ولا صحة ما تظهره.',
  written: (file) => `التقرير: ${file}`,
}

/** The sentences by language. */
export const FINDING_WORDS: Readonly<Record<Language, AuditWords>> = { en: ENGLISH, ar: ARABIC }
