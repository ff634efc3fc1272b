import { describe } from 'vitest'
import {
  after,
  boundary,
  caught,
  definitions,
  eventSub,
  flows,
  message,
  model,
  process,
  rounds,
  signal,
  start,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'
const TWICE = '<loopCardinality>2</loopCardinality>'

describe('what meets in one model, as other engines test it', () => {
  rows([
    [
      'an inclusive join after a boundary event',
      model(
        s,
        '<inclusiveGateway id="o"/><inclusiveGateway id="j"/>',
        users('a b z'),
        boundary('m', 'b', message()),
        flows('s>o; o>a; o>b; a>j; b>j; m>j; j>z'),
      ),
      'start p; complete a; tasks b; message hello; tasks z; complete z; ended',
    ],
    [
      'an inclusive join after an event-based gateway',
      model(
        s,
        '<inclusiveGateway id="o"/><inclusiveGateway id="j"/><eventBasedGateway id="g"/>',
        caught('c1', message()),
        caught('c2', signal()),
        users('a z'),
        flows('s>o; o>a; o>g; g>c1>j; g>c2>j; a>j; j>z'),
      ),
      'start p; complete a; tasks; signal alarm; tasks z; complete z; ended',
    ],
    [
      'an inclusive join after a called process and rounds',
      definitions(
        process(
          'p',
          s,
          '<inclusiveGateway id="o"/><inclusiveGateway id="j"/><callActivity id="c" calledElement="q"/>',
          `<userTask id="a">${rounds(TWICE)}</userTask>`,
          users('z'),
          flows('s>o; o>c>j; o>a>j; j>z'),
        ),
        process('q', start('qs'), users('b'), flows('qs>b')),
      ),
      'start p; complete b; complete a; tasks a; complete a; tasks z',
    ],
    [
      'an inclusive join in an event sub-process',
      model(
        s,
        users('w'),
        eventSub(
          'es',
          message(),
          'goes on',
          '<inclusiveGateway id="o"/><inclusiveGateway id="j"/>',
          users('a b z'),
          flows('esStart>o; o>a; o>b; a>j; b>j; j>z'),
        ),
        flows('s>w'),
      ),
      'start p; message hello; complete a; tasks b w; complete b; tasks w z',
    ],
    [
      'two inclusive joins that could wait for one another',
      model(
        s,
        '<inclusiveGateway id="o"/><inclusiveGateway id="j1"/><inclusiveGateway id="j2"/><exclusiveGateway id="x" default="on"/>',
        users('a b z'),
        flows('s>o; o>a>j1; o>b>j2; j1>j2>x; x>j1 ${again == true}; x>z #on'),
      ),
      'start p; complete a; complete b; tasks z; complete z; ended',
    ],
    [
      'a token that comes twice to an inclusive join',
      model(
        s,
        fork,
        '<exclusiveGateway id="m"/><inclusiveGateway id="j"/>',
        users('a b c z'),
        flows('s>fork; fork>a>m; fork>b>m; fork>c>j; m>j; j>z'),
      ),
      'start p; complete a; complete b; complete c; tasks z z; complete z; complete z; ended',
    ],
    [
      'a parallel join after a boundary event and its host',
      model(
        s,
        fork,
        '<parallelGateway id="join"/><exclusiveGateway id="m"/>',
        users('a b z'),
        boundary('t', 'a', after('PT1H')),
        flows('s>fork; fork>a>m; t>m; m>join; fork>b>join; join>z'),
      ),
      'start p; advance PT2H; tasks b; complete b; tasks z; complete z; ended',
    ],
  ])
})
