// What a record is

// What the log holds of it, and what can be shown
export {
  asRecordId,
  type CommittedRecord,
  commitRecord,
  type Entry,
  entryBytes,
  entryLeafHash,
  fieldCommitment,
  openFields,
  openOpenings,
  type PartialRecord,
  type RecordId,
  type RecordRevision,
  recordId,
  SALT_BYTES,
  type ShownField,
  saltAt,
  saltsOf,
  talliedCommitment,
  talliedElement,
  talliedOpenings,
} from './commitment.js'
// What is kept for the few
export { openIdentities, sealedIdentities, sealedLength, sealIdentities } from './escrow.js'
export {
  grantMatches,
  identitiesIn,
  makeGrant,
  openForRecipient,
  openGrant,
  type Recipients,
  sealForRecipients,
  type Unlock,
} from './grant.js'
export { idOrder } from './id-order.js'
export type { IncidentInput, PersonInput, SourceCount } from './input.js'
export { rootOfPartial } from './opening.js'
export {
  EVIDENCE,
  type Field,
  type FieldType,
  fieldIndex,
  fits,
  INCIDENT,
  isDate,
  isTime,
  type Kind,
  NAME_FIELDS,
  PERSON,
  SCHEMAS,
  type Schema,
  STATEMENT,
  schemaDigest,
  schemaOf,
} from './schema.js'
export {
  ageGroupOf,
  ageRange,
  incidentInputOf,
  incidentValues,
  monthOf,
  namedValues,
  type PersonContext,
  personInputOf,
  personValues,
  precisionOf,
  valuesOf,
} from './values.js'
export * from './vocabulary.js'
