/** The language in which a reply is offered first. */
import { sessionsOf } from '@inquiry-lens/shared/domain/case-file.ts'
import type { Network } from '@inquiry-lens/shared/domain/model.ts'
import { guessLanguage } from '@inquiry-lens/shared/insight/replies/write-reply.ts'
import type { CaseView } from '../../messages/messages.ts'

type Country = Network['country']

export interface FirstLanguage {
  /** A tag, of a language that there is. */
  language: string
  /** Where the customer was, if that is why. */
  country: Country | undefined
}

interface Known {
  country: Country | undefined
  /** The agent's last choice. */
  last: string | null
  /** The browser's, the most wanted first. */
  wanted: readonly string[]
}

/** `languages`: those that there are; the first is for whoever is left. */
export function findFirstLanguage(
  languages: readonly [string, ...string[]],
  { country, last, wanted }: Known,
): FirstLanguage {
  const guessed = country?.code ? guessLanguage(country.code, languages) : undefined
  if (guessed !== undefined) return { language: guessed, country }
  const language = (last === null ? [] : [last])
    .concat(wanted.flatMap((tag) => [tag, tag.replace(/-.*$/, '')]))
    .find((tag) => languages.includes(tag))
  return { language: language ?? languages[0], country: undefined }
}

/** Of the newest session whose address is the customer’s own, as far as the provider knows. */
export function findCustomerCountry(view: CaseView): Country | undefined {
  return sessionsOf(view).find(({ network }) => network.country.code !== null && isOwnAddress(network))
    ?.network.country
}

const isOwnAddress = ({ vpn, proxy, tor, datacenter }: Network): boolean =>
  ![vpn, proxy, tor, datacenter].includes(true)
