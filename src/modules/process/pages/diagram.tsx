import type { Box, DrawnEdge, DrawnShape, Drawing, Point } from '../model/drawing.ts'
import { fitLabel, leading, widthOf } from './fit-label.ts'

/** How an element is shown: what stands there now, what was passed, how much of a figure it has. */
export interface Mark {
  tone?: 'now' | 'done' | 'stuck'
  /** Small text at the corner: tokens, counts. */
  badge?: string
  /** 0 to 1: share of the greatest figure; darker is more. */
  heat?: number
}

export interface DiagramProps {
  drawing: Drawing
  marks?: ReadonlyMap<string, Mark>
  /** What a screen reader says of it; the table beside says the rest. */
  label: string
  /** What the colours and numbers mean, and what the sizes to look at it in are called. */
  words: DiagramWords
  /** Tells the sizes of several diagrams on a page apart. */
  name?: string
}
export interface DiagramWords {
  /** "How large" */
  zoom: string
  whole: string
  /** Of tones, of a shade and of the number at a corner; only what is drawn is told. */
  legend: Partial<Record<NonNullable<Mark['tone']> | 'heat' | 'badge', string>>
}

const TONES = {
  now: ['var(--waits-soft)', 'var(--waits-mark)', 3],
  done: ['var(--done-soft)', 'var(--done-mark)', 1.5],
  stuck: ['var(--refused-soft)', 'var(--refused-mark)', 3],
} as const
const PLAIN = ['var(--ground-raised)', 'var(--ink-soft)', 1.5] as const
const MARGIN = 20
/** Beside the whole, which is as wide as the page: letters as large as the page's own small ones, and twice as large. */
const SCALES = [1, 2] as const

/** A BPMN model drawn from its own diagram data; nothing when it has none. */
export const Diagram = ({ drawing, marks, label, words, name = 'size' }: DiagramProps) => {
  const { shapes, edges } = drawing
  if (shapes.length === 0) return null
  const points = [
    ...shapes.flatMap((shape) => [...corners(shape.box), ...(shape.label && shape.name ? corners(shape.label) : [])]),
    ...edges.flatMap((edge) => edge.points),
  ]
  const [left, top] = [
    Math.min(...points.map((point) => point.x)) - MARGIN,
    Math.min(...points.map((point) => point.y)) - MARGIN,
  ]
  const [width, height] = [
    Math.max(...points.map((point) => point.x)) + MARGIN - left,
    Math.max(...points.map((point) => point.y)) + MARGIN * 2 - top,
  ]
  // a frame that scrolls must be reachable by keyboard; the size is chosen by radio buttons, so by the arrow keys too
  return (
    <figure class="diagram">
      <fieldset class="row small no-print">
        <legend class="hidden-visually">{words.zoom}</legend>
        {['whole', ...SCALES].map((size) => (
          <label>
            <input type="radio" name={name} value={size} {...(size === 'whole' ? { checked: true } : {})} />{' '}
            {size === 'whole' ? words.whole : `${Number(size) * 100}\u00a0%`}
          </label>
        ))}
      </fieldset>
      <div class="table-frame" role="region" aria-label={label} tabindex={0}>
        <svg
          role="img"
          aria-label={label}
          viewBox={`${left} ${top} ${width} ${height}`}
          width={Math.round(width)}
          height={Math.round(height)}
          font-size="12"
          font-family="inherit"
          fill="var(--ink)"
        >
          <defs>
            <marker id="arrow" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" orient="auto">
              <path d="M0 0 10 5 0 10z" fill="var(--line-strong)" />
            </marker>
          </defs>
          {[...shapes]
            .sort((shape, other) => layer(shape) - layer(other))
            .map((shape) => (
              <Shape
                shape={shape}
                mark={marks?.get(shape.id)}
                edged={shapes.some((other) => other.type === 'boundaryEvent' && stoodOn(other.box, shape.box))}
              />
            ))}
          {edges.map((edge) => (
            <Edge edge={edge} />
          ))}
          {shapes.map((shape) => (
            <Badge shape={shape} text={marks?.get(shape.id)?.badge} />
          ))}
        </svg>
      </div>
      <Legend marks={marks} words={words} />
    </figure>
  )
}

