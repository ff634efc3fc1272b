import { describe } from 'vitest'
import {
  after,
  at,
  boundary,
  caught,
  definitions,
  end,
  eventSub,
  every,
  flows,
  model,
  process,
  start,
  sub,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')

describe('timers, as other engines test them', () => {
  rows([
    [
      'a date from a variable',
      model(s, caught('t', at('${dueDate}')), users('a'), flows('s>t>a')),
      'start p {"dueDate":"2026-01-02T00:00:00"}; timers 1; advance PT23H; waiting t; advance PT1H1S; tasks a',
    ],
    [
      'a duration from a variable, on a boundary',
      model(s, users('a late'), boundary('b', 'a', after('${duration}')), flows('s>a>e; b>late'), end('e')),
      'start p {"duration":"PT70H"}; advance PT69H; tasks a; advance PT2H; tasks late; timers 0',
    ],
    [
      'a non-interrupting cycle goes off each time, and ends with its task',
      model(s, users('a more'), boundary('b', 'a', every('R/PT1H'), 'goes on'), flows('s>a>e; b>more'), end('e')),
      'start p; advance PT1H1S; tasks a more; advance PT1H; tasks a more more; timers 1; complete a; timers 0; advance PT5H; tasks more more; complete more; complete more; ended',
    ],
    [
      'a cycle with a number of repetitions',
      model(s, users('a more'), boundary('b', 'a', every('R3/PT1H'), 'goes on'), flows('s>a; b>more')),
      'start p; advance PT10H; tasks a more more more; timers 0; complete a; running',
    ],
    [
      'a cycle on an interrupting boundary goes off once',
      model(s, users('a more'), boundary('b', 'a', every('R3/PT1H')), flows('s>a; b>more')),
      'start p; advance PT10H; tasks more; timers 0',
    ],
    [
      'an interrupting timer beside one that lets go on',
      model(
        s,
        users('a remind late'),
        boundary('b', 'a', after('PT1H'), 'goes on'),
        boundary('c', 'a', after('PT2H')),
        flows('s>a; b>remind; c>late'),
      ),
      'start p; timers 2; advance PT90M; tasks a remind; timers 1; advance PT1H; tasks late remind',
    ],
    [
      'a non-interrupting timer on a sub-process',
      model(
        s,
        sub('sub', start('is'), users('a b'), flows('is>a>b')),
        users('more z'),
        boundary('b1', 'sub', after('PT1H'), 'goes on'),
        flows('s>sub>z; b1>more'),
      ),
      'start p; advance PT2H; tasks a more; complete more; tasks a; complete a; complete b; tasks z',
    ],
    [
      'a timer on a called process',
      definitions(
        process(
          'p',
          s,
          '<callActivity id="c" calledElement="q"/>',
          users('late z'),
          boundary('b', 'c', after('PT1H')),
          flows('s>c>z; b>late'),
        ),
        process('q', start('qs'), users('a'), flows('qs>a')),
      ),
      'start p; tasks a; advance PT2H; tasks late; complete late; ended',
    ],
    [
      'a start timer begins cases by itself',
      model(start('s', every('R2/PT1H')), users('a'), flows('s>a')),
      'timers 1; advance PT1H1S; tasks a; advance PT1H; tasks a a; advance PT9H; tasks a a; timers 0; complete a; complete a; allEnded',
    ],
    [
      'a start timer with a date; the case that it began is the one looked at',
      model(start('s', at('2026-01-01T05:00:00Z')), users('a'), flows('s>a')),
      'startRefused p; advance PT6H; tasks a; running; complete a; ended',
    ],
    [
      'a task is done before its timers; none is left',
      model(
        s,
        sub('sub', start('is'), users('a'), boundary('bi', 'a', after('PT1H')), end('ie'), flows('is>a>ie; bi>ie')),
        boundary('bo', 'sub', after('PT2H')),
        users('z late'),
        flows('s>sub>z; bo>late'),
      ),
      'start p; timers 2; complete a; timers 0; tasks z',
    ],
    [
      'timers inside and on a sub-process: the earlier one wins',
      model(
        s,
        sub('sub', start('is'), users('a in'), boundary('bi', 'a', after('PT1H')), flows('is>a; bi>in')),
        boundary('bo', 'sub', after('PT2H')),
        users('z late'),
        flows('s>sub>z; bo>late'),
      ),
      'start p; advance PT90M; tasks in; timers 1; advance PT1H; tasks late; timers 0',
    ],
    [
      'a non-interrupting event sub-process with a cycle',
      model(
        s,
        users('a'),
        eventSub('es', every('R2/PT1H'), 'goes on', users('x'), flows('esStart>x')),
        flows('s>a>e'),
        end('e'),
      ),
      'start p; advance PT1H1S; tasks a x; advance PT1H; tasks a x x; timers 0; complete a; running; complete x; complete x; ended',
    ],
    [
      'a date that is counted from now',
      model(
        s,
        users('a'),
        caught('t', at('${now()}')),
        caught('d', at('${dateTime().plusDays(1).plusHours(2)}')),
        users('z'),
        flows('s>a>t>d>z'),
      ),
      'start p; complete a; waiting t; advance PT1S; waiting d; advance PT25H; waiting d; advance PT2H; tasks z',
    ],
    [
      'a time zone and a date without time',
      model(
        s,
        caught('t', at('2026-01-01T10:00:00+05:00')),
        caught('d', at('2026-01-03')),
        users('a'),
        flows('s>t>d>a'),
      ),
      'start p; advance PT4H; waiting t; advance PT90M; waiting d; advance P2D; tasks a',
    ],
  ])
})
