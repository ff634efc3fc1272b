/** Expressions of other engines, as models of theirs hold them. */
export { isForeignExpression, toFeel, translate, Untranslatable } from '../juel/index.ts'
