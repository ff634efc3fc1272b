import type { Child } from '../kernel/markup/index.ts'

type Look = 'primary' | 'secondary' | 'tertiary'

export interface ButtonProps {
  /** One primary a page. */
  look?: Look
  /** Red: for refusals and what can't be undone. */
  danger?: boolean
  /** Sent with the form, so that one form can have several acts. */
  name?: string
  value?: string
  type?: 'submit' | 'button'
  disabled?: boolean
  /** Posts the form to another address. */
  formaction?: string
  /** Id of the form when the button stands outside it. */
  form?: string
  id?: string
  /** Key that presses it where a page loads the desk's keys. */
  'data-key'?: string
  /** The key only goes to the button: a decision is seen before it is sent. */
  'data-confirm'?: ''
  children: Child
}

const variant = (look: Look = 'primary'): { 'data-variant'?: string } =>
  look === 'primary' ? {} : { 'data-variant': look }

/** Does something. What only goes somewhere is a link. */
export const Button = ({ look, danger, type = 'submit', children, ...rest }: ButtonProps) => (
  <button class="ds-button" type={type} {...variant(look)} {...(danger ? { 'data-color': 'danger' } : {})} {...rest}>
    {children}
  </button>
)

/** A link that is the page's next step. */
export const LinkButton = ({
  href,
  look,
  children,
  ...rest
}: {
  href: string
  look?: Look
  children: Child
  id?: string
  'data-key'?: string
}) => (
  <a class="ds-button" href={href} {...variant(look)} {...rest}>
    {children}
  </a>
)

/** An act that should not draw the eye: "Save and come back later". */
export const TextButton = ({ type = 'submit', children, ...rest }: Omit<ButtonProps, 'look' | 'danger'>) => (
  <button class="button-link" type={type} {...rest}>
    {children}
  </button>
)

export const Buttons = ({ children }: { children: Child }) => <div class="buttons">{children}</div>
