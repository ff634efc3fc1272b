/** An expression longer than this is refused: nobody wrote it by hand. */
export const EXPRESSION_AT_MOST = 20_000
/** Nesting of an expression, in brackets and bodies. */
export const NESTING_AT_MOST = 200
/** Turns of one loop, and elements of one list. */
export const ELEMENTS_AT_MOST = 100_000
/** Turns of all loops and calls of functions in one evaluation: about a second of work. */
export const STEPS_AT_MOST = 2_000_000
/** Values inside one value that is compared, written, checked or handed out. */
export const VALUES_AT_MOST = 1_000_000
/** Functions that call functions. JavaScript's own stack carries about three times as many. */
export const CALLS_AT_MOST = 500
/** Characters of one text. */
export const TEXT_AT_MOST = 1_000_000
/** Notes of one evaluation: the first ones explain the rest. */
export const NOTES_AT_MOST = 20
/** Decisions and tables in one trace: nobody reads more. */
export const TRACED_AT_MOST = 200
/** Compiled expressions kept; the oldest goes first. */
export const COMPILED_AT_MOST = 5_000
