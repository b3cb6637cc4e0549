/** One agent, and what may be done: asked twice where it cannot be taken back. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { Confirm } from '../../../primitives/confirm.tsx'
import { Ago } from '../../../primitives/time.tsx'
import type { Admin } from '../admin.ts'
import { linkToAudit } from '../location.ts'
import type { Agent } from './agents.ts'

export function AgentRow({ agent, admin }: { agent: Agent; admin: Admin }) {
  const { email, role, lastSeenAt, signIns, revokedAt } = agent
  const { mayManage, account, agents } = admin
  const isSelf = email === account.email
  const isRevoked = revokedAt !== null
  const [isAsking, setAsking] = useState(false)
  const [isRevoking, setRevoking] = useState(false)
  const isPending = agents.pending.value.has(email)
  const begin = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)
  useEffect(() => {
    if (wasAsking.current && !isAsking) begin.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])
  return (
    <li class="agent" data-revoked={isRevoked}>
      <div class="agent-who">
        <a class="agent-name" href={linkToAudit({ agent: email })} title="Their lines in the record">
          {email}
        </a>
        <span class="chip" data-tone={isRevoked ? 'bad' : 'idle'}>
          {isRevoked ? 'revoked' : role}
        </span>
        {isSelf && <span class="quiet">you</span>}
      </div>
      {!isAsking && (
        <p class="agent-seen">
          {isRevoked ? (
            <>
              Revoked <Ago iso={revokedAt} />, was {role}
            </>
          ) : lastSeenAt === null ? (
            'Never signed in'
          ) : (
            <>
              Seen <Ago iso={lastSeenAt} />
            </>
          )}
          {!isRevoked && signIns > 0 && ` · ${signIns} ${signIns === 1 ? 'sign-in' : 'sign-ins'}`}
        </p>
      )}
      {mayManage && !isAsking && (
        <div class="agent-acts">
          <button
            type="button"
            class="button"
            aria-label={`${isRevoked ? 'Let back in' : 'New code for'} ${email}`}
            aria-disabled={isPending}
            onClick={() => agents.giveCode(agent)}
          >
            {isPending ? 'Making a code…' : isRevoked ? 'Let back in' : 'New code'}
          </button>
          {!isRevoked && (
            <button
              ref={begin}
              type="button"
              class="button"
              aria-label={`Revoke ${email}`}
              onClick={() => setAsking(true)}
            >
              Revoke
            </button>
          )}
        </div>
      )}
      {isAsking && (
        <Confirm
          about={`Revoke ${email}?`}
          question={isSelf ? 'Revoke yourself? You will be signed out.' : 'End all their sign-ins?'}
          permission="Revoke"
          busyAct="Revoking…"
          keep="Keep"
          isBusy={isRevoking}
          onAct={() => {
            setRevoking(true)
            void agents.revoke(email).then((isDone) => {
              setRevoking(false)
              if (isDone) setAsking(false)
            })
          }}
          onKeep={() => setAsking(false)}
        />
      )}
    </li>
  )
}
