/** All problem types (RFC 9457), for the relay that sends them and the surfaces that show them. */
import * as v from 'valibot'
import { PROVIDER_IDS } from '../providers/registry.ts'

interface ProblemType {
  status: number
  title: string
  /** What the reader can do now. */
  nextStep: string
}

export const PROBLEM_TYPES = {
  'invalid-parameter': {
    status: 400,
    title: 'Invalid parameter',
    nextStep: 'Correct the filter and try again.',
  },
  'unknown-parameter': {
    status: 400,
    title: 'Unknown parameter',
    nextStep: 'Remove the filter and try again.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'This position in the list no longer exists',
    nextStep: 'Start again from the newest entry.',
  },
  'invalid-body': {
    status: 400,
    title: 'The request could not be read',
    nextStep: 'Correct it and try again.',
  },
  'signed-out': {
    status: 401,
    title: 'You are signed out',
    nextStep: 'Sign in again with a new pairing code.',
  },
  'origin-refused': {
    status: 403,
    title: 'The relay does not know this extension',
    nextStep: 'Ask your admin to add this extension to the relay’s ALLOWED_ORIGINS.',
  },
  'host-refused': {
    status: 403,
    title: 'The relay does not serve this host name',
    nextStep: 'Use the relay’s own address, with https unless it runs on this computer.',
  },
  'role-refused': { status: 403, title: 'Your role does not allow this', nextStep: 'Ask your admin.' },
  'pairing-code-wrong': {
    status: 403,
    title: 'Wrong pairing code',
    nextStep: 'Check each character, or ask your admin for a new code.',
  },
  'pairing-code-used': {
    status: 410,
    title: 'This pairing code was already used',
    nextStep: 'Each code works once. Ask your admin for a new one.',
  },
  'pairing-code-expired': {
    status: 410,
    title: 'This pairing code has expired',
    nextStep: 'Codes expire after ten minutes. Ask your admin for a new one.',
  },
  'pairing-code-dead': {
    status: 410,
    title: 'Too many attempts with this pairing code',
    nextStep: 'It no longer works. Ask your admin for a new one.',
  },
  'role-not-confirmed': {
    status: 409,
    title: 'This agent has another role',
    nextStep: 'Refresh the list of agents, then confirm the change.',
  },
  'agent-revoked': {
    status: 409,
    title: 'This agent was revoked',
    nextStep: 'Refresh the list of agents, then let them back in.',
  },
  'watches-full': {
    status: 409,
    title: 'You’re watching as many cases as you can',
    nextStep: 'End a watch that you no longer need, then try again.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    nextStep: 'Check the ID and its environment.',
  },
  'no-such-route': {
    status: 404,
    title: 'The relay has no such address',
    nextStep: 'Check the address, or update the relay.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The relay does not support this method here',
    nextStep: 'See the relay’s list of routes.',
  },
  'body-too-large': { status: 413, title: 'The request is too large', nextStep: 'Ask for less at once.' },
  'agent-rate-limited': {
    status: 429,
    title: 'Too many requests',
    nextStep: 'Retrying automatically.',
  },
  'views-throttled': {
    status: 429,
    title: 'You’re viewing more customers than usual',
    nextStep: 'Wait for the countdown. You can still view the customers of the last hour.',
  },
  'lookups-limited': {
    status: 429,
    title: 'You’ve used this hour’s look-ups',
    nextStep: 'Wait for the countdown. You can still open a case.',
  },
  'log-limited': {
    status: 429,
    title: 'You’ve used this hour’s share of the audit log',
    nextStep: 'Wait for the countdown. If this was normal work, tell your admin.',
  },
  'pairing-throttled': {
    status: 429,
    title: 'Wrong pairing code, after many wrong attempts',
    nextStep: 'Check each character. The right code still works.',
  },
  'agent-share-used': {
    status: 429,
    title: 'You’ve used your share of the provider’s requests',
    nextStep: 'Wait for the countdown. Other agents are not affected.',
  },
  internal: {
    status: 500,
    title: 'Error in the relay',
    nextStep: 'Try again. If this keeps happening, send your admin the request ID.',
  },
  'provider-key-refused': {
    status: 502,
    title: 'The relay’s key was refused by the provider',
    nextStep: 'Tell your admin: the relay’s provider key needs to be renewed or allowed.',
  },
  'provider-unavailable': {
    status: 502,
    title: 'The provider is not answering',
    nextStep: 'Retrying automatically. See the provider’s status page.',
  },
  'provider-unreadable': {
    status: 502,
    title: 'The provider’s answer could not be read',
    nextStep: 'Retrying automatically. If this keeps happening, send your admin the request ID.',
  },
  'provider-limit-near': {
    status: 503,
    title: 'The provider’s request limit is nearly used up',
    nextStep: 'Look-ups still work. Retrying automatically.',
  },
  'provider-rate-limited': {
    status: 503,
    title: 'The provider’s request limit is used up',
    nextStep: 'Retrying automatically as soon as the provider allows it.',
  },
  'provider-timeout': {
    status: 504,
    title: 'The provider took too long to answer',
    nextStep: 'Try again in a moment.',
  },
  'no-provider': {
    status: 503,
    title: 'The relay has no provider configured',
    nextStep: 'Ask your admin to set the provider’s key on the relay.',
  },
  'audit-full': {
    status: 503,
    title: 'Audit log full. Look-ups are paused',
    nextStep: 'Ask your admin to export the audit log (npm run audit -- export) or raise AUDIT_CAPACITY_MB.',
  },
  'relay-busy': {
    status: 503,
    title: 'The relay is busy',
    nextStep: 'Many requests are waiting for the provider. Try again in a moment.',
  },
  'relay-interrupted': {
    status: 503,
    title: 'The relay was interrupted',
    nextStep: 'Try again in a moment.',
  },
  'relay-not-configured': {
    status: 503,
    title: 'The relay is not configured',
    nextStep: 'Ask your admin to complete the relay’s configuration.',
  },
} as const satisfies Record<string, ProblemType>

export type ProblemCode = keyof typeof PROBLEM_TYPES

const TYPE_PREFIX = 'urn:inquiry-lens:problem:'

/** The body of every error response. `requestId` is the relay's own, `providerRequestId` the provider's. */
export const ProblemSchema = v.object({
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
})

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
