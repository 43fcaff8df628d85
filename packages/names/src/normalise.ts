// One plain form for names written in Arabic or Latin letters, so that two ways of typing one spelling are one string.
// What it folds and why: Unicode TR 15 (NFKC), Darwish & Magdy, "Arabic Information Retrieval" (2014), section 3, for
// the Arabic letters that writers exchange freely (hamza seats, teh marbuta, alef maksura).

/** Name and version of the folding and of the skeletons built on it. Tokens made under two versions are not comparable. */
export const NORMALISER = 'amana-names/1'

/** Letters of Persian, Kurdish, Urdu and older keyboards, each to the Arabic letter it is exchanged with. */
const ARABIC_FOLDS: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ٲ: 'ا',
  ٳ: 'ا',
  ء: '',
  ٴ: '',
  ة: 'ه',
  ۃ: 'ه',
  ھ: 'ه',
  ہ: 'ه',
  ە: 'ه',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ے: 'ي',
  ێ: 'ي',
  ۍ: 'ي',
  ٸ: 'ي',
  ۆ: 'و',
  ۇ: 'و',
  ۋ: 'و',
  ۉ: 'و',
  ۊ: 'و',
  ٶ: 'و',
  ٷ: 'و',
  ک: 'ك',
  ڪ: 'ك',
  گ: 'ك',
  ڭ: 'ك',
  پ: 'ب',
  چ: 'ج',
  ژ: 'ز',
  ڤ: 'ف',
  ڥ: 'ف',
  ڨ: 'ق',
  ڕ: 'ر',
  ڵ: 'ل',
  ڈ: 'د',
  ٹ: 'ت',
  ڑ: 'ر',
  ں: 'ن',
}

/** Latin letters whose mark carries a sound; losing it would make two names one or one name two. */
const LATIN_FOLDS: Readonly<Record<string, string>> = {
  ş: 'sh',
  š: 'sh',
  ś: 'sh',
  ç: 'ch',
  č: 'ch',
  ğ: 'g',
  ġ: 'gh',
  ǧ: 'j',
  ḫ: 'kh',
  ẖ: 'kh',
  ḵ: 'kh',
  ḏ: 'dh',
  ṯ: 'th',
  ž: 'zh',
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'dh',
  þ: 'th',
}

const FOLD = /[ٱٲٳءٴةۃھہەىیېےێۍٸۆۇۋۉۊٶٷکڪگڭپچژڤڥڨڕڵڈٹڑںşšśçčğġǧḫẖḵḏṯžıßøæœłđðþ]/gu

/** Signs for hamza and ʿayn in transliteration, and the apostrophes typed for them: they join, they do not separate. */
const APOSTROPHES = /['’‘ʼʻʿʾ`´ʹˈ＇ˊˋ]/gu

/** The Kurdish short e inside a word: Arabic does not write it. At the end of a word it is a ه. */
const SHORT_E = /ە(?=\p{L})/gu

const fold = (text: string): string =>
  text.replace(SHORT_E, '').replace(FOLD, (letter) => ARABIC_FOLDS[letter] ?? LATIN_FOLDS[letter] ?? letter)

/** Texts of ASCII and of the Arabic letters of every keyboard: nearly all names. No compatibility form can hide in them. */
const COMMON_SIGNS = /^[\x20-\x7e\u0621-\u063a\u0641-\u064a]*$/
const HAMZA_AND_ENDS: Readonly<Record<string, string>> = {
  ء: '',
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ؤ: 'و',
  ئ: 'ي',
  ة: 'ه',
  ى: 'ي',
}

/** What {@link normalise} does, for texts of {@link COMMON_SIGNS} only, in a fifth of the time. */
const normaliseCommon = (text: string): string =>
  text
    .toLowerCase()
    .replace(/['`]/g, '')
    .replace(/[ءآأؤإئةى]/g, (letter) => HAMZA_AND_ENDS[letter] ?? letter)

/** A PDF whose لا was one glyph often gives its letters back in the wrong order: األحمد for الأحمد. No word begins so. */
const setRight = (text: string): string => (text.includes('اال') ? text.replace(/(^| )اال/g, '$1الا') : text)

/**
 * Folds what is a matter of typing, not of name: compatibility and presentation forms, case, hamza seats, ة/ه, ى/ي,
 * Persian and Kurdish letters, vowel signs, accents, tatweel, direction and zero-width marks, Eastern digits,
 * punctuation and runs of spaces; a لا turned round by a PDF at the head of a word is set right. It never throws and does nothing to a text it has made: `normalise(normalise(x)) === normalise(x)`.
 *
 * @param text any text, also unpaired surrogates
 * @returns lower-case words with one space between; empty where the text holds no letter or digit
 * @example
 * normalise('  أَحْمَـــد  AL-Khaṭīb ') // 'احمد al khatib'
 */
export function normalise(text: string): string {
  if (COMMON_SIGNS.test(text))
    return setRight(
      normaliseCommon(text)
        .replace(/[^a-z0-9\u0620-\u064a]+/g, ' ')
        .trim(),
    )
  let out = text
    // The tatweel goes first: an isolated vowel sign is, by NFKC, a sign over a space or a tatweel.
    .replace(/[ﱞ-ﱣﹰ-ﹿـ]/gu, '')
    .replace(APOSTROPHES, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
  out = fold(out).normalize('NFKD')
  out = out
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(APOSTROPHES, '')
    .normalize('NFKC')
    .toLowerCase()
  out = fold(out)
    .replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
  return setRight(out.replace(/[^\p{L}\p{N}]+/gu, ' ').trim())
}

/**
 * The words of a text, each normalised, in order and with repeats: what a scanner for leaked names compares.
 *
 * @param text any text
 * @returns normalised words; none is empty
 */
export function words(text: string): string[] {
  const plain = normalise(text)
  return plain === '' ? [] : plain.split(' ')
}
