import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { JsonObject } from '../../common/json.ts'

/** `details` is plural and there is no code: callers go by the HTTP status. https://docs.withpersona.com/errors */
export class PersonaError extends Error {
  readonly status: ContentfulStatusCode
  readonly title: string
  readonly details: string | undefined

  constructor(status: ContentfulStatusCode, title: string, details?: string) {
    super(details ?? title)
    this.status = status
    this.title = title
    this.details = details
  }
}

export function writeErrors({ title, details }: PersonaError): JsonObject {
  return { errors: [details === undefined ? { title } : { title, details }] }
}

export function badRequest(details: string): PersonaError {
  return new PersonaError(400, 'Bad Request', details)
}

export function notFound(): PersonaError {
  return new PersonaError(404, 'Record not found')
}
