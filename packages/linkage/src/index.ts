export { Clusters } from './cluster.js'
export { type Matches, matchTokens, NEIGHBOURS, type TokenPair, type TokenRow } from './match.js'
export { decodeScope, encodeScope, type LinkageScope, newScope } from './scope.js'
export { type LinkageFacts, TOKEN_BYTES, TOKEN_SLOTS, type Token, tokensOf } from './token.js'
