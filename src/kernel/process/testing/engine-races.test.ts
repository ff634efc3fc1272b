import { describe, expect, it } from 'vitest'
import {
  after,
  boundary,
  caught,
  condition,
  definitions,
  end,
  error,
  escalation,
  eventSub,
  every,
  flows,
  GOOD,
  many,
  message,
  model,
  process,
  rounds,
  run,
  signal,
  start,
  sub,
  terminate,
  thrown,
  users,
} from './engine-models.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'
const TWICE = '<loopCardinality>2</loopCardinality>'

type Row = [behaviour: string, files: string | string[], steps: string]

describe('what meets in one model, as other engines test it', () => {
  it.each<Row>([
    [
      'a boundary event takes a running event sub-process away',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), 'goes on', users('x'), flows('esStart>x')),
        ),
        boundary('b', 'sub', signal()),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; tasks a x; signal alarm; tasks y; complete y; ended',
    ],
    [
      'an interrupting event sub-process ends the others that run',
      model(
        s,
        users('a'),
        eventSub('es', message(), 'goes on', users('x'), flows('esStart>x')),
        eventSub('fs', signal(), '', users('y'), flows('fsStart>y')),
        flows('s>a'),
      ),
      'start p; message hello; tasks a x; signal alarm; tasks y; complete y; ended',
    ],
    [
      'a boundary event still counts after an interrupting event sub-process began',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
        boundary('b', 'sub', after('PT1H')),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; tasks x; timers 1; advance PT2H; tasks y',
    ],
    [
      'an event sub-process in rounds belongs to its round',
      model(
        s,
        sub(
          'sub',
          rounds(TWICE),
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks a a; message hello; tasks a x; complete x; complete a; tasks z',
    ],
    [
      'a cycle on rounds goes off beside them',
      model(
        s,
        `<userTask id="a">${rounds(TWICE)}</userTask>`,
        boundary('b', 'a', every('R/PT1H'), 'goes on'),
        users('m z'),
        flows('s>a>z; b>m'),
      ),
      'start p; advance PT2H1S; tasks a a m m; complete a; advance PT1H; tasks a m m m; complete a; timers 0; tasks z m m m',
    ],
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
    [
      'an error in an event sub-process that goes on, caught on the border',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), 'goes on', users('x'), end('ee', error('E1')), flows('esStart>x>ee')),
        ),
        boundary('b', 'sub', error('E1')),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; tasks a x; complete x; tasks y',
    ],
    [
      'an error caught nearer ends the inner scope only',
      model(
        s,
        sub(
          'out',
          start('s0'),
          fork,
          users('w'),
          sub('in', start('s1'), users('a'), end('e1', error('E1')), flows('s1>a>e1')),
          boundary('b', 'in', error('E1')),
          users('x'),
          flows('s0>fork; fork>w; fork>in; b>x'),
        ),
        users('z'),
        flows('s>out>z'),
      ),
      'start p; complete a; tasks w x; complete w; complete x; tasks z',
    ],
    [
      'an escalation from an event sub-process goes outward',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), 'goes on', end('ee', escalation('X1')), flows('esStart>ee')),
        ),
        boundary('b', 'sub', escalation('X1'), 'goes on'),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; message hello; tasks a y y',
    ],
    [
      'an escalation that interrupts at an end event',
      model(
        s,
        sub('sub', start('s1'), fork, users('a b'), end('up', escalation('X1')), flows('s1>fork; fork>a>up; fork>b')),
        boundary('b1', 'sub', escalation('X1')),
        users('y z'),
        flows('s>sub>z; b1>y'),
      ),
      'start p; complete a; tasks y; complete y; ended',
    ],
    [
      'a condition that holds when its task opens',
      model(s, users('a x'), boundary('c', 'a', condition('${variable == 1}')), flows('s>a; c>x')),
      'start p {"variable":1}; tasks x',
    ],
    [
      'a condition in a called process',
      definitions(
        process('p', s, '<callActivity id="c" calledElement="q"/>', users('z'), flows('s>c>z')),
        process('q', start('qs'), caught('w', condition('${ready}')), flows('qs>w')),
        // in Darcha's own dialect a called process sees the variables of the case
      ).replace('targetNamespace', 'xmlns:darcha="urn:darcha:bpmn:1" targetNamespace'),
      'start p; waiting w; set {"ready":true}; tasks z',
    ],
    [
      'terminate in a nested sub-process, with timers around',
      model(
        s,
        sub(
          'out',
          start('s0'),
          sub('in', start('s1'), fork, users('a b'), end('t', terminate), flows('s1>fork; fork>a>t; fork>b')),
          boundary('tb', 'in', after('PT1H')),
          users('y'),
          flows('s0>in>y'),
        ),
        users('z'),
        flows('s>out>z'),
      ),
      'start p; timers 1; complete a; tasks y; timers 0; complete y; tasks z',
    ],
    [
      'terminate in the case ends called processes too',
      definitions(
        process(
          'p',
          s,
          fork,
          '<callActivity id="c" calledElement="q"/>',
          users('a'),
          end('t', terminate),
          flows('s>fork; fork>c; fork>a>t'),
        ),
        process('q', start('qs'), users('b'), flows('qs>b')),
      ),
      'start p; tasks a b; complete a; ended; tasks; allEnded',
    ],
    [
      'a signal thrown in one branch is caught in the other',
      model(s, fork, caught('c', signal()), thrown('t', signal()), users('a b'), flows('s>fork; fork>c>a; fork>t>b')),
      'start p; tasks a b',
    ],
    [
      'a signal reaches a called process and the border of the call',
      definitions(
        process(
          'p',
          s,
          '<callActivity id="c" calledElement="q"/>',
          boundary('b', 'c', signal(), 'goes on'),
          users('x'),
          flows('s>c; b>x'),
        ),
        process('q', start('qs'), caught('w', signal()), users('a'), flows('qs>w>a')),
      ),
      'start p; signal alarm; tasks a x',
    ],
    [
      'a message for an event sub-process of a called process',
      definitions(
        process('p', s, '<callActivity id="c" calledElement="q"/>', users('z'), flows('s>c>z')),
        process(
          'q',
          start('qs'),
          users('a'),
          flows('qs>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
      ),
      'start p; message hello; tasks x; complete x; tasks z',
    ],
    [
      'a called process with the same ids as its caller',
      [
        definitions(
          process('p', s, users('a'), '<callActivity id="c" calledElement="q"/>', users('z'), flows('s>a>c>z')),
        ),
        definitions(
          process(
            'q',
            s,
            fork,
            '<parallelGateway id="join"/>',
            users('a z'),
            flows('s>fork; fork>a>join; fork>z>join'),
          ),
        ),
      ],
      'start p; complete a; tasks a z; complete a; complete z; tasks z; complete z; ended',
    ],
    [
      'a start by message arms the event sub-processes',
      model(
        start('m', message()),
        users('a'),
        eventSub('es', signal(), '', users('x'), flows('esStart>x')),
        flows('m>a'),
      ),
      'by hello; signal alarm; tasks x',
    ],
    [
      'two event sub-processes of one timer and one message',
      model(
        s,
        users('a'),
        eventSub('es', after('PT1H'), 'goes on', users('x'), flows('esStart>x')),
        eventSub('fs', message(), '', users('y'), flows('fsStart>y')),
        flows('s>a'),
      ),
      'start p; timers 1; advance PT2H; tasks a x; message hello; tasks y; timers 0',
    ],
    [
      'an empty sub-process is passed',
      model(s, sub('sub', start('s1'), end('e1'), flows('s1>e1')), sub('bare'), users('z'), flows('s>sub>bare>z')),
      'start p; tasks z',
    ],
    [
      'nested event sub-processes interrupt their own scope only',
      model(
        s,
        users('w'),
        eventSub(
          'es',
          message(),
          'goes on',
          users('x'),
          flows('esStart>x'),
          eventSub('in', signal(), '', users('y'), flows('inStart>y')),
        ),
        flows('s>w'),
      ),
      'start p; message hello; message hello; tasks w x x; signal alarm; tasks w y y; complete y; complete y; complete w; ended',
    ],
    [
      'receive tasks in a row for one message',
      model(s, many('receiveTask', 'r1 r2').replaceAll('/>', ' messageRef="M"/>'), flows('s>r1>r2>e'), end('e')),
      'start p; message hello; waiting r2; message hello; ended',
    ],
    [
      'a thrown message with nobody to take it',
      model(s, thrown('t', message()), '<intermediateThrowEvent id="n"/>', users('a'), flows('s>t>n>a')),
      'start p; tasks a',
    ],
    [
      'a timer on a task in a loop begins anew',
      model(
        s,
        '<exclusiveGateway id="m"/>',
        users('a'),
        boundary('b', 'a', after('PT1H')),
        flows('s>m>a>e; b>m'),
        end('e'),
      ),
      'start p; advance PT90M; tasks a; timers 1; advance PT1H; tasks a; timers 1; complete a; ended; timers 0',
    ],
  ])('%s', async (_behaviour, files, steps) => expect(await run(files, steps)).toEqual(GOOD))
})
