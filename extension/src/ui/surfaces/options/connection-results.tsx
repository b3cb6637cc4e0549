/** The result of the connection test: the relay, and each provider. */

import type { ComponentChildren } from 'preact'
import { optionsWords } from '../../../locales/options.ts'
import type { Failure } from '../../../messages/failure.ts'
import type { ConnectionReport } from '../../../messages/messages.ts'
import { continueSentence } from '../../format/health.ts'
import { nameEnvironment, nameProvider } from '../../format/source.ts'
import { ToneMark } from '../../primitives/badge.tsx'
import { CopyButton } from '../../primitives/copy-button.tsx'

export function ConnectionResults({ report }: { report: ConnectionReport }) {
  const { relay, providers } = report
  return (
    <ul class="results">
      {relay.ok ? (
        <Outcome isGood title={optionsWords.test.relayConnected}>
          <p>
            <code>{relay.address}</code>, {optionsWords.test.build} <code>{relay.build}</code>
          </p>
        </Outcome>
      ) : (
        <Failed title={relay.error.title} failure={relay.error} />
      )}
      {providers.map((one) => {
        const name = `${nameProvider(one.provider)} (${nameEnvironment(one.environment)})`
        return one.ok ? (
          <Outcome key={name} isGood title={optionsWords.test.connected(name)}>
            <p>{optionsWords.test.canRead}</p>
            {one.lacks?.map((permission) => (
              <p key={permission}>{optionsWords.test.lacks(permission)}</p>
            ))}
          </Outcome>
        ) : (
          <Failed key={name} title={`${name}: ${continueSentence(one.error.title)}`} failure={one.error} />
        )
      })}
    </ul>
  )
}

function Failed({ title, failure }: { title: string; failure: Failure }) {
  const { detail, nextStep, requestId } = failure
  return (
    <Outcome isGood={false} title={title}>
      {detail && detail !== failure.title && <p>{detail}</p>}
      <p>{nextStep}</p>
      {requestId !== undefined && (
        <p class="request-id">
          {optionsWords.test.requestId} <code>{requestId}</code>{' '}
          <CopyButton text={requestId} label={optionsWords.test.copyRequestId} />
        </p>
      )}
    </Outcome>
  )
}

function Outcome(props: { isGood: boolean; title: string; children: ComponentChildren }) {
  const { isGood, title, children } = props
  return (
    <li class="result">
      <ToneMark tone={isGood ? 'good' : 'bad'} />
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  )
}
