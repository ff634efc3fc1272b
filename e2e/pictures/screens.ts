import { GUARDIAN, type Stage } from './open-stage.ts'

/** One of the product's main screens, and whose eyes see it. */
export interface Screen {
  /** Name of its picture. */
  name: string
  /** Demo person; undefined for nobody. */
  person: string | undefined
  /** Where it is on the stage, without a language. */
  at(stage: Stage): string
  /** Only this much of it, in CSS pixels; absent: up to `TALLEST`. */
  height?: number
}

/** Every main screen: what a menu leads to, and what people do their work on. */
export const SCREENS: readonly Screen[] = [
  { name: 'home', person: undefined, at: () => '/' },
  { name: 'search', person: undefined, at: () => '/search?q=daraxt' },
  { name: 'services', person: undefined, at: () => '/services' },
  { name: 'service', person: undefined, at: () => `/services/${GUARDIAN}` },
  { name: 'service-informs', person: undefined, at: ({ informs, office }) => `/services/${informs}?office=${office}` },
  { name: 'office', person: undefined, at: ({ office }) => `/bodies/${office}` },
  { name: 'verify', person: undefined, at: ({ code }) => `/verify?code=${code}` },
  { name: 'consultations', person: undefined, at: () => '/consultations' },
  { name: 'discussion', person: undefined, at: ({ discussion }) => `/consultations/${discussion}` },
  { name: 'form', person: 'dilnoza', at: ({ draft }) => `${draft}` },
  { name: 'check-and-send', person: 'dilnoza', at: ({ draft }) => `${draft}/check` },
  { name: 'receipt', person: 'dilnoza', at: ({ guardian }) => `/applications/${guardian}/receipt` },
  { name: 'application', person: 'dilnoza', at: ({ guardian }) => `/applications/${guardian}` },
  { name: 'choose-time', person: 'dilnoza', at: ({ chooses }) => `/tasks/${chooses}` },
  { name: 'offer', person: 'tolqin', at: ({ offers }) => `/tasks/${offers}` },
  { name: 'appointment', person: 'dilnoza', at: ({ appointed }) => `/applications/${appointed}` },
  { name: 'cabinet', person: 'dilnoza', at: () => '/cabinet' },
  { name: 'documents', person: 'dilnoza', at: () => '/cabinet/documents' },
  { name: 'messages', person: 'dilnoza', at: () => '/cabinet/messages' },
  { name: 'who-looked', person: 'dilnoza', at: () => '/cabinet/data' },
  { name: 'my-data', person: 'dilnoza', at: () => '/cabinet/data/held', height: 1500 },
  { name: 'wrong-datum', person: 'dilnoza', at: () => '/cabinet/data/held/wrong?register=cadastre&fact=objects' },
  { name: 'counter', person: 'malika', at: () => '/counter' },
  {
    name: 'counter-person',
    person: 'malika',
    at: ({ dilnoza, counter }) => `/counter/people/${dilnoza}?office=${counter}`,
  },
  { name: 'counter-paper', person: 'malika', at: ({ paper }) => `/counter/applications/${paper}` },
  { name: 'desk', person: 'jasur', at: () => '/desk' },
  { name: 'case', person: 'jasur', at: ({ decides }) => `/desk/tasks/${decides}` },
  { name: 'begun-task', person: 'bekzod', at: ({ begun }) => `/desk/tasks/${begun}` },
  { name: 'sign', person: 'nargiza', at: ({ office }) => `/desk?office=${office}&whose=sign` },
  { name: 'team', person: 'nargiza', at: () => '/desk/team' },
  { name: 'day', person: 'zafar', at: ({ ecology, day }) => `/desk/day?office=${ecology}&date=${day}` },
  { name: 'redesign', person: 'kamola', at: () => '/redesign' },
  { name: 'redesign-service', person: 'kamola', at: () => `/redesign/${GUARDIAN}`, height: 1300 },
  { name: 'redesign-amendments', person: 'timur', at: () => '/redesign/amendments' },
  { name: 'redesign-simulation', person: 'kamola', at: () => `/redesign/${GUARDIAN}/simulation` },
  { name: 'redesign-log', person: 'sardor', at: () => `/redesign/${GUARDIAN}/log?from=own` },
  { name: 'studio', person: 'munira', at: () => '/studio' },
  { name: 'administration', person: 'aziza', at: () => '/administration' },
  { name: 'incidents', person: 'aziza', at: () => '/administration/incidents' },
  { name: 'cases', person: 'aziza', at: () => '/administration/cases' },
  { name: 'bodies', person: 'aziza', at: () => '/administration/bodies', height: 1100 },
  { name: 'body', person: 'aziza', at: ({ office }) => `/administration/bodies/${office}` },
  { name: 'calendar', person: 'aziza', at: () => '/administration/calendar' },
  { name: 'seals', person: 'aziza', at: () => '/administration/audit' },
  { name: 'unusual-looks', person: 'sardor', at: () => '/administration/looks' },
  {
    name: 'who-asked',
    person: 'sardor',
    at: ({ guardian }) => `/administration/accesses?case=${guardian}`,
    height: 1100,
  },
  { name: 'systems', person: 'aziza', at: () => '/administration/systems' },
  { name: 'system', person: 'aziza', at: ({ system }) => `/administration/systems/${system}` },
  { name: 'begun-by-itself', person: 'aziza', at: () => '/administration/proactive', height: 1100 },
  {
    name: 'measure',
    person: 'aziza',
    at: () => '/administration/proactive/old-age-pension-proactive?from=2025-01-01&until=2027-12-31&by=age',
  },
  { name: 'webhooks', person: 'aziza', at: () => '/administration/webhooks' },
  { name: 'webhook', person: 'aziza', at: ({ webhook }) => `/administration/webhooks/${webhook}` },
  { name: 'versions', person: 'aziza', at: () => '/administration/services', height: 900 },
  { name: 'heat-map', person: 'aziza', at: ({ definition }) => `/administration/services/${definition}` },
  { name: 'log', person: 'sardor', at: () => '/administration/log', height: 1100 },
]
