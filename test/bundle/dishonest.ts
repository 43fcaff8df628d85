import { type Case, type Operation, signCheckpoint } from '@amana/bundle'
import { compare, concat, decode, encode, type Value } from '@amana/codec'
import { Appender, leafHash } from '@amana/log'
import { commitRecord, entryBytes, type Kind, schemaOf, valuesOf } from '@amana/records'

/**
 * A release by a documenter who lies: the given records are listed with the values given, whatever the case knows,
 * and the checkpoint is signed with the true key.
 */
export function releaseOf(
  amana: Case,
  lies: readonly {
    readonly kind: Kind
    readonly key: string
    readonly values: Readonly<Record<string, Value>>
    /** The one that follows, unless given. */
    readonly revision?: number
  }[],
): void {
  const operations: Operation[] = lies.map(({ kind, key, values }) => [
    'put',
    kind,
    key,
    amana.record(kind, key) === undefined ? new Uint8Array(32).fill(1) : null,
    encode(valuesOf(schemaOf(kind), values)),
    false,
  ])
  for (const operation of operations) amana.apply(operation)
  const made = lies.map(({ kind, key, ...lie }) => {
    const record = amana.record(kind, key)!
    const { id, secret, logged, current } = record
    const revision = lie.revision ?? logged.length + 1
    const values = decode(current) as readonly Value[]
    return {
      kind,
      key,
      committed: commitRecord(amana.origin, secret, { schema: schemaOf(kind), id, revision, values }),
    }
  })
  made.sort((a, b) => compare(a.committed.id, b.committed.id))
  const log = new Appender()
  for (const { record, logged } of amana.log)
    log.append(
      leafHash(
        entryBytes({
          schema: schemaOf(record.kind),
          id: record.id,
          revision: logged.revision,
          root: logged.root,
        }),
      ),
    )
  for (const { committed } of made) log.append(leafHash(entryBytes(committed)))
  const note = signCheckpoint(amana, { origin: amana.origin, size: log.size, root: log.root() })
  amana.apply([
    'release',
    amana.releases.length + 1,
    null,
    note,
    made.map(({ kind, key, committed: { revision, root, elements } }) => [
      kind,
      key,
      revision,
      root,
      concat(...elements.values()),
    ]),
  ])
}

/** The values of a record as the case holds them, with some changed. */
export const changed = (
  amana: Case,
  kind: Kind,
  key: string,
  values: Readonly<Record<string, Value>>,
): { kind: Kind; key: string; values: Readonly<Record<string, Value>> } => ({
  kind,
  key,
  values: { ...amana.valuesByName(amana.record(kind, key)!), ...values },
})
