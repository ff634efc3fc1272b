import { describe } from 'vitest'
import {
  after,
  caught,
  condition,
  end,
  escalation,
  flows,
  many,
  message,
  model,
  signal,
  start,
  sub,
  thrown,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const both = '<parallelGateway id="fork"/><parallelGateway id="join"/>'

describe('gateways and flows, as other engines test them', () => {
  rows([
    [
      'of several flows that hold an exclusive gateway takes the first one written',
      model(
        s,
        '<exclusiveGateway id="x"/>',
        users('a b c'),
        flows('s>x; x>b ${input < 10}; x>a ${input < 5}; x>c ${input >= 10}; a>e; b>e; c>e'),
        end('e'),
      ),
      'start p {"input":1}; tasks b; new; start p {"input":12}; tasks c',
    ],
    [
      'the default flow of a gateway is taken last, wherever it stands',
      model(
        s,
        '<exclusiveGateway id="x" default="other"/>',
        users('a b'),
        flows('s>x; x>b #other; x>a #{order.price > 250 && order.kind eq "new"}'),
      ),
      'start p {"order":{"price":300,"kind":"new"}}; tasks a; new; start p {"order":{"price":300,"kind":"old"}}; tasks b',
    ],
    [
      'conditions on the flows of a plain task: each that holds is taken',
      model(
        s,
        '<userTask id="t" default="d"/>',
        users('a b c'),
        flows('s>t; t>a ${input > 1}; t>b ${input > 2}; t>c #d'),
      ),
      'start p; complete t {"input":3}; tasks a b; new; start p; complete t {"input":2}; tasks a; new; start p; complete t {"input":0}; tasks c',
    ],
    [
      'no condition at a task holds: it stops there',
      model(s, '<manualTask id="t"/>', users('a b'), flows('s>t; t>a ${input == 1}; t>b ${input == 2}')),
      'start p {"input":3}; error t',
    ],
    [
      'an event too has conditional flows',
      model(s, caught('c', message()), users('a b'), flows('s>c; c>a ${ok}; c>b ${!ok}')),
      'start p; message hello {"ok":false}; tasks b',
    ],
    [
      'a merge passes each token on',
      model(s, both, '<exclusiveGateway id="x"/>', users('a'), flows('s>fork; fork>x; fork>x; x>a')),
      'start p; tasks a a; complete a; complete a; ended',
    ],
    [
      'an exclusive gateway leads back until its condition fails',
      model(
        s,
        users('t'),
        '<exclusiveGateway id="m"/><exclusiveGateway id="x" default="on"/>',
        end('e'),
        flows('s>m>t>x; x>m ${again == true}; x>e #on'),
      ),
      'start p; complete t {"again":true}; tasks t; complete t {"again":false}; ended',
    ],
    [
      'unbalanced parallel joins',
      model(
        s,
        '<parallelGateway id="fork"/><parallelGateway id="j1"/><parallelGateway id="j2"/>',
        users('a b c z'),
        flows('s>fork; fork>a; fork>b; fork>c; a>j1; b>j1; j1>j2; c>j2; j2>z>e'),
        end('e'),
      ),
      'start p; complete c; complete a; tasks b; complete b; tasks z; complete z; ended',
    ],
    [
      'a parallel gateway joins and forks at once',
      model(
        s,
        '<parallelGateway id="fork"/><parallelGateway id="again"/>',
        users('a b c d'),
        flows('s>fork; fork>a; fork>b; a>again; b>again; again>c; again>d'),
      ),
      'start p; complete a; complete b; tasks c d; complete c; complete d; ended',
    ],
    [
      'a fork and join are passed again in a loop',
      model(
        s,
        both,
        '<exclusiveGateway id="m"/><exclusiveGateway id="x" default="on"/>',
        users('a b'),
        end('e'),
        flows('s>m>fork; fork>a; fork>b; a>join; b>join; join>x; x>m ${again}; x>e #on'),
      ),
      'start p; complete a; complete b {"again":true}; tasks a b; complete b; complete a {"again":false}; ended',
    ],
    [
      'a fork and join in a sub-process',
      model(
        s,
        sub('sub', start('is'), both, users('a b c'), flows('is>fork; fork>a; fork>b; a>join; b>join; join>c')),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; complete a; complete b; tasks c; complete c; tasks z',
    ],
    [
      'a join of branches that do nothing',
      model(
        s,
        both,
        many('serviceTask', 'w'),
        many('scriptTask', 'sc'),
        many('task', 't'),
        users('z'),
        flows('s>fork; fork>w; fork>sc; fork>t; w>join; sc>join; t>join; join>z'),
      ),
      'start p; tasks z',
    ],
    [
      'a flow without a condition out of an exclusive gateway holds',
      model(s, '<exclusiveGateway id="x"/>', users('a b'), flows('s>x; x>a ${n == 1}; x>b')),
      'start p {"n":1}; tasks a; new; start p {"n":2}; tasks b',
    ],
    [
      'the event that comes first takes its way',
      model(
        s,
        '<eventBasedGateway id="g"/>',
        caught('m', message()),
        caught('t', after('PT10M')),
        caught('si', signal()),
        users('a b c'),
        flows('s>g; g>m>a; g>t>b; g>si>c'),
      ),
      'start p; waiting m t si; timers 1; message hello; tasks a; timers 0; new; start p; signal alarm; tasks c; messageRefused hello; new; start p; advance PT11M; tasks b; waiting',
    ],
    [
      'a receive task and a condition after an event-based gateway',
      model(
        s,
        '<eventBasedGateway id="g"/>',
        '<receiveTask id="r" messageRef="tns:M"/>',
        caught('c', condition('${ready == true}')),
        users('a b'),
        flows('s>g; g>r>a; g>c>b'),
      ),
      'start p {"ready":false}; waiting r c; message hello; tasks a; new; start p {"ready":false}; set {"ready":true}; tasks b; waiting',
    ],
    [
      'an event-based gateway in a loop waits again',
      model(
        s,
        '<exclusiveGateway id="merge"/><eventBasedGateway id="g"/>',
        caught('m', message()),
        caught('n', message('N')),
        end('e'),
        flows('s>merge>g; g>m>merge; g>n>e'),
      ),
      'start p; message hello; message hello; waiting m n; message bye; ended',
    ],
    [
      'a condition that holds already at an event-based gateway',
      model(
        s,
        '<eventBasedGateway id="g"/>',
        caught('c', condition('${ready}')),
        caught('m', message()),
        users('a b'),
        flows('s>g; g>c>a; g>m>b'),
      ),
      'start p {"ready":true}; tasks a; waiting',
    ],
    [
      'a default flow by a prefixed name',
      model(s, '<exclusiveGateway id="x" default="tns:d"/>', users('a b'), flows('s>x; x>a #d; x>b ${n == 1}')),
      'start p {"n":1}; tasks b; new; start p; tasks a',
    ],
    [
      'uncontrolled flows fork, and an escalation nobody catches goes on',
      model(s, thrown('up', escalation('X1')), users('a b'), flows('s>up; up>a; up>b')),
      'start p; tasks a b',
    ],
  ])
})
