import fc from 'fast-check'
import { expect, it } from 'vitest'
import { element } from './element.ts'
import { escape, Html, raw, write, type Child } from './html.ts'

const Line = ({ name, children }: { name?: string; children?: Child }) => <li class={name}>{children}</li>
const Nothing = () => null
const Two = (): Child => ['a<', <b>b</b>]

it.each<[string, Child, string]>([
  [
    'text and numbers',
    <p>
      {'1 < 2'} {3} {0}
    </p>,
    '<p>1 &lt; 2 3 0</p>',
  ],
  [
    'nothing',
    <p>
      {null}
      {undefined}
      {false}
      {true}
    </p>,
    '<p></p>',
  ],
  [
    'lists in lists',
    <ul>
      {[1, 2].map((n) => (
        <li>{[n, [' ', '&']]}</li>
      ))}
    </ul>,
    '<ul><li>1 &amp;</li><li>2 &amp;</li></ul>',
  ],
  [
    'components',
    <ul>
      <Line name="x">{'<'}</Line>
      <Nothing />
      <Line />
    </ul>,
    '<ul><li class="x">&lt;</li><li></li></ul>',
  ],
  ['components that answer with a list', <Two />, 'a&lt;<b>b</b>'],
  [
    'pieces without an element',
    <>
      <i>a</i>
      {'&'}
    </>,
    '<i>a</i>&amp;',
  ],
  [
    'elements without an end',
    <p>
      a<br />
      <img alt={'"'} />
    </p>,
    '<p>a<br/><img alt="&quot;"/></p>',
  ],
  ['attributes that are there or not', <input disabled checked={false} required={undefined} />, '<input disabled=""/>'],
  [
    'other truths in words, as ARIA wants them',
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: how values are written is tried, not what they mean
    <p aria-hidden={true} aria-expanded={false} data-x={1} tabindex={-1}></p>,
    '<p aria-hidden="true" aria-expanded="false" data-x="1" tabindex="-1"></p>',
  ],
  ['what was written before', <p>{raw('<svg/>')}</p>, '<p><svg/></p>'],
])('writes %s', (_what, child, html) => expect(write(child)).toBe(html))

/** Reads back what `escape` wrote, by the five names it uses. */
const read = (html: string) =>
  html.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_whole, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]!,
  )

it('lets any text be read back as it was, and no text end its place', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'amp;', '#39;', 'a', '\u02bb', '\ud83d\ude00') }),
      (text) => {
        expect(escape(text)).not.toMatch(/[<>"']/)
        expect(read(escape(text))).toBe(text)
        expect(String(element('p', { title: text, children: text }))).toBe(
          `<p title="${escape(text)}">${escape(text)}</p>`,
        )
      },
    ),
  )
})

it('refuses names that are none, and values that are no attribute', () => {
  for (const name of ['on click', 'a>b', 'x"', "'", '', '=', 'a/b', 'é<'])
    expect(() => element('p', { [name]: 'x' }), name).toThrow('not a name')
  for (const tag of ['p onload', 'p>', '!--', '']) expect(() => element(tag, {}), tag).toThrow('not a name')
  for (const value of [{}, [], () => 1, Symbol('x'), new Html('x')])
    expect(() => element('p', { title: value as never })).toThrow('title of p')
})
