/** A message taken apart once: texts and its placeholders, in turn. */
export interface Message {
  /** Always one longer than `names`. */
  texts: readonly string[]
  names: readonly string[]
  /** The grammatical form that each placeholder asks for, if any: `{date:until}`. */
  forms: readonly (string | undefined)[]
}

/** Takes `{name}` and `{name:form}` placeholders out of a text; braces that hold no plain name stay text. */
export function parseMessage(text: string): Message {
  // most texts hold none, and all of them are looked through at each start
  if (!text.includes('{')) return { texts: [text], names: [], forms: [] }
  const texts: string[] = []
  const names: string[] = []
  const forms: (string | undefined)[] = []
  let from = 0
  for (const match of text.matchAll(/\{([a-zA-Z][a-zA-Z0-9]*)(?::([a-z][a-z-]*))?\}/g)) {
    texts.push(text.slice(from, match.index))
    names.push(match[1]!)
    forms.push(match[2])
    from = match.index + match[0].length
  }
  texts.push(text.slice(from))
  return { texts, names, forms }
}

/**
 * A value with the text after it; the point of an abbreviation such as «2 марта 2026 г.» is the point of the sentence
 * too, and a question that something is said of («Will there be a cellar: choose an answer») asks no more.
 */
export function beforeText(value: string, text: string): string {
  if (value.endsWith('.') && /^\.(?!\.)/.test(text)) return value + text.slice(1)
  return (text.startsWith(':') ? value.replace(/\s*\?$/, '') : value) + text
}

/** Puts values in; a value that is missing leaves its placeholder visible, so that the fault is seen. */
export function fillMessage(message: Message, value: (name: string, form?: string) => string | undefined): string {
  let filled = message.texts[0]!
  for (let at = 0; at < message.names.length; at++) {
    const name = message.names[at]!
    filled += beforeText(value(name, message.forms[at]) ?? `{${name}}`, message.texts[at + 1]!)
  }
  return filled
}
