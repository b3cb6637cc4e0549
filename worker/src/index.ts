export { Desk } from './access/access-control.ts'
export { app as default } from './app.ts'
export { Residence } from './config/jurisdiction-pin.ts'
export { Gate } from './gateway/provider-gateway.ts'
