/** How the tests of this folder make tables and read them. */
import { type Problem, readTable, type TableOptions, type TableResult } from '@amana/cli'
import { AmanaError } from '@amana/codec'
import type { PersonInput } from '@amana/records'

const encoder = new TextEncoder()

/** A day after every date of the tests, so that no test depends on a clock. */
export const TODAY = '2026-01-01'

/** Reads a table given as text (UTF-8) or bytes. */
export const read = (table: string | Uint8Array, options: Partial<TableOptions> = {}): Promise<TableResult> =>
  readTable(typeof table === 'string' ? encoder.encode(table) : table, {
    fileName: 'table.csv',
    today: TODAY,
    ...options,
  })

/** One person of a table with these headers and one row. */
export async function person(
  headers: string,
  row: string,
  options: Partial<TableOptions> = {},
): Promise<PersonInput> {
  const table = await read(`row_id,incident,${headers}\n1,prison,${row}\n`, options)
  if (table.refused.length > 0) throw new Error(JSON.stringify(table.refused))
  return table.persons[0]!
}

/** The problems of the one row of a table. */
export async function problems(
  headers: string,
  row: string,
  options: Partial<TableOptions> = {},
): Promise<readonly Problem[]> {
  return (await read(`row_id,incident,${headers}\n1,prison,${row}\n`, options)).refused
}

/** The code a promise is refused with. */
export async function codeOfRefusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof AmanaError) return error.code
    throw error
  }
  return 'not refused'
}

/** Text in an encoding of one byte a character, made from what the platform's decoder reads. */
export function oneByte(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(text, (character) => {
    const byte = bytes.get(character)
    if (byte === undefined) throw new Error(`${encoding} has no ${character}`)
    return byte
  })
}

/** Text in UTF-16. */
export function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const units = [...(mark ? '\ufeff' : ''), ...text].join('')
  const bytes = new Uint8Array(units.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), order === 'le')
  return bytes
}

export const utf8 = (text: string, mark = false): Uint8Array => encoder.encode((mark ? '\ufeff' : '') + text)
