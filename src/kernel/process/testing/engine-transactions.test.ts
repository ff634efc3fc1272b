import { describe } from 'vitest'
import {
  boundary,
  cancel,
  definitions,
  end,
  error,
  flows,
  model,
  process,
  start,
  thrown,
  transaction,
  undo,
  undoable,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'

describe('transactions, as other engines test them', () => {
  const trade = (...more: string[]) =>
    transaction(
      't',
      ...more,
      start('ts'),
      undoable('a'),
      undoable('b'),
      users('c'),
      '<exclusiveGateway id="x" default="on"/>',
      end('no', cancel),
      end('yes'),
      flows('ts>a>b>c>x; x>no ${fail == true}; x>yes #on'),
    )
  const around = [boundary('cb', 't', cancel), users('y z'), flows('s>t>z; cb>y')]
  rows([
    [
      'that succeeds',
      model(s, trade(), ...around),
      'start p; complete a; complete b; complete c; tasks z; complete z; ended',
    ],
    [
      'that is cancelled undoes what was done, then leaves by its cancel event',
      model(s, trade(), ...around),
      'start p; complete a; complete b; complete c {"fail":true}; tasks undo_b; complete undo_b; tasks undo_a; complete undo_a; tasks y; complete y; ended',
    ],
    [
      'that is cancelled takes what still runs away',
      model(
        s,
        transaction(
          't',
          start('ts'),
          fork,
          undoable('a'),
          users('b c'),
          end('no', cancel),
          flows('ts>fork; fork>a>c; fork>b>no'),
        ),
        ...around,
      ),
      'start p; complete b; tasks y; new; start p; complete a; complete b; tasks undo_a; complete undo_a; tasks y',
    ],
    [
      'that an error leaves is not undone',
      model(
        s,
        transaction('t', start('ts'), undoable('a'), end('no', error('E1')), flows('ts>a>no')),
        boundary('eb', 't', error()),
        ...around,
        users('w'),
        flows('eb>w'),
      ),
      'start p; complete a; tasks w',
    ],
    [
      'inside another one: each is cancelled for itself',
      model(
        s,
        transaction(
          't',
          start('ts'),
          undoable('a'),
          transaction('in', start('is'), undoable('b'), end('inNo', cancel), flows('is>b>inNo')),
          boundary('ib', 'in', cancel),
          users('d'),
          end('no', cancel),
          flows('ts>a>in; ib>d>no'),
        ),
        ...around,
      ),
      'start p; complete a; complete b; tasks undo_b; complete undo_b; tasks d; complete d; tasks undo_a; complete undo_a; tasks y',
    ],
    [
      'that has ended is compensated later',
      model(s, trade(), boundary('cb', 't', cancel), users('y z'), thrown('u', undo()), flows('s>t>u>z; cb>y')),
      'start p; complete a; complete b; complete c; tasks undo_b; complete undo_b; complete undo_a; tasks z',
    ],
    [
      'a cancel event without a transaction, or without one that catches it, is refused',
      [
        model(s, end('no', cancel), flows('s>no')),
        definitions(process('q', s, transaction('t', start('ts'), end('no', cancel), flows('ts>no')), flows('s>t'))),
      ],
      'startRefused p; startRefused q',
    ],
  ])
})
