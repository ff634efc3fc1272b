import type { PageContext, Typed } from '../../../platform/http/index.ts'
import { Button, Buttons, Disclosure, Form, Section } from '../../../ui/index.ts'
import type { Change } from '../model/change.ts'
import { changesOf, slotName, valueAt, type Slot } from '../model/slots.ts'
import { Carried } from './edit-part.tsx'
import type { ReadDraft } from './frame.tsx'
import { SlotField } from './slot-field.tsx'

/** A list of a YAML file whose items are edited each in a form of its own, added, taken out and put in order. */
export interface ItemList {
  /** Its path in words, such as `legalBasis`. */
  name: string
  path: (string | number)[]
  /** Places of an item, from the item on. */
  slots: Slot[]
  /** A new item. @param number how many there are already */
  blank(number: number): unknown
  /** What an item is called in the list. */
  called(item: any): string
}

/**
 * What a posted form of lists changes: `op` is `save`, `add`, `remove`, `up` or `down`, `list` its name and `at` the
 * item.
 */
export function listChanges(
  file: string,
  lists: readonly ItemList[],
  tree: unknown,
  posted: URLSearchParams,
): Change[] {
  const list = lists.find(({ name }) => name === posted.get('list'))
  const op = posted.get('op') ?? ''
  const at = Number(posted.get('at'))
  if (!list) return []
  const items = valueAt(tree, list.path)
  const count = Array.isArray(items) ? items.length : 0
  const path = [...list.path, at]
  if (op === 'add') return [{ kind: 'insert', file, path: list.path, at: count, value: list.blank(count) as never }]
  if (!(at >= 0 && at < count)) return []
  if (op === 'remove') return [{ kind: 'value', file, path, value: null }]
  if (op === 'up') return at === 0 ? [] : [{ kind: 'move', file, path, to: at - 1 }]
  if (op === 'down') return at === count - 1 ? [] : [{ kind: 'move', file, path, to: at + 1 }]
  return changesOf(file, placed(list, at), tree, posted)
}

const placed = ({ path, slots }: ItemList, at: number): Slot[] =>
  slots.map((slot) => ({ ...slot, path: [...path, at, ...slot.path] }))

export interface ListSectionProps {
  context: PageContext<any>
  draft: ReadDraft
  file: string
  list: ItemList
  tree: unknown
  /** Where its forms are sent. */
  action: string
  typed: Typed
  labelOf(slot: Slot): string
  optionName?(slot: Slot, option: string): string
}

/** A list with its items, each opened on request. */
export function ListSection({
  context,
  draft,
  file,
  list,
  tree,
  action,
  typed,
  labelOf,
  optionName,
}: ListSectionProps) {
  const { speech } = context
  const found = valueAt(tree, list.path)
  const items = Array.isArray(found) ? found : []
  const Op = ({ at, op, text, about }: { at: number; op: string; text: string; about?: string }) => (
    <form action={speech.path(action)} method="post">
      <Carried context={context} draft={draft} files={[file]} />
      <input type="hidden" name="list" value={list.name} />
      <input type="hidden" name="at" value={String(at)} />
      <Button look={op === 'add' ? 'secondary' : 'tertiary'} name="op" value={op}>
        {text}
        {about ? <span class="hidden-visually"> {about}</span> : null}
      </Button>
    </form>
  )
  return (
    <Section title={speech.t(`studio.list.${list.name}.title`)} id={list.name}>
      <p class="soft">{speech.t(`studio.list.${list.name}.what`)}</p>
      {items.map((item, at) => {
        const called = list.called(item) || speech.t('studio.nameless')
        const slots = placed(list, at)
        const here = slots.some(({ path }) => slotName(path) in typed.values)
        return (
          <Disclosure summary={called} open={here}>
            <Form action={speech.path(`${action}#${list.name}`)}>
              <Carried context={context} draft={draft} files={[file]} />
              <input type="hidden" name="list" value={list.name} />
              <input type="hidden" name="at" value={String(at)} />
              {slots.map((slot, number) => (
                <SlotField
                  context={context}
                  slot={slot}
                  tree={tree}
                  label={labelOf(list.slots[number]!)}
                  typed={here ? typed : undefined}
                  {...(optionName ? { optionName: (option: string) => optionName(list.slots[number]!, option) } : {})}
                />
              ))}
              <Buttons>
                <Button name="op" value="save">
                  {speech.t('studio.save')}
                </Button>
              </Buttons>
            </Form>
            <div class="row">
              {at > 0 ? <Op at={at} op="up" text={speech.t('studio.up')} about={called} /> : null}
              {at < items.length - 1 ? <Op at={at} op="down" text={speech.t('studio.down')} about={called} /> : null}
              <Op at={at} op="remove" text={speech.t('studio.remove')} about={called} />
            </div>
          </Disclosure>
        )
      })}
      <Op at={items.length} op="add" text={speech.t(`studio.list.${list.name}.add`)} />
    </Section>
  )
}
