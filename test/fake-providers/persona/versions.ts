/** https://docs.withpersona.com/versioning; newer versions exist, and what they change is not known here. */
export const VERSIONS = [
  '2025-12-08',
  '2025-10-27',
  '2023-01-05',
  '2022-09-01',
  '2021-08-18',
  '2021-07-05',
  '2021-05-14',
  '2021-02-21',
  '2020-05-18',
] as const

export type Version = (typeof VERSIONS)[number]

/** Stands for the version that a key is set to; it holds when a request names none. */
export const KEY_VERSION: Version = '2025-12-08'

export function parseVersion(text: string | undefined): Version | undefined {
  return text === undefined ? KEY_VERSION : VERSIONS.find((version) => version === text)
}

/** Sessions carried `browser-fingerprint` up to 2021-07-05; it is on the device now. */
export function hasSessionFingerprint(version: Version): boolean {
  return version <= '2021-07-05'
}

/** Inquiries carried a person's details beside their `fields` up to 2023-01-05. */
export function hasInquiryDetails(version: Version): boolean {
  return version <= '2023-01-05'
}
