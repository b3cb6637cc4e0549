/** How a customer came from one device to another, by Persona’s words. The set is open. */
export const HANDOFFS: Readonly<Record<string, string>> = {
  sms: 'by text message',
  qr: 'by QR code',
  email: 'by e-mail',
}
