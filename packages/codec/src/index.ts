export { AmanaError, type ErrorCode, type ErrorDetails } from './error.js'
export { compare, concat, equal, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.js'
export { DEFAULT_LIMITS, decode, encode, itemEnd, type Limits, type Value } from './cbor.js'
