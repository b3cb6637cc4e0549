/** All problem types (RFC 9457), for the relay that sends them and the surfaces that show them. */
import * as v from 'valibot'
import { PROVIDER_IDS } from '../providers/registry.ts'

interface ProblemType {
  status: number
  title: string
}

export const PROBLEM_TYPES = {
  'invalid-parameter': {
    status: 400,
    title: 'Invalid parameter',
  },
  'unknown-parameter': {
    status: 400,
    title: 'Unknown parameter',
  },
  'invalid-cursor': {
    status: 400,
    title: 'This position in the list no longer exists',
  },
  'invalid-body': {
    status: 400,
    title: 'The request could not be read',
  },
  'signed-out': {
    status: 401,
    title: 'You are signed out',
  },
  'origin-refused': {
    status: 403,
    title: 'The relay does not know this extension',
  },
  'host-refused': {
    status: 403,
    title: 'The relay does not serve this host name',
  },
  'role-refused': { status: 403, title: 'Your role does not allow this' },
  'pairing-code-wrong': {
    status: 403,
    title: 'Wrong pairing code',
  },
  'pairing-code-used': {
    status: 410,
    title: 'This pairing code was already used',
  },
  'pairing-code-expired': {
    status: 410,
    title: 'This pairing code has expired',
  },
  'pairing-code-dead': {
    status: 410,
    title: 'Too many attempts with this pairing code',
  },
  'role-not-confirmed': {
    status: 409,
    title: 'This agent has another role',
  },
  'agent-revoked': {
    status: 409,
    title: 'This agent was revoked',
  },
  'watches-full': {
    status: 409,
    title: 'You’re watching as many cases as you can',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
  },
  'no-such-route': {
    status: 404,
    title: 'The relay has no such address',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The relay does not support this method here',
  },
  'body-too-large': { status: 413, title: 'The request is too large' },
  'agent-rate-limited': {
    status: 429,
    title: 'Too many requests',
  },
  'views-throttled': {
    status: 429,
    title: 'You’re viewing more customers than usual',
  },
  'lookups-limited': {
    status: 429,
    title: 'You’ve used this hour’s look-ups',
  },
  'log-limited': {
    status: 429,
    title: 'You’ve used this hour’s share of the audit log',
  },
  'pairing-throttled': {
    status: 429,
    title: 'Wrong pairing code, after many wrong attempts',
  },
  'agent-share-used': {
    status: 429,
    title: 'You’ve used your share of the provider’s requests',
  },
  internal: {
    status: 500,
    title: 'Error in the relay',
  },
  'provider-key-refused': {
    status: 502,
    title: 'The relay’s key was refused by the provider',
  },
  'provider-unavailable': {
    status: 502,
    title: 'The provider is not answering',
  },
  'provider-unreadable': {
    status: 502,
    title: 'The provider’s answer could not be read',
  },
  'provider-limit-near': {
    status: 503,
    title: 'The provider’s request limit is nearly used up',
  },
  'provider-rate-limited': {
    status: 503,
    title: 'The provider’s request limit is used up',
  },
  'provider-timeout': {
    status: 504,
    title: 'The provider took too long to answer',
  },
  'no-provider': {
    status: 503,
    title: 'The relay has no provider configured',
  },
  'audit-full': {
    status: 503,
    title: 'Audit log full. Look-ups are paused',
  },
  'relay-busy': {
    status: 503,
    title: 'The relay is busy',
  },
  'relay-interrupted': {
    status: 503,
    title: 'The relay was interrupted',
  },
  'relay-not-configured': {
    status: 503,
    title: 'The relay is not configured',
  },
} as const satisfies Record<string, ProblemType>

export type ProblemCode = keyof typeof PROBLEM_TYPES

