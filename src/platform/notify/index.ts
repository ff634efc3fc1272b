export { queueMessage, sender, sendHandler, SEND_JOB, type NotifyParts, type Sender } from './send-message.ts'
export { httpSmsGateway, type SmsGateway } from './sms-gateway.ts'
export { checkedEmail, checkedPhone, type Message } from './message.ts'
export { notifyModule } from './module.ts'
