export { AccessControl } from './access/access-control.ts'
export { app as default } from './app.ts'
export { JurisdictionPin } from './config/jurisdiction-pin.ts'
export { ProviderGateway } from './gateway/provider-gateway.ts'
