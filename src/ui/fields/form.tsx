import type { Child } from 'hono/jsx'

export interface FormProps {
  action: string
  method?: 'post' | 'get'
  /** For file fields. */
  files?: boolean
  id?: string
  children: Child
}

/** A form that the server checks: the browser's own bubbles are off, since they speak the browser's language and vanish. */
export const Form = ({ action, method = 'post', files, id, children }: FormProps) => (
  <form class="form" action={action} method={method} novalidate {...(files ? { enctype: 'multipart/form-data' } : {})} {...(id ? { id } : {})}>{children}</form>
)
