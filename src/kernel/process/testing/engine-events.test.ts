import { describe, expect, it } from 'vitest'
import {
  after,
  at,
  boundary,
  caught,
  condition,
  definitions,
  end,
  eventSub,
  every,
  flows,
  GOOD,
  many,
  message,
  model,
  process,
  run,
  signal,
  start,
  sub,
  thrown,
  users,
} from './engine-models.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'

type Row = [behaviour: string, files: string | string[], steps: string]
const rows = (list: Row[]) =>
  it.each(list)('%s', async (_behaviour, files, steps) => expect(await run(files, steps)).toEqual(GOOD))

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

describe('messages, as other engines test them', () => {
  rows([
    [
      'on a sub-process',
      model(
        s,
        sub('sub', start('is'), users('a b'), flows('is>a>b')),
        boundary('m', 'sub', message('tns:M')),
        users('z x'),
        flows('s>sub>z; m>x'),
      ),
      'start p; complete a; message hello; tasks x; messageRefused hello; new; start p; complete a; complete b; tasks z; messageRefused hello',
    ],
    [
      'that lets its host go on, may come again',
      model(s, users('a more'), boundary('m', 'a', message(), 'goes on'), flows('s>a; m>more')),
      'start p; message hello; message hello; tasks a more more; complete a; messageRefused hello; complete more; complete more; ended',
    ],
    [
      'in the middle, with its variables',
      model(
        s,
        caught('c', message()),
        '<exclusiveGateway id="x"/>',
        users('a b'),
        flows('s>c>x; x>a ${yes}; x>b ${!yes}'),
      ),
      'start p; waiting c; messageRefused bye; message hello {"yes":true}; tasks a',
    ],
    [
      'parallel receive tasks of one message take one each',
      model(
        s,
        fork,
        '<parallelGateway id="join"/>',
        many('receiveTask', 'r1 r2').replaceAll('/>', ' messageRef="M"/>'),
        users('z'),
        flows('s>fork; fork>r1; fork>r2; r1>join; r2>join; join>z'),
      ),
      'start p; waiting r1 r2; message hello; waiting r2; message hello; tasks z; messageRefused hello',
    ],
    [
      'a receive task with a boundary event',
      model(
        s,
        '<receiveTask id="r" messageRef="M"/>',
        boundary('b', 'r', after('PT1H')),
        users('a late'),
        flows('s>r>a; b>late'),
      ),
      'start p; waiting r; advance PT2H; tasks late; messageRefused hello',
    ],
    [
      'a receive task without a message goes on by itself',
      model(s, '<receiveTask id="r"/>', users('a'), flows('s>r>a')),
      'start p; waiting r; trigger r; tasks a',
    ],
    [
      'beside a plain start event',
      model(start('s'), start('m', message()), users('a b'), flows('s>a; m>b')),
      'start p; tasks a; by hello; tasks a b; new; by hello; tasks b; startRefused q',
    ],
    [
      'a message that starts an interrupting event sub-process inside a sub-process',
      model(
        s,
        sub(
          'sub',
          start('is'),
          users('a'),
          flows('is>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; message hello; tasks x; messageRefused hello; complete x; tasks z',
    ],
    [
      'a non-interrupting event sub-process, twice',
      model(
        s,
        users('a'),
        eventSub('es', message(), 'goes on', users('x'), end('ee'), flows('esStart>x>ee')),
        flows('s>a'),
      ),
      'start p; message hello; message hello; tasks a x x; complete a; running; complete x; tasks x; complete x; ended',
    ],
    [
      'two event sub-processes of one scope: the interrupting one ends the other',
      model(
        s,
        users('a'),
        eventSub('es', message(), 'goes on', users('x'), flows('esStart>x')),
        eventSub('es2', message('N'), '', users('y'), flows('es2Start>y')),
        flows('s>a'),
      ),
      'start p; message hello; tasks a x; message bye; tasks y; messageRefused hello; messageRefused bye; complete y; ended',
    ],
    [
      'an event sub-process inside an event sub-process',
      model(
        s,
        users('a'),
        eventSub(
          'es',
          message(),
          '',
          users('x'),
          flows('esStart>x'),
          eventSub('in', message('N'), '', users('y'), flows('inStart>y')),
        ),
        flows('s>a'),
      ),
      'start p; messageRefused bye; message hello; tasks x; message bye; tasks y; complete y; ended',
    ],
    [
      'thrown at an end, it starts another case',
      definitions(
        process('p', s, users('a'), end('e', message()), flows('s>a>e')),
        process('q', start('qs', message()), users('b'), flows('qs>b')),
      ),
      'start p; complete a; ended; tasks b; complete b; allEnded',
    ],
    [
      'a send task gives it to a waiting case',
      definitions(
        process('p', s, caught('c', message()), flows('s>c>e'), end('e')),
        process('q', start('qs'), '<sendTask id="t" messageRef="M"/>', flows('qs>t')),
      ),
      'start p; start q; allEnded',
    ],
    [
      'a boundary event outside and an event sub-process inside wait for the same',
      model(
        s,
        sub('sub', start('is'), users('a'), flows('is>a')),
        boundary('m', 'sub', message()),
        boundary('n', 'sub', message('N')),
        users('x y'),
        flows('s>sub; m>x; n>y'),
      ),
      'start p; message bye; tasks y; messageRefused hello',
    ],
    [
      'the name of a message is an expression',
      definitions(
        '<message id="D" name="hello-${n}"/>',
        process('p', s, caught('c', message('D')), users('a'), flows('s>c>a')),
      ),
      'start p {"n":7}; messageRefused hello-8; message hello-7; tasks a',
    ],
  ])
})

describe('signals, as other engines test them', () => {
  rows([
    [
      'wake all that wait, in all cases',
      definitions(
        process(
          'p',
          s,
          fork,
          caught('c1', signal()),
          caught('c2', signal()),
          users('a b'),
          flows('s>fork; fork>c1>a; fork>c2>b'),
        ),
        process('q', start('qs'), thrown('t', signal()), flows('qs>t>qe'), end('qe')),
      ),
      'start p; start p; waiting c1 c2 c1 c2; start q; tasks a a b b; waiting',
    ],
    [
      'on the border of a sub-process, thrown inside of it',
      model(
        s,
        sub('sub', start('is'), users('a'), thrown('t', signal()), users('b'), flows('is>a>t>b')),
        boundary('c', 'sub', signal()),
        users('x'),
        flows('s>sub; c>x'),
      ),
      'start p; complete a; tasks x; complete x; ended',
    ],
    [
      'that let the host go on, thrown inside of it',
      model(
        s,
        sub('sub', start('is'), thrown('t', signal()), users('b'), flows('is>t>b')),
        boundary('c', 'sub', signal(), 'goes on'),
        users('x'),
        flows('s>sub; c>x'),
      ),
      'start p; tasks b x',
    ],
    [
      'begin a case at each start event of the name',
      definitions(
        process('p', start('s1', signal()), users('a'), flows('s1>a')),
        process('q', start('s2', signal()), users('b'), flows('s2>b')),
        process('r', start('rs'), end('re', signal()), flows('rs>re')),
      ),
      'signal alarm; tasks a b; start r; tasks a a b b; startRefused p',
    ],
    [
      'several start events of one process',
      model(
        start('s1', signal()),
        start('s2', signal('T')),
        start('s3', signal()),
        users('a b c'),
        flows('s1>a; s2>b; s3>c'),
      ),
      'signal calm; tasks b; signal alarm; tasks a b c',
    ],
    [
      'interrupt by an event sub-process',
      model(s, users('a'), eventSub('es', signal(), '', users('x'), flows('esStart>x')), flows('s>a')),
      'start p; signal calm; tasks a; signal alarm; tasks x; signal alarm; tasks x; complete x; ended',
    ],
    [
      'a non-interrupting event sub-process throws what another waits for',
      model(
        s,
        users('a'),
        eventSub('es', signal(), 'goes on', end('ee', signal('T')), flows('esStart>ee')),
        eventSub('fs', signal('T'), '', users('x'), flows('fsStart>x')),
        flows('s>a'),
      ),
      'start p; signal alarm; tasks x',
    ],
    [
      'of the scope of the case do not leave it',
      definitions(
        '<signal id="L" name="local" flowable:scope="processInstance"/>',
        process('p', s, caught('c', signal('L')), users('a'), flows('s>c>a')),
        process(
          'q',
          start('qs'),
          fork,
          caught('d', signal('L')),
          users('b w'),
          thrown('t', signal('L')),
          flows('qs>fork; fork>d>b; fork>w>t'),
        ),
      ),
      'start p; start q; signal local; waiting c d; complete w; waiting c; tasks b',
    ],
    [
      'by the name itself, without a definition',
      model(s, caught('c', signal('siren')), users('a'), flows('s>c>a')),
      'start p; signal siren; tasks a',
    ],
    [
      'a signal without anyone who waits',
      model(s, thrown('t', signal()), users('a'), flows('s>t>a')),
      'signal alarm; start p; tasks a',
    ],
    [
      'reach a case that they wake and one they end',
      definitions(
        process('p', s, users('a'), boundary('b', 'a', signal()), end('x', message()), flows('s>a; b>x')),
        process(
          'q',
          start('qs'),
          users('c'),
          boundary('b2', 'c', signal()),
          boundary('m', 'c', message()),
          end('qe'),
          flows('qs>c; b2>qe; m>qe'),
        ),
      ),
      'start p; start q; signal alarm; allEnded',
    ],
  ])
})

describe('conditions, as other engines test them', () => {
  rows([
    [
      'in the middle',
      model(s, caught('c', condition('${variable == 1}')), users('a'), flows('s>c>a')),
      'start p {"variable":0}; waiting c; set {"variable":2}; waiting c; set {"variable":1}; tasks a',
    ],
    [
      'that hold already do not wait',
      model(s, caught('c', condition('${true}')), users('a'), flows('s>c>a')),
      'start p; tasks a',
    ],
    [
      'on a boundary, by the variables of another task',
      model(s, fork, users('a b x'), boundary('c', 'a', condition('#{done}')), flows('s>fork; fork>a; fork>b; c>x')),
      'start p {"done":false}; complete b {"done":true}; tasks x',
    ],
    [
      'on a sub-process that goes on',
      model(
        s,
        sub('sub', start('is'), users('a'), flows('is>a')),
        users('x'),
        boundary('c', 'sub', condition('${variable == 1}'), 'goes on'),
        flows('s>sub; c>x'),
      ),
      'start p; set {"variable":1}; tasks a x; complete a; complete x; ended',
    ],
    [
      'an event sub-process, interrupting',
      model(
        s,
        users('a'),
        eventSub('es', condition('${variable == 1}'), '', users('x'), flows('esStart>x')),
        flows('s>a'),
      ),
      'start p; set {"variable":1}; tasks x; set {"variable":0}; set {"variable":1}; tasks x; complete x; ended',
    ],
    [
      'an event sub-process beside: again only after it was false (BPMN 2.0.2, 10.5.2)',
      model(
        s,
        users('a'),
        eventSub('es', condition('${variable == 1}'), 'goes on', users('x'), flows('esStart>x')),
        flows('s>a'),
      ),
      'start p; set {"variable":1}; tasks a x; set {"variable":0}; set {"variable":1}; tasks a x x',
    ],
    [
      'only of the variable that is named',
      model(
        s,
        users('a x'),
        boundary('c', 'a', condition('${one == 1}', 'camunda:variableName="two"')),
        flows('s>a; c>x'),
      ),
      'start p; set {"one":1}; tasks a; set {"two":5}; tasks x',
    ],
    [
      'only when it is first set',
      model(
        s,
        users('a x'),
        boundary('c', 'a', condition('${one == 1}', 'camunda:variableName="one" camunda:variableEvents="create"')),
        flows('s>a; c>x'),
      ),
      'start p; set {"one":0}; set {"one":1}; tasks a; new; start p; set {"one":1}; tasks x',
    ],
    [
      'only when it is changed',
      model(
        s,
        users('a x'),
        boundary('c', 'a', condition('${one == 1}', 'camunda:variableEvents="update"')),
        flows('s>a; c>x'),
      ),
      'start p; set {"one":1}; tasks a; set {"one":1}; tasks x',
    ],
    [
      'two of them at once',
      model(
        s,
        users('a x y'),
        boundary('c', 'a', condition('${v > 1}'), 'goes on'),
        boundary('d', 'a', condition('${v > 2}')),
        flows('s>a; c>x; d>y'),
      ),
      'start p {"v":0}; set {"v":2}; tasks a x; set {"v":3}; tasks x y',
    ],
  ])
})
