export interface FormError {
  /** Id of the field's first input. */
  field?: string
  text: string
}

/**
 * All errors of the form above it, each a link to its field; takes the focus when the page opens. Renders nothing
 * without errors.
 */
export const ErrorSummary = ({ title, errors }: { title: string; errors: readonly FormError[] }) =>
  errors.length === 0 ? null : (
    <div class="ds-error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title}</h2>
      <ul>
        {errors.map(({ field, text }) => (
          <li>{field ? <a href={`#${field}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  )

/**
 * A page whose error summary says of each error which field it means, as the field itself is called on that page: at
 * its field a sentence needs no name, above the form "Write at least 5 characters" says nothing. Leads to the field also
 * where it stands there under another id than its name, as in one of two forms that ask for the same; what leads to none
 * is no link.
 * @param page HTML
 * @param said a name and the sentence after it
 */
export function nameFields(page: string, said: (name: string, sentence: string) => string): string {
  const begins = page.indexOf('<div class="ds-error-summary"')
  if (begins < 0) return page
  const ends = page.indexOf('</ul>', begins)
  const rest = page.slice(ends)
  const summary = page.slice(begins, ends).replace(/<a href="#([^"]+)">([^<]*)<\/a>/g, (_link, to, sentence) => {
    const id = rest.includes(` id="${to}"`) ? to : idOfInput(rest, to)
    if (id === undefined) return sentence
    const name = nameOf(rest, id)
    // "To go on, confirm: …" names its field at the end
    const isNamed = !name || plain(sentence).startsWith(plain(name)) || plain(sentence).endsWith(plain(name))
    return `<a href="#${id}">${isNamed ? sentence : said(name, sentence)}</a>`
  })
  return page.slice(0, begins) + summary + rest
}

/** As compared: without the mark at its end, whatever it begins with. */
const plain = (text: string): string => text.replace(/[\s?!.:…]+$/, '').toLowerCase()

/** Id of the input that is sent under a name: of several the one that is marked as wrong. */
function idOfInput(page: string, name: string): string | undefined {
  const inputs = [...page.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(` name="${name}"`) && !tag.includes(' type="hidden"'))
  const input = inputs.find((tag) => tag.includes(' aria-invalid="true"')) ?? inputs[0]
  return / id="([^"]+)"/.exec(input ?? '')?.[1]
}

/** How the page calls the field of an input: one of several inputs is called by the question above them all. */
function nameOf(page: string, id: string): string | undefined {
  const at = page.indexOf(` id="${id}"`)
  const input = page.slice(page.lastIndexOf('<', at), page.indexOf('>', at))
  const group = page.lastIndexOf('<fieldset class="ds-fieldset field"', at)
  const isPart = / type="(radio|checkbox)"| name="[^"]+\.(day|month|year)"/.test(input)
  const named =
    isPart && group > page.lastIndexOf('</fieldset>', at)
      ? /<legend[^>]*>([\s\S]*?)<\/legend>/.exec(page.slice(group))?.[1]
      : (labelFor(page, id) ?? / aria-label="([^"]+)"/.exec(input)?.[1])
  return named
    ?.replace(/<span class="optional">[\s\S]*?<\/span>/, '')
    .replace(/<[^>]+>/g, '')
    .trim()
}

function labelFor(page: string, id: string): string | undefined {
  const at = page.indexOf(` for="${id}"`)
  return at < 0 ? undefined : page.slice(page.indexOf('>', at) + 1, page.indexOf('</label>', at))
}
