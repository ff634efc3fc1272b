import { serviceOf, type Drawn, type Modeler, type Moddle } from './drawing-program.ts'

/**
 * The fields beside the canvas: the same as those of the list below it, for the element that is chosen. The server wrote a
 * group of fields for each kind of element; here they are filled and read.
 */
export class Panel {
  private readonly box: HTMLElement
  private readonly modeler: Modeler
  private readonly saved: string
  private shown: Drawn | undefined

  /** @param saved the file as it is saved: of what is not in it yet nothing can be said */
  constructor(box: HTMLElement, modeler: Modeler, saved: string) {
    this.saved = saved
    this.box = box
    this.modeler = modeler
    modeler.on('selection.changed', ({ newSelection }: { newSelection: Drawn[] }) =>
      this.show(newSelection.length === 1 ? newSelection[0] : undefined),
    )
    modeler.on('elements.changed', ({ elements }: { elements: Drawn[] }) => {
      const { shown } = this
      if (
        shown &&
        elements.some(({ id, businessObject }) => id === shown.id || businessObject === shown.businessObject)
      )
        this.fill()
    })
    // another kind makes another element of it
    modeler.on('shape.removed', ({ element }: { element: Drawn }) => element === this.shown && this.show(undefined))
    box.addEventListener('change', ({ target }) => this.take(target as HTMLInputElement))
    this.show(undefined)
  }

  private show(element: Drawn | undefined): void {
    this.shown = element?.labelTarget ?? element
    const type = this.shown ? kindOf(this.shown.businessObject) : ''
    for (const group of this.box.querySelectorAll<HTMLElement>('[data-kinds]'))
      group.hidden = !group.dataset['kinds']!.split(' ').some((kind) => kind === type || (kind === '*' && type !== ''))
    this.box.querySelector<HTMLElement>('[data-nothing]')!.hidden = type !== ''
    this.about(this.shown?.businessObject.id)
    this.fill()
  }

  /** What was said of an element, and the form to say more. */
  private about(id: string | undefined): void {
    const part = this.box.querySelector<HTMLElement>('[data-part="about"]')!
    part.hidden = id === undefined || !new RegExp(`\\bid=["']${id}["']`).test(this.saved)
    for (const each of part.querySelectorAll<HTMLElement>('[data-about]')) each.hidden = each.dataset['about'] !== id
    const form = part.querySelector<HTMLInputElement>('input[name="about"]')
    if (form) form.value = id ?? ''
  }

  private fill(): void {
    const { shown } = this
    if (!shown) return
    for (const field of this.fields()) {
      const value = valueOf(shown.businessObject, field.name)
      if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value))
        field.add(new Option(value, value))
      if (field.value !== value) field.value = value
    }
  }

  private take(field: HTMLInputElement): void {
    const { shown } = this
    if (!shown || !this.fields().includes(field)) return
    const [value, about] = [field.value.trim(), shown.businessObject]
    if (value === valueOf(about, field.name)) return
    const modeling = serviceOf(this.modeler, 'modeling')
    const expression = () =>
      value === '' ? undefined : serviceOf(this.modeler, 'bpmnFactory').create('bpmn:FormalExpression', { body: value })
    if (field.name === 'name') modeling.updateProperties(shown, { name: value || undefined })
    else if (field.name === 'condition') modeling.updateProperties(shown, { conditionExpression: expression() })
    else if (field.name === 'timer') {
      const timer = timerOf(about)
      if (timer) modeling.updateModdleProperties(shown, timer, { [timeOf(timer) ?? 'timeDuration']: expression() })
    } else modeling.updateProperties(shown, { [saidBy(field.name)]: value || undefined })
  }

  private fields(): HTMLInputElement[] {
    return [...this.box.querySelectorAll<HTMLInputElement>('input, select, textarea')].filter(
      (field) => !field.closest('[hidden], form'),
    )
  }
}

const saidBy = (field: string): string => `darcha:${field.replace(/^attribute\./, '')}`
const local = (type: string): string => type.charAt(5).toLowerCase() + type.slice(6)
const timerOf = (about: Moddle): Moddle | undefined =>
  about['eventDefinitions']?.find((each: Moddle) => each.$type === 'bpmn:TimerEventDefinition')
const timeOf = (timer: Moddle): string | undefined =>
  ['timeDuration', 'timeDate', 'timeCycle'].find((name) => timer[name] !== undefined)

/** The group of fields that an element has: its kind, of an event with a timer that one. */
const kindOf = (about: Moddle): string => (timerOf(about) ? 'timer' : local(about.$type))

function valueOf(about: Moddle, field: string): string {
  if (field === 'name') return about.name ?? ''
  if (field === 'condition') return about['conditionExpression']?.body ?? ''
  if (field === 'timer') {
    const timer = timerOf(about)
    return timer?.[timeOf(timer) ?? '']?.body ?? ''
  }
  return about.get(saidBy(field)) ?? ''
}
