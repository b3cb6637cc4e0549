export { app as default } from './app.ts'
export { Desk } from './desk/desk.ts'
export { Gate } from './gate/gate.ts'
export { Residence } from './residence.ts'
