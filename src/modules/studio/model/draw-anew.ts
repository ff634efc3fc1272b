import { layOut } from '../../../kernel/diagnosis/index.ts'
import { readXml, writeXml } from '../../../kernel/xml/index.ts'
import { attributeSplice, everyTag, spliced, tagsOf } from './tags.ts'

/** The same model with its drawing made anew, where it is one that can be drawn; the rest stays as it is written. */
export function drawnAnew(bpmn: string): string {
  const document = readXml(bpmn)
  layOut(document)
  const drawn = writeXml(document)
  const diagramOf = (text: string) => [...everyTag(tagsOf(text))].find((tag) => tag.name === 'BPMNDiagram')
  const next = diagramOf(drawn)
  if (!next) return bpmn
  const bare = tagsOf(bpmn)
  const bound = (prefix: string) => bare.attributes.has(`xmlns:${prefix}`)
  const way = bound('di') && !bound('way') ? 'di' : 'way'
  const diagram = pretty(
    drawn.slice(next.start, next.end).replaceAll('<way:', `<${way}:`).replaceAll('</way:', `</${way}:`),
  )
  const missing = (
    [
      ['bpmndi', 'http://www.omg.org/spec/BPMN/20100524/DI'],
      ['dc', 'http://www.omg.org/spec/DD/20100524/DC'],
      [way, 'http://www.omg.org/spec/DD/20100524/DI'],
    ] as const
  ).filter(([prefix]) => !bound(prefix))
  // its prefixes first: a model that was never drawn binds none of them
  const text = spliced(
    bpmn,
    missing.flatMap(([prefix, namespace]) => attributeSplice(bare, `xmlns:${prefix}`, namespace)),
  )
  const [root, old] = [tagsOf(text), diagramOf(text)]
  return old
    ? text.slice(0, old.start) + diagram + text.slice(old.end)
    : `${text.slice(0, root.innerEnd).trimEnd()}\n  ${diagram}\n${text.slice(root.innerEnd)}`
}

/** One element a line, two blanks a level. */
function pretty(xml: string): string {
  let depth = 1
  return xml
    .replaceAll(/>\s*</g, '>\n<')
    .split('\n')
    .map((line, at) => {
      if (line.startsWith('</')) depth--
      const written = at === 0 ? line : `${'  '.repeat(depth)}${line}`
      if (/^<[^/!?]/.test(line) && !/\/>$/.test(line) && !/<\//.test(line)) depth++
      return written
    })
    .join('\n')
}
