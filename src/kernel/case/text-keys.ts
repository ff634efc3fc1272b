/**
 * Keys of a service's texts, made in one place: what pages and documents show is what `darcha check` asks for, and it
 * refuses what nobody shows.
 */
export const textKey = {
  pageTitle: (page: string) => `form.${page}.title`,
  pageLead: (page: string) => `form.${page}.lead`,
  fieldLabel: (field: string) => `field.${field}.label`,
  fieldHint: (field: string) => `field.${field}.hint`,
  fieldWhy: (field: string) => `field.${field}.why`,
  /** Who the person is whose number the field asks for: "the ward". */
  fieldWho: (field: string) => `field.${field}.who`,
  fieldOption: (field: string, option: string) => `field.${field}.option.${option}`,
  taskTitle: (element: string) => `task.${element}.title`,
  taskHint: (element: string) => `task.${element}.hint`,
  stage: (element: string) => `stage.${element}`,
  documentTitle: (document: string) => `${document}.title`,
  documentBody: (document: string) => `${document}.body`,
  decisionTitle: (decision: string) => `decision.${decision}.title`,
  decisionInput: (decision: string, input: string) => `decision.${decision}.${input}`,
} as const

const named = (makers: readonly ((name: string) => string)[]): readonly string[] =>
  makers.map((make) => make('x').split('.')[2]!)

/** Parts that a key may have after its name, by its first word: `field.<name>.<part>`. */
export const TEXT_PARTS: Readonly<Record<'form' | 'field' | 'task', readonly string[]>> = {
  form: named([textKey.pageTitle, textKey.pageLead]),
  // a rule of the form's own says its fault under `error`
  field: [...named([textKey.fieldLabel, textKey.fieldHint, textKey.fieldWhy, textKey.fieldWho]), 'option', 'error'],
  task: named([textKey.taskTitle, textKey.taskHint]),
}
