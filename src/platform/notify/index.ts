import './world.ts'
export { queueMessage, sender, sendHandler, type NotifyParts, type Sender } from './send-message.ts'
export { checkedEmail, type Message } from './message.ts'
export { notifyModule } from './module.ts'
