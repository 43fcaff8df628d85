/**
 * Which file names say nothing of anybody. An auditor may see such a path, and then a renamed file is told from a missing one; all
 * others stay sealed, for a file of evidence is often called after whoever spoke or died. It is a list of what is
 * allowed, so that a name that nobody thought of stays closed: numbers, what cameras and messengers write, and plain words.
 */

const WORDS: ReadonlySet<string> = new Set(
  `aac amr avi bin bmp csv dat dng doc docx eml flac flv gif gpx gz heic heif htm html jpeg jpg json kml log m mhtml mkv
  mov mp mpeg mpg msg mts odp ods odt oga ogg opus pdf png ppt pptx rar raw rtf srt tar tif tiff ts tsv txt vob vtt wav
  webm webp wma wmv xls xlsx xml zip z
  aud burst cam camera clip clips dcim dji dsc dscf dscn facebook fb gopr gp gx hdr image images img instagram messenger
  mvi mvimg pano panorama photo photos pic pics picture pictures portrait ptt pxl rec recording recordings screen
  screenshot screenshots scan scans signal sound sounds sticker telegram thumb thumbnail thumbs twitter vid video videos
  viber voice wa web whatsapp youtube audio audios film films movie movies capture
  archive attachment attachments backup batch card copy copies data dir disk document documents download downloads draft
  edited evidence export exports family file files final folder folders form forms import interview interviews item items
  letter letters list lists map maps medical misc mobile new note notes old original originals other others page pages
  part parts phone preview received redacted report reports sample satellite sd sent series set sorted statement
  statements sub temp test testimonies testimony tmp unsorted upload usb various version witness witnesses
  airstrike attack bridge building camp factory hospital house incident incidents market mosque prison refinery road
  school scene site sites strike street town village
  after am and at back before big day empty first five four front full high inside last left long low next night of one
  outside pm right second short side six small ten the third three top two
  تسجيل تسجيلات تقارير تقرير خريطة صوت صور صورة فيديو فيديوهات مقاطع مقطع ملف ملفات وثائق وثيقة`.split(/\s+/),
)

/** A digest of a file for its name. */
const HEX = /^[0-9a-f]{16,}$/i

/** Letters in a row; what parts words in file names is no letter, and neither are digits. `IMGa` and `WhatsApp` are one. */
const LETTERS = /[\p{L}\p{M}]+/gu

/** The words of a path, for whoever looks for names in it: parted at digits, signs, and where a small letter meets a capital. */
export const pathWords = (path: string): string =>
  path
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim()

function isPlainName(name: string): boolean {
  const stem = name.replace(/\.[A-Za-z0-9]{1,5}$/, '')
  if (HEX.test(stem) && /\d/.test(stem)) return isPlainName(name.slice(stem.length))
  const words = name.match(LETTERS) ?? []
  // One letter by itself numbers things; two are somebody's initials.
  return words.filter((word) => word.length === 1).length <= 1 && words.every(isPlainWord)
}

const isPlainWord = (word: string): boolean => word.length === 1 || WORDS.has(word.toLowerCase())

/**
 * Whether every part of a path is made of numbers, signs and words that name nobody.
 *
 * @example
 * isPlainPath('DCIM/IMG_20150111_0042.jpg') // true
 * isPlainPath('statements/Umm Sami.mp4') // false
 */
export const isPlainPath = (path: string): boolean =>
  path === path.normalize('NFC') && path.length <= 1024 && path.split('/').every(isPlainName)
