import './process-canvas.css'
import { keepWritten } from '../model/keep-written.ts'
import { withOwnIds } from '../model/label-ids.ts'
import { begin, serviceOf, writtenBy, type Drawn } from './process-canvas/drawing-program.ts'
import { editedText, shownText, type Names } from './process-canvas/edited-text.ts'
import { Panel } from './process-canvas/panel.ts'
import { Shelf } from './process-canvas/unsaved.ts'

/**
 * The process as a drawing that is edited with the mouse. The page has it as a picture and a list; here the picture
 * becomes a canvas (bpmn-js), whose changes go into the same form and through the same door as those of the list.
 */
const box = document.querySelector<HTMLElement>('[data-canvas]')
/** Room that the palette takes on the left, and what is left free at the edges; pixels. */
const [PALETTE, EDGE] = [84, 16]
if (box) void edit(box)

async function edit(box: HTMLElement): Promise<void> {
  const part = <Element extends HTMLElement>(name: string) => box.querySelector<Element>(`[data-part="${name}"]`)!
  const [form, field] = [part<HTMLFormElement>('form'), part<HTMLTextAreaElement>('bpmn')]
  const told = JSON.parse(box.dataset['canvas']!) as {
    draft: string
    words: Record<string, string>
    say: Record<'saved' | 'dirty' | 'back' | 'merged' | 'unread', string>
    names: Names
    attributes: string[]
    comments: Record<string, string>
  }
  const isStyled = styled(box.dataset['style']!)
  const shelf = new Shelf(told.draft)
  const current = field.value
  const left = shelf.read()
  const isSaved =
    !left || (left.mine === current && Object.entries(left.names).every(([id, name]) => told.names[id] === name))
  if (isSaved) shelf.write(undefined)
  const source = isSaved
    ? current
    : left.base === current
      ? left.mine
      : keepWritten(current, left.base, withOwnIds(left.base, current, left.mine))
  const begunNames = isSaved ? {} : left.names
  const names = { ...told.names, ...begunNames }
  const say = (what: keyof typeof told.say) => {
    part('status').textContent = told.say[what]
  }

  const drawn = shownText(source, names)
  await isStyled
  part('picture').hidden = true
  part('canvas').hidden = false
  const modeler = begin(part('stage'), told.words, told.attributes)
  try {
    await modeler.importXML(drawn)
  } catch {
    part('canvas').hidden = true
    part('picture').hidden = false
    say('unread')
    return
  }
  // how it writes what nobody edited: asked before the first edit, and not while somebody waits to see the drawing
  let unedited: Promise<string> | undefined
  const asImported = () => (unedited ??= writtenBy(modeler))
  modeler.on('commandStack.preExecute', () => void asImported())
  setTimeout(asImported, 1_000)
  new Panel(part('panel'), modeler, current)
  commentsShown()
  const [stack, canvas] = [serviceOf(modeler, 'commandStack'), serviceOf(modeler, 'canvas')]
  wholeOrLegible()
  describe()

  let made = { bpmn: source, names: begunNames }
  let isDirty = !isSaved
  let isSending = false
  show(isSaved ? 'saved' : left.base === current ? 'back' : 'merged')

  let latest = 0
  modeler.on('commandStack.changed', async () => {
    const turn = ++latest
    const after = await writtenBy(modeler)
    // of several changes at once only what the last one made counts
    if (turn !== latest) return
    const now = editedText(source, names, await asImported(), after)
    if (turn !== latest) return
    made = { bpmn: now.bpmn, names: { ...begunNames, ...now.names } }
    isDirty = made.bpmn !== current || Object.keys(made.names).length > 0
    shelf.write(isDirty ? { base: current, mine: made.bpmn, names: made.names } : undefined)
    show(isDirty ? 'dirty' : 'saved')
  })
  box.addEventListener('click', async ({ target }) => {
    const pressed = (target as HTMLElement).closest<HTMLElement>('[data-press]')?.dataset['press']
    if (pressed === 'undo') stack.undo()
    if (pressed === 'redo') stack.redo()
    if (pressed === 'whole') whole()
    if (pressed === 'larger') canvas.zoom(canvas.zoom() * 1.25)
    if (pressed === 'smaller') canvas.zoom(canvas.zoom() / 1.25)
    if (pressed === 'discard') {
      shelf.write(undefined)
      isDirty = false
      // not as it was asked for: a page that answers a refused save would send that again
      location.replace(location.pathname)
    }
    if (pressed === 'save') {
      const [before, after] = [await asImported(), await writtenBy(modeler)]
      if (after !== before) {
        const now = editedText(source, names, before, after)
        made = { bpmn: now.bpmn, names: { ...begunNames, ...now.names } }
      }
      field.value = made.bpmn
      part<HTMLInputElement>('names').value = JSON.stringify(made.names)
      shelf.write({ base: current, mine: made.bpmn, names: made.names })
      isSending = true
      form.requestSubmit()
    }
  })
  // what is drawn and not saved stays on the shelf while a comment is sent
  part('about').addEventListener('submit', () => {
    isSending = true
  })
  addEventListener('beforeunload', (event) => {
    if (isDirty && !isSending) event.preventDefault()
  })
  document.addEventListener('click', ({ target }) => {
    const id = (target as HTMLElement).closest<HTMLElement>('[data-draws]')?.dataset['draws']
    const element = id === undefined ? undefined : serviceOf(modeler, 'elementRegistry').get(id)
    if (element) look(element)
  })

  function show(what: keyof typeof told.say): void {
    say(what)
    part<HTMLButtonElement>('undo').disabled = !stack.canUndo()
    part<HTMLButtonElement>('redo').disabled = !stack.canRedo()
    part('discard').hidden = !isDirty
    part('conflict').hidden = what !== 'merged'
    // the list is of what is saved: it waits until this is
    for (const list of document.querySelectorAll<HTMLElement>('[data-outline]')) list.inert = isDirty
  }
  /** The whole drawing beside the palette, which stands over the canvas. @returns how large it is shown */
  function whole(): number {
    const { inner, outer } = canvas.viewbox()
    const [wide, high] = [outer.width - PALETTE - EDGE, outer.height - 2 * EDGE]
    const scale = Math.min(1, wide / inner.width, high / inner.height)
    const [width, height] = [outer.width / scale, outer.height / scale]
    canvas.viewbox({ x: inner.x - PALETTE / scale, y: inner.y - (height - inner.height) / 2, width, height })
    return scale
  }
  /** The whole drawing, or where that would be too small to read its beginning. */
  function wholeOrLegible(): void {
    if (whole() >= 0.5) return
    const { inner, outer } = canvas.viewbox()
    const [width, height] = [outer.width / 0.7, outer.height / 0.7]
    canvas.viewbox({ x: inner.x - PALETTE / 0.7, y: inner.y - 30, width, height })
  }
  function look(element: Drawn): void {
    serviceOf(modeler, 'selection').select(element)
    ;(canvas as unknown as { scrollToElement(element: Drawn): void }).scrollToElement(element)
    part('canvas').scrollIntoView({ block: 'nearest' })
  }
  /** Marks elements of which something was said that nobody settled. */
  function commentsShown(): void {
    const registry = serviceOf(modeler, 'elementRegistry')
    for (const [id, label] of Object.entries(told.comments)) {
      const element = registry.get(id)
      if (!element) continue
      const html = Object.assign(document.createElement('button'), { type: 'button', className: 'canvas-comment' })
      html.textContent = '✎'
      html.setAttribute('aria-label', label)
      html.title = label
      html.addEventListener('click', () => look(element))
      serviceOf(modeler, 'overlays').add(element, { position: { top: -14, right: 14 }, html })
    }
  }
  /** What bpmn-js leaves unnamed for who does not see it. */
  function describe(): void {
    const drawing = part('stage').querySelector('svg')
    drawing?.setAttribute('role', 'application')
    drawing?.setAttribute('aria-label', part('stage').dataset['label']!)
  }
}

/** Loads the canvas's own stylesheet, which no other page needs. */
function styled(href: string): Promise<void> {
  return new Promise((done) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href })
    link.addEventListener('load', () => done())
    link.addEventListener('error', () => done())
    document.head.append(link)
  })
}
