/** Texts of the part about receipts, in both languages side by side. What was found is said by sentences of the library. */
import type { Language } from '@amana/bundle'

/** What can be wrong with words or with the code of a page before anything is looked for. */
export type ReceiptProblem =
  | 'receipt/not-six'
  | 'receipt/unknown-word'
  | 'receipt/wrong-word'
  | 'receipt/not-a-code'
  | 'receipt/not-these-words'

/** What a picture showed instead of the code of a page. */
export type Unscanned = 'no-image' | 'nothing' | 'other'

export interface ReceiptTexts {
  readonly title: string
  readonly help: string
  readonly words: string
  readonly wordsHelp: string
  readonly show: string
  readonly search: string
  readonly searching: string
  readonly paper: string
  readonly paperHelp: string
  readonly image: string
  readonly drop: string
  readonly camera: string
  readonly stop: string
  readonly looking: string
  readonly noCamera: string
  readonly read: string
  readonly unscanned: Readonly<Record<Unscanned, string>>
  /** `at` is the place of a word, or how many were given. */
  readonly problems: Readonly<Record<ReceiptProblem, (at: string) => string>>
  readonly inView: (name: string) => string
  readonly otherLog: string
  readonly noSuchLog: string
  readonly forgotten: string
}

export const RECEIPT_TEXTS: Readonly<Record<Language, ReceiptTexts>> = {
  en: {
    title: 'A family’s receipt',
    help: 'A relative, or somebody they told, can say six words. The page looks in the views that were verified for the record that belongs to them. They are forgotten as soon as it has looked: say, ask and type them where nobody else hears or sees.',
    words: 'The six words',
    wordsHelp: 'English or Arabic, in their order, with spaces. Case, vowel signs and hamza do not matter.',
    show: 'Show what is typed',
    search: 'Look for their record',
    searching: 'Looking for the record of the words',
    paper: 'A paper page with a code',
    paperHelp:
      'Only where there is such a page: read its square code first, then type the words. The page opens under the words and names a log and a record, or says something else.',
    image: 'Choose a picture of the page (PNG or JPEG)',
    drop: 'or drop it here',
    camera: 'Read it with the camera',
    stop: 'Stop the camera',
    looking: 'Hold the page before the camera. The picture stays in this window.',
    noCamera: 'No camera can be used: there is none, or the browser was not allowed to.',
    read: 'The code was read. Type the words that open it.',
    unscanned: {
      'no-image': 'The file is no picture that the browser can read.',
      nothing: 'No code was found. Take the picture from nearer, flat and in even light.',
      other: 'There is a code, and it is not that of such a page.',
    },
    problems: {
      'receipt/not-six': (given) => `There are six words, and ${given} were given.`,
      'receipt/unknown-word': (place) => `Word ${place} is not in the list: it was misheard or mistyped.`,
      'receipt/wrong-word': () => 'One of the six words is another one, or they are in another order.',
      'receipt/not-a-code': () => 'What the words open on the page is not of a form that is known.',
      'receipt/not-these-words': () => 'These words open nothing on this page.',
    },
    inView: (name) => `In ${name}`,
    otherLog: 'This view is of another log than the page names: nothing was looked for in it.',
    noSuchLog: 'No view of that log was verified here. Ask its documenter for a view for investigators.',
    forgotten: 'The words are forgotten. What was found is neither saved nor printed with the report.',
  },
  ar: {
    title: 'إيصال العائلة',
    help: 'يستطيع أحد الأقارب أو من أخبروه أن يقول ست كلمات، فتبحث الصفحة في النسخ التي جرى التحقق منها عن السجل الذي تعود إليه. وتُنسى الكلمات فور البحث. ليكن قولها وكتابتها حيث لا يسمع أحد سواكم ولا يرى.',
    words: 'الكلمات الست',
    wordsHelp: 'بالعربية أو الإنكليزية، بترتيبها وبينها مسافات. لا أثر للتشكيل والهمزات وحالة الأحرف.',
    show: 'أظهر ما يُكتب',
    search: 'ابحث عن سجلها',
    searching: 'جارٍ البحث عن سجل الكلمات',
    paper: 'ورقة عليها رمز',
    paperHelp:
      'إن وُجدت ورقة كهذه فقط: اقرأ رمزها المربع أولا ثم اكتب الكلمات. تنفتح الورقة بالكلمات فتذكر قائمة وسجلا، أو تقول شيئا آخر.',
    image: 'اختر صورة للورقة (\u2066PNG\u2069 أو \u2066JPEG\u2069)',
    drop: 'أو أفلتها هنا',
    camera: 'اقرأها بالكاميرا',
    stop: 'أوقف الكاميرا',
    looking: 'ضع الورقة أمام الكاميرا. تبقى الصورة في هذه النافذة.',
    noCamera: 'لا يمكن استعمال كاميرا: لا توجد كاميرا أو لم يُسمح للمتصفح بها.',
    read: 'قُرئ الرمز. اكتب الكلمات التي تفتحه.',
    unscanned: {
      'no-image': 'ليس الملف صورة يستطيع المتصفح قراءتها.',
      nothing: 'لم يُعثر على رمز. التقط الصورة من مسافة أقرب، والورقة مسطحة والضوء متساو.',
      other: 'في الصورة رمز، وليس رمز ورقة كهذه.',
    },
    problems: {
      'receipt/not-six': (given) => `الكلمات ست، وقد أُعطي ${given}.`,
      'receipt/unknown-word': (place) => `الكلمة رقم ${place} ليست في القائمة: سُمعت أو كُتبت خطأ.`,
      'receipt/wrong-word': () => 'إحدى الكلمات الست غير المقصودة، أو ترتيبها مختلف.',
      'receipt/not-a-code': () => 'ما تفتحه الكلمات في الورقة ليس من شكل معروف.',
      'receipt/not-these-words': () => 'لا تفتح هذه الكلمات شيئا في هذه الورقة.',
    },
    inView: (name) => `في ${name}`,
    otherLog: 'هذه النسخة من قائمة غير التي تذكرها الورقة: لم يُبحث فيها عن شيء.',
    noSuchLog: 'لم يجر التحقق هنا من أي نسخة لتلك القائمة. اطلب من الجهة الموثقة نسخة للمحققين.',
    forgotten: 'نُسيت الكلمات. وما وُجد لا يُحفظ مع التقرير ولا يُطبع معه.',
  },
}