/** What the reader can do now. Apart from the types: the relay doesn’t send them. */
export const NEXT_STEPS: Readonly<Record<ProblemCode, string>> = {
  'invalid-parameter': 'Correct the filter and try again.',
  'unknown-parameter': 'Remove the filter and try again.',
  'invalid-cursor': 'Start again from the newest entry.',
  'invalid-body': 'Correct it and try again.',
  'signed-out': 'Sign in again with a new pairing code.',
  'origin-refused': 'Ask your admin to add this extension to the relay’s ALLOWED_ORIGINS.',
  'host-refused': 'Use the relay’s own address, with https unless it runs on this computer.',
  'role-refused': 'Ask your admin.',
  'pairing-code-wrong': 'Check each character, or ask your admin for a new code.',
  'pairing-code-used': 'Each code works once. Ask your admin for a new one.',
  'pairing-code-expired': 'Codes expire after ten minutes. Ask your admin for a new one.',
  'pairing-code-dead': 'It no longer works. Ask your admin for a new one.',
  'role-not-confirmed': 'Refresh the list of agents, then confirm the change.',
  'agent-revoked': 'Refresh the list of agents, then let them back in.',
  'watches-full': 'End a watch that you no longer need, then try again.',
  'not-found': 'Check the ID and its environment.',
  'no-such-route': 'Check the address, or update the relay.',
  'method-not-allowed': 'See the relay’s list of routes.',
  'body-too-large': 'Ask for less at once.',
  'agent-rate-limited': 'Retrying automatically.',
  'views-throttled': 'Wait for the countdown. You can still view the customers of the last hour.',
  'lookups-limited': 'Wait for the countdown. You can still open a case.',
  'log-limited': 'Wait for the countdown. If this was normal work, tell your admin.',
  'pairing-throttled': 'Check each character. The right code still works.',
  'agent-share-used': 'Wait for the countdown. Other agents are not affected.',
  internal: 'Try again. If this keeps happening, send your admin the request ID.',
  'provider-key-refused': 'Tell your admin: the relay’s provider key needs to be renewed or allowed.',
  'provider-unavailable': 'Retrying automatically. See the provider’s status page.',
  'provider-unreadable': 'Retrying automatically. If this keeps happening, send your admin the request ID.',
  'provider-limit-near': 'Look-ups still work. Retrying automatically.',
  'provider-rate-limited': 'Retrying automatically as soon as the provider allows it.',
  'provider-timeout': 'Try again in a moment.',
  'no-provider': 'Ask your admin to set the provider’s key on the relay.',
  'audit-full':
    'Ask your admin to export the audit log (npm run audit -- export) or raise AUDIT_CAPACITY_MB.',
  'relay-busy': 'Many requests are waiting for the provider. Try again in a moment.',
  'relay-interrupted': 'Try again in a moment.',
  'relay-not-configured': 'Ask your admin to complete the relay’s configuration.',
}

const TYPE_PREFIX = 'urn:inquiry-lens:problem:'

/** The body of every error response. `requestId` is the relay's own, `providerRequestId` the provider's. */
export const ProblemSchema = /* @__PURE__ */ (() =>
  v.object({
    type: v.string(),
    title: v.string(),
    status: v.number(),
    detail: v.string(),
    instance: v.optional(v.string()),
    requestId: v.optional(v.string()),
    parameter: v.optional(v.string()),
    provider: v.optional(v.picklist(PROVIDER_IDS)),
    providerRequestId: v.optional(v.string()),
    /** Seconds. */
    retryAfter: v.optional(v.number()),
  }))()

export type Problem = v.InferOutput<typeof ProblemSchema>

/** A problem inside the relay; the HTTP layer adds the rest. */
export interface ProblemReport
  extends Pick<Problem, 'parameter' | 'provider' | 'providerRequestId' | 'retryAfter'> {
  code: ProblemCode
  detail: string
}

export const typeOfCode = (code: string): string => `${TYPE_PREFIX}${code}`

/** `undefined`: a type of a newer relay. */
export function codeOfType(type: string): ProblemCode | undefined {
  const code = type.startsWith(TYPE_PREFIX) ? type.slice(TYPE_PREFIX.length) : ''
  return isProblemCode(code) ? code : undefined
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEM_TYPES, code)
