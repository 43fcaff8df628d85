const OTHER_DIGITS = /[٠-٩۰-۹٫٬]/g
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const SPECIAL = /[\u061c\u066b\u066c٠-٩۰-۹\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00a0\u202f]/

/**
 * Text of a number or date with European digits: Arabic-Indic and Persian digits and the Arabic decimal separator become
 * ASCII, direction marks that spreadsheets and messengers slip in between are gone.
 *
 * @example
 * plainDigits('٢٠١٤') // '2014'
 */
export function plainDigits(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text
    .replace(INVISIBLE, '')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(OTHER_DIGITS, (character) => {
      if (character === '٫') return '.'
      if (character === '٬') return ','
      const code = character.charCodeAt(0)
      return String(code - (code >= 0x6f0 ? 0x6f0 : 0x660))
    })
    .trim()
}

const PADDING =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]+$/g
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/

/** A cell without outer blanks and invisible marks, in Unicode NFC. */
export const cleaned = (cell: string): string =>
  cell === '' || PLAIN.test(cell) ? cell : cell.replace(PADDING, '').normalize('NFC')
