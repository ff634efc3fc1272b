import { raw } from '../kernel/markup/index.ts'

export interface QrProps {
  /** SVG made by a QR library from our own data: it is put into the page as it is, so never hand on a stranger's. */
  svg: string
  /** What scanning it does. */
  label: string
  /** The same code for typing. */
  code?: string
}

export const Qr = ({ svg, label, code }: QrProps) => (
  <figure class="qr">
    <div role="img" aria-label={label}>
      {raw(svg)}
    </div>
    <figcaption>
      {label}
      {code ? (
        <>
          <br />
          <code>{code}</code>
        </>
      ) : null}
    </figcaption>
  </figure>
)
