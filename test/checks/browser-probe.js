/** What the browser check calls inside the page: a little of every floor, ending in a signature that must hold. */
export async function probe(amana) {
  const { codec, crypto } = amana
  const value = new Map([
    ['name', codec.utf8('x')],
    ['count', 103],
  ])
  const again = codec.encode(codec.decode(codec.encode(value)))
  if (!codec.equal(again, codec.encode(value))) throw new Error('CBOR does not come back as it went')
  if (crypto.sign === undefined) return
  const seed = crypto.randomBytes(32)
  const message = crypto.digest(crypto.TAG.entry, 1, 'two')
  if (!crypto.verify(crypto.publicKeyOf(seed), message, crypto.sign(seed, message))) {
    throw new Error('a signature of our own does not verify')
  }
}
