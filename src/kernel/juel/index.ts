/** Expressions of the Camunda, Flowable and Activiti engines (Jakarta Expression Language) as FEEL. */
export { isForeignExpression, toFeel, translate, type Translated } from './translate.ts'
export { Untranslatable } from './untranslatable.ts'
