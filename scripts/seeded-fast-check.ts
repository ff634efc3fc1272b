import fc from '../node_modules/fast-check/lib/fast-check.js'

/**
 * fast-check as tests get it: every run tries the same cases, so that what a change breaks shows with that change and
 * nothing else. `DARCHA_SEED=random npm test` looks for new counterexamples; any number repeats one run.
 */
const asked = process.env['DARCHA_SEED']
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20_150_101) })

export * from '../node_modules/fast-check/lib/fast-check.js'
// biome-ignore lint/style/noDefaultExport: what tests import of fast-check is its default
export default fc
