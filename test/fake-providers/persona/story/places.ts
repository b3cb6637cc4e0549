export type Place = {
  readonly code: string
  readonly country: string
  readonly regionCode: string
  readonly region: string
}

/** A region is sensitive where a country is not; the canary is put into it when it is written. */
export const HOMES: readonly [Place, ...Place[]] = [
  { code: 'US', country: 'United States', regionCode: 'CA', region: 'California' },
  { code: 'US', country: 'United States', regionCode: 'NY', region: 'New York' },
  { code: 'GB', country: 'United Kingdom', regionCode: 'ENG', region: 'England' },
  { code: 'DE', country: 'Germany', regionCode: 'BE', region: 'Land Berlin' },
  { code: 'CA', country: 'Canada', regionCode: 'ON', region: 'Ontario' },
  { code: 'FR', country: 'France', regionCode: 'IDF', region: 'Île-de-France' },
]

/** Never among the homes: a session from here is from another country. */
export const FARAWAY: readonly [Place, ...Place[]] = [
  { code: 'BR', country: 'Brazil', regionCode: 'SP', region: 'São Paulo' },
  { code: 'SG', country: 'Singapore', regionCode: '01', region: 'Central Singapore' },
  { code: 'NG', country: 'Nigeria', regionCode: 'LA', region: 'Lagos' },
]