/** What is drawn, in words. */
function Legend({ marks, words: { legend } }: { marks: DiagramProps['marks']; words: DiagramWords }) {
  const drawn = [...(marks?.values() ?? [])]
  const tones = (['done', 'now', 'stuck'] as const).filter((tone) => drawn.some((mark) => mark.tone === tone))
  const lines = [
    ...tones.map((tone) => ({ swatch: { 'data-tone': tone }, text: legend[tone] })),
    ...(drawn.some(({ heat }) => heat !== undefined) ? [{ swatch: { 'data-heat': '' }, text: legend.heat }] : []),
    ...(drawn.some(({ badge }) => badge !== undefined) ? [{ swatch: { 'data-badge': '' }, text: legend.badge }] : []),
  ].filter(({ text }) => text)
  return lines.length === 0 ? null : (
    <figcaption class="row small">
      {lines.map(({ swatch, text }) => (
        <span class="legend">
          <i {...swatch}></i> {text}
        </span>
      ))}
    </figcaption>
  )
}

const corners = ({ x, y, width, height }: Box): Point[] => [
  { x, y },
  { x: x + width, y: y + height },
]
/** What holds others is drawn first; boundary events stand on their hosts. */
const layer = ({ type, box }: DrawnShape): number =>
  type === 'participant' ? -2e9 : type === 'lane' ? -1e9 : type === 'boundaryEvent' ? 1 : -box.width * box.height

/** Whether an event stands on the lower edge of an activity. */
const stoodOn = (event: Box, { x, y, width, height }: Box): boolean =>
  event.x < x + width && event.x + event.width > x && event.y < y + height && event.y + event.height > y + height

const Shape = ({ shape, mark, edged }: { shape: DrawnShape; mark: Mark | undefined; edged: boolean }) => {
  const { type, name, box } = shape
  const [fill, stroke, thick] = mark?.tone ? TONES[mark.tone] : PLAIN
  const heat =
    mark?.heat === undefined ? null : { fill: 'var(--waits-mark)', 'fill-opacity': (0.08 + 0.6 * mark.heat).toFixed(2) }
  const look = { fill, stroke, 'stroke-width': thick, ...heat }
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  if (type === 'participant' || type === 'lane') {
    return (
      <g>
        <rect {...box} fill="none" stroke="var(--line-strong)" />
        <g transform={`rotate(-90 ${box.x} ${middle.y})`} fill="var(--ink-soft)">
          <Label text={name} x={box.x} top={middle.y + 5} width={box.height - 12} />
        </g>
      </g>
    )
  }
  if (/Event$/.test(type)) {
    const radius = box.width / 2
    const dashed = shape.interrupting === false ? { 'stroke-dasharray': '4 3' } : {}
    return (
      <g>
        <circle
          cx={middle.x}
          cy={middle.y}
          r={radius}
          {...look}
          {...dashed}
          {...(type === 'endEvent' ? { 'stroke-width': 3.5 } : {})}
        />
        {/Intermediate|boundary/i.test(type) ? (
          <circle cx={middle.x} cy={middle.y} r={radius - 4} fill="none" stroke={stroke} {...dashed} />
        ) : null}
        {shape.occurrence ? (
          <path
            d={SIGNS[shape.occurrence] ?? ''}
            transform={`translate(${middle.x} ${middle.y})`}
            fill={shape.throws ? stroke : 'none'}
            stroke={shape.throws ? 'none' : stroke}
          />
        ) : null}
        <Label
          text={name}
          {...placeOf(shape.label, { x: middle.x, top: box.y + box.height + 4 })}
          width={Math.max(shape.label?.width ?? 0, 104)}
        />
      </g>
    )
  }
  if (/Gateway$/.test(type)) {
    return (
      <g>
        <path
          d={`M${middle.x} ${box.y} ${box.x + box.width} ${middle.y} ${middle.x} ${box.y + box.height} ${box.x} ${middle.y}z`}
          {...look}
        />
        <path
          d={SIGNS[type] ?? ''}
          transform={`translate(${middle.x} ${middle.y})`}
          fill="none"
          stroke={stroke}
          stroke-width="2.5"
        />
        <Label
          text={name}
          {...placeOf(shape.label, { x: middle.x, top: box.y - 16 })}
          width={(shape.label?.width ?? 120) - 6}
          up
        />
      </g>
    )
  }
  if (/^data|^textAnnotation$|^group$/.test(type))
    return (
      <g>
        <rect {...box} fill="none" stroke="var(--line-strong)" stroke-dasharray="3 3" />
        <Label text={name} x={middle.x} top={box.y} bottom={box.y + box.height} width={box.width} />
      </g>
    )
  const whole = /subProcess$/i.test(type) && !shape.markers.includes('collapsed')
  return (
    <g>
      <rect
        {...box}
        rx="8"
        {...look}
        {...(type === 'callActivity' ? { 'stroke-width': 3.5 } : {})}
        {...(whole && !mark ? { fill: 'none' } : {})}
      />
      <path d={SIGNS[type] ?? ''} transform={`translate(${box.x + 12} ${box.y + 12})`} fill="none" stroke={stroke} />
      <Label text={name} x={middle.x} width={box.width - 10} {...(whole ? { top: box.y + 6 } : within(shape, edged))} />
      {shape.markers.map((marker, at) => (
        <path
          d={SIGNS[marker] ?? ''}
          transform={`translate(${middle.x + (at - (shape.markers.length - 1) / 2) * 18} ${box.y + box.height - 9})`}
          fill="none"
          stroke={stroke}
          stroke-width="1.5"
        />
      ))}
    </g>
  )
}

