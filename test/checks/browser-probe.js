/** What the browser check does inside the page: the main job in small, from a row to a verified view, and a bad one. */
export async function probe({ codec, crypto, linkage, names, bundle }) {
  if (names.skeleton('عبد الرحمن') !== names.skeleton('Abdulrahman'))
    throw new Error('two scripts, two names')

  const scope = linkage.newScope('probe', 1)
  const amana = new bundle.Case('amana/probe', crypto.newCaseKeys(), scope)
  const rows = ['1', '2', '3'].map((rowId) => ({
    rowId,
    given: 'سامي',
    family: `عائلة${rowId}`,
    incident: 'market',
  }))
  amana.import(rows)
  const release = bundle.makeRelease(amana)
  const pieces = [...bundle.writeView(amana, 'investigator', release)]

  const good = await bundle.verifyView(pieces, amana.verificationKey)
  if (!good.ok || good.totals.persons !== rows.length) throw new Error('a view of our own does not verify')

  const bytes = codec.concat(...pieces)
  bytes[bytes.length >> 1] ^= 1
  const bad = await bundle.verifyView([bytes], amana.verificationKey)
  if (bad.ok) throw new Error('a changed view verifies')
}
