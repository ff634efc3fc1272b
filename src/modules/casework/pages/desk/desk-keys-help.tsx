import type { PageContext } from '../../../../platform/http/index.ts'
import { KeysHelp } from '../../../../ui/index.ts'

const KEYS = [
  ['j k', 'move'],
  ['Enter', 'open'],
  ['c', 'claim'],
  ['a', 'approve'],
  ['r', 'return'],
  ['/', 'search'],
  ['?', 'help'],
] as const

/** The keys of the desk; the list opens by `?`. */
export const DeskKeys = ({ context: { speech } }: { context: PageContext }) => (
  <KeysHelp
    title={speech.t('desk.keys.title')}
    open={speech.t('desk.keys.by-keyboard')}
    turnOff={speech.t('desk.keys.turn-off')}
    close={speech.t('ui.close')}
    keys={KEYS.map(([key, does]) => ({ key, does: speech.t(`desk.keys.${does}`) }))}
  />
)