/** Where a label stands by the diagram's data, else elsewhere. */
const placeOf = (label: Box | undefined, other: { x: number; top: number }) =>
  label ? { x: label.x + label.width / 2, top: label.y } : other

/** An activity's name stands under its sign, above its markers and the events on its edge. */
const within = ({ type, box, markers }: DrawnShape, edged: boolean) => ({
  top: box.y + (SIGNS[type] ? 18 : 4),
  bottom: box.y + box.height - (markers.length > 0 || edged ? 18 : 4),
})

const Edge = ({ edge }: { edge: DrawnEdge }) => {
  const [first, ...rest] = edge.points
  if (!first || rest.length === 0) return null
  const next = rest[0] as Point
  // without a place of its own a condition stands where the flow begins
  const place = edge.label
    ? { x: edge.label.x + edge.label.width / 2, top: edge.label.y }
    : Math.abs(next.x - first.x) > Math.abs(next.y - first.y)
      ? { x: first.x + 24 * Math.sign(next.x - first.x), top: first.y - 15 }
      : { x: first.x + 8 + widthOf(edge.name, 12) / 2, top: first.y + (next.y > first.y ? 8 : -20) }
  return (
    <g data-flow={edge.id}>
      <path
        d={`M${first.x} ${first.y}${rest.map(({ x, y }) => ` ${x} ${y}`).join('')}`}
        fill="none"
        stroke="var(--line-strong)"
        stroke-width="1.5"
        {...(edge.type === 'sequenceFlow' ? {} : { 'stroke-dasharray': '5 4' })}
        {...(edge.type === 'association' ? {} : { 'marker-end': 'url(#arrow)' })}
      />
      <Label text={edge.name} {...place} width={120} />
    </g>
  )
}

const Badge = ({ shape: { type, box }, text }: { shape: DrawnShape; text: string | undefined }) => {
  if (text === undefined) return null
  const width = Math.max(20, text.length * 7.5 + 10)
  // to the right above a gateway stands its name
  const x = /Gateway$/.test(type) ? box.x : box.x + box.width
  return (
    <g>
      <rect x={x - width / 2} y={box.y - 10} width={width} height="20" rx="10" fill="var(--ink)" />
      <text x={x} y={box.y + 4} text-anchor="middle" fill="var(--ground)" font-weight="650">
        {text}
      </text>
    </g>
  )
}

