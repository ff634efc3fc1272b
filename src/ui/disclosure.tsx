import type { Child } from '../kernel/markup/index.ts'

/** Detail on request; works without JavaScript. */
export const Disclosure = ({ summary, open, children }: { summary: Child; open?: boolean; children: Child }) => (
  <details class="more" {...(open ? { open: true } : {})}>
    <summary>{summary}</summary>
    <div class="stack" data-gap="small">
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  </details>
)
