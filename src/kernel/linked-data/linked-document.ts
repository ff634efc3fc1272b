/**
 * Linked data (RDF 1.1) as one structure that is JSON-LD 1.1 as it stands, flattened: every node once, every value
 * written out. What is a JSON-LD document is so without a second writer, and Turtle is written from the same.
 */
export interface LinkedDocument {
  /** Prefixes: `dct` → `http://purl.org/dc/terms/`. */
  '@context': Record<string, string>
  '@graph': LinkedNode[]
}

/** A thing with its address, its classes and what is said of it, by prefixed names. */
export type LinkedNode = { '@id': string; '@type': string[] } & {
  [property: `${string}:${string}`]: LinkedValue[]
}

/** Another thing, a text in a language, or a value of a type. */
export type LinkedValue =
  | { '@id': string }
  | { '@value': string; '@language': string }
  | { '@value': string; '@type': string }
  | { '@value': string }