interface LabelProps {
  text: string
  /** Its middle. */
  x: number
  top: number
  width: number
  /** Text that may stand anywhere between `top` and here stands in the middle. */
  bottom?: number
  /** Lines are added upward: the last one ends where a single one would. */
  up?: boolean
}

/** Lines of a label beside a shape; in one, as many as it holds. */
const LINES = 4

const Label = ({ text, x, top, width, bottom, up }: LabelProps) => {
  if (text === '') return null
  const { lines, size } = fitLabel(text, width, bottom === undefined ? LINES * leading(12) : bottom - top)
  const height = lines.length * leading(size)
  const first = bottom !== undefined ? (top + bottom - height) / 2 : up ? top + leading(12) - height : top
  return (
    <text text-anchor="middle" {...(size === 12 ? {} : { 'font-size': size })}>
      {lines.map((line, number) => (
        <tspan x={x} y={first + number * leading(size) + size * 0.85}>
          {line}
        </tspan>
      ))}
    </text>
  )
}

/** Signs of types, drawn around the origin. */
const SIGNS: Record<string, string> = {
  timer: 'M0-8A8 8 0 1 1 0 8 8 8 0 1 1 0-8M0-5V0L4 2',
  message: 'M-8-5H8V6H-8zM-8-5 0 1 8-5',
  signal: 'M0-8 8 6H-8z',
  error: 'M-8 7-3-6 3 2 8-8 3 7-3-1z',
  escalation: 'M0-8 6 7 0 1-6 7z',
  terminate: 'M0-8A8 8 0 1 1 0 8 8 8 0 1 1 0-8',
  conditional: 'M-6-8H6V8H-6zM-4-4H4M-4 0H4M-4 4H4',
  compensate: 'M0-5-7 0 0 5zM7-5 0 0 7 5z',
  link: 'M-7-3H2V-7L8 0 2 7V3H-7z',
  exclusiveGateway: 'M-7-7 7 7M7-7-7 7',
  parallelGateway: 'M-10 0H10M0-10V10',
  inclusiveGateway: 'M0-9A9 9 0 1 1 0 9 9 9 0 1 1 0-9',
  eventBasedGateway: 'M0-10A10 10 0 1 1 0 10 10 10 0 1 1 0-10M0-6 6-1 4 5H-4L-6-1z',
  complexGateway: 'M-9 0H9M0-9V9M-6-6 6 6M6-6-6 6',
  userTask: 'M0-6A3 3 0 1 1 0 0 3 3 0 1 1 0-6M-6 7C-6 0 6 0 6 7z',
  serviceTask: 'M0-6A6 6 0 1 1 0 6 6 6 0 1 1 0-6M0-2A2 2 0 1 1 0 2 2 2 0 1 1 0-2',
  scriptTask: 'M-5-6H5V6H-5zM-3-3H3M-3 0H3M-3 3H3',
  businessRuleTask: 'M-6-5H6V5H-6zM-6-2H6M-2-2V5',
  sendTask: 'M-7-5H7V5H-7zM-7-5 0 1 7-5',
  receiveTask: 'M-7-5H7V5H-7zM-7-5 0 1 7-5',
  manualTask: 'M-7 3V-2L0-5 1-3-2-2H6V4H-4z',
  parallel: 'M-4-5V5M0-5V5M4-5V5',
  sequential: 'M-5-4H5M-5 0H5M-5 4H5',
  loop: 'M4-3A5 5 0 1 0 5 2M4-7V-3H0',
  compensation: 'M0-5-7 0 0 5zM7-5 0 0 7 5z',
  collapsed: 'M-6-6H6V6H-6zM-3 0H3M0-3V3',
}
