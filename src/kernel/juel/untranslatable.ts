/** An expression of another engine that has no FEEL equal, such as a call of a Java bean. */
export class Untranslatable extends Error {}
