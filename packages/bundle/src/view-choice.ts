/** What a documenter asks for in a view beside an audience's policy, and how the ledger remembers it. */
import type { Value } from '@amana/codec'
import type { TableRequest } from './tables.js'

/** All of it may be left out: then the policy of the audience holds as it is. */
export interface ViewChoice {
  /** Person fields to open; they stay closed where the family refused to share with investigators. */
  readonly open?: readonly string[]
  /** Person fields to close that the policy opens. */
  readonly close?: readonly string[]
  /** Joint tables to prove beside the claims. */
  readonly tables?: readonly TableRequest[]
}

/** A choice as the case store keeps it: `[open, close, [[fields, least]…]]`. */
export const choiceValue = ({ open = [], close = [], tables = [] }: ViewChoice): Value => [
  [...open],
  [...close],
  tables.map(({ fields, least }) => [[...fields], least]),
]

/** Reads {@link choiceValue}; an entry of the ledger without one had none. */
export function choiceOf(value: Value | undefined): ViewChoice {
  if (value === undefined) return { open: [], close: [], tables: [] }
  const [open, close, tables] = value as readonly [readonly string[], readonly string[], readonly Value[]]
  return {
    open,
    close,
    tables: tables.map((each) => {
      const [fields, least] = each as readonly [readonly string[], number]
      return { fields, least }
    }),
  }
}
