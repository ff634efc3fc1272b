import { describe } from 'vitest'
import { boundary, caught, condition, eventSub, flows, model, start, sub, users } from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'

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
