import { expect, it } from 'vitest'
import { renameSteps, stepPlaces } from './index.ts'

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <process id="p" isExecutable="true">
    <laneSet id="lanes">
      <lane id="lane_applicant" name="Applicant"><flowNodeRef>ask</flowNodeRef></lane>
      <lane id="front" name="Citizen"><flowNodeRef>bring</flowNodeRef></lane>
      <lane id="lane_head" name="Khokim"><flowNodeRef>sign</flowNodeRef></lane>
    </laneSet>
    <userTask id="ask" name="Ask"/><userTask id="bring" name="Bring"/><userTask id="sign" name="Sign"/>
  </process>
</definitions>`

it('a model in the language of its reader calls lanes so too, and still knows which are the applicant’s', () => {
  const names: Record<string, string> = {
    lane_applicant: 'Заявитель',
    front: 'Гражданин',
    lane_head: 'Хоким',
    sign: 'Подписание',
  }
  const renamed = renameSteps(MODEL, (id) => names[id])
  expect(renamed).toContain('name="Заявитель"')
  expect(renamed).toContain('name="Подписание"')
  // that one is known by its name alone
  expect(renamed).toContain('name="Citizen"')
  expect(stepPlaces(renamed).map(({ id, body }) => [id, body])).toEqual([
    ['ask', 'applicant'],
    ['bring', 'applicant'],
    ['sign', 'Хоким'],
  ])
})
