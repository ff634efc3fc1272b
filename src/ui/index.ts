export { Shell, type ShellProps } from './shell.tsx'
export type { HeaderProps, LanguageLink, NavigationLink, SignedIn } from './header.tsx'
export {
  BackLink,
  Breadcrumbs,
  PageHeading,
  StepHeader,
  type Crumb,
  type PageHeadingProps,
  type StepHeaderProps,
} from './heading.tsx'
export { Beside, Columns, FoldedSection, Hero, Section, Stack, Sticky, Workbench } from './layout.tsx'
export { Button, Buttons, LinkButton, TextButton, type ButtonProps } from './button.tsx'
export { ErrorSummary, nameFields, type FormError } from './error-summary.tsx'
export { Form, type FormProps } from './fields/form.tsx'
export { Field } from './fields/field.tsx'
export { dateFromParts } from './fields/date-field.tsx'
export type { FieldBase, FieldProps, Option, UploadProps } from './fields/field-props.ts'
export { Search, type SearchProps } from './search.tsx'
export { SummaryList, SummarySection, type SummaryRow } from './summary-list.tsx'
export { Timeline, type TimelineItem } from './timeline.tsx'
export { StatusTag, Tag, type Status } from './tag.tsx'
export { Alert, Notice, Panel, type NoticeProps } from './notice.tsx'
export { Table, type Column, type TableProps } from './table.tsx'
export { LinkList, Pagination, Tabs, TileLinks, type ListedLink, type Tab } from './navigation.tsx'
export { Card, EmptyState, TaskCard, type CardProps, type TaskCardProps } from './card.tsx'
export { CheckList, FactsBox, FigureNumber, type CheckItem, type Fact } from './facts.tsx'
export { Clock, Progress, type ClockProps } from './clock.tsx'
export { FactLines, type FactLine } from './fact-lines.tsx'
export { Disclosure } from './disclosure.tsx'
export { Messages, type Message } from './messages.tsx'
export { Moment } from './moment.tsx'
export { Qr, type QrProps } from './qr.tsx'
export { ERROR_STATUSES, ErrorPage, errorPageOf, type ErrorPageProps, type ErrorStatus } from './error-page.tsx'
export type { Tone } from './tone.ts'
export { uiWords, type Say, type UiWords } from './words.ts'
export { KeysHelp, type KeyHelp } from './keys-help.tsx'
export type { BesideProps } from './layout.tsx'
