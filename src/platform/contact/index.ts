import './world.ts'
export { contactModule } from './module.ts'
export { chooseFirst, listWays, makeChatCode, removeChat } from './use/ways.ts'
