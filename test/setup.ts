import fc from 'fast-check'

// One seed, so that a red run tells of a change and not of a rare case met by chance; FC_SEED=<n> asks for other cases.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) })
