export {
  compare,
  concat,
  equal,
  fromBase64,
  fromHex,
  fromUtf8,
  joined,
  toBase64,
  toHex,
  unitAt,
  utf8,
} from './bytes.js'
export { DEFAULT_LIMITS, type Limits, type Value } from './cbor.js'
export { decode, itemAt, itemEnd, itemsOf } from './decode.js'
export { arrayHead, encode, type MessageWriter, withEncoded, withMessages } from './encode.js'
export { AmanaError, type ErrorCode, type ErrorDetails } from './error.js'
