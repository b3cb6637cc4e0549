/**
 * Brings what an earlier release stored in `local` to the shape of this one, before anything else reads it. What a newer
 * release stored is set aside, and restored by the next release that understands it.
 */
import { browser } from '../../platform/browser.ts'
import { STORAGE_VERSION, VERSION_KEY } from '../../platform/storage.ts'
import { isAccount, signedOut } from '../../stored.ts'

type Stored = Readonly<Record<string, unknown>>

/** Pure. May run again over its own result: an interrupted migration starts again. */
type Migration = (stored: Stored) => Stored

/** Each from the version that is its key to the next. 0.1.0 stored no version, which is version 1. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {
  1: ({ recordWitnesses, passingSignIn, ...stored }) => ({
    ...(recordWitnesses !== undefined && { auditWitnesses: recordWitnesses }),
    ...(passingSignIn !== undefined && { browserSignIn: passingSignIn }),
    ...stored,
  }),
}

const ASIDE_KEY = 'setAside'
/** A sign-in ends rather than being set aside: a token is stored in one place alone. */
const SIGN_IN_KEYS = ['account', 'token', 'browserSignIn']

/** Runs at each start of the background; one read where there is nothing to do. */
export async function migrateStorage(): Promise<void> {
  const { local } = browser.storage
  const { [VERSION_KEY]: version = 1 } = await local.get(VERSION_KEY)
  if (version === STORAGE_VERSION) return
  const { [VERSION_KEY]: _, ...stored } = await local.get(null)
  const isNewer = typeof version === 'number' && version > STORAGE_VERSION
  const next = isNewer ? setAside(stored, version) : migrate(restore(stored), Number(version))
  if (isNewer && isAccount(stored.account)) {
    await signedOut.set({ relay: stored.account.relay, detail: ENDED_BY_DOWNGRADE })
  }
  // The version last: until then, the next start does all of it again.
  await local.set(next)
  await local.remove(Object.keys(stored).filter((key) => !Object.hasOwn(next, key)))
  await local.set({ [VERSION_KEY]: STORAGE_VERSION })
}

const ENDED_BY_DOWNGRADE =
  'Your sign-in ended because an earlier version of Inquiry Lens was installed. Your settings return with the newer one.'

function migrate(stored: Stored, from: number): Stored {
  let next = stored
  for (let version = from; version < STORAGE_VERSION; version++) next = MIGRATIONS[version]?.(next) ?? next
  return next
}

function setAside(stored: Stored, version: number): Stored {
  // Interrupted before: everything else is set aside already.
  const { [ASIDE_KEY]: aside, ...rest } = stored
  if (isAside(aside) && aside.version === version) return { [ASIDE_KEY]: aside }
  const kept = Object.entries(rest).filter(([key]) => !SIGN_IN_KEYS.includes(key))
  return { [ASIDE_KEY]: { version, stored: Object.fromEntries(kept) } }
}

/** What was stored since then wins. */
function restore(stored: Stored): Stored {
  const { [ASIDE_KEY]: aside, ...rest } = stored
  return isAside(aside) && aside.version <= STORAGE_VERSION
    ? { ...migrate(aside.stored, aside.version), ...rest }
    : stored
}

const isAside = (raw: unknown): raw is { version: number; stored: Stored } =>
  typeof raw === 'object' &&
  raw !== null &&
  'version' in raw &&
  typeof raw.version === 'number' &&
  'stored' in raw &&
  typeof raw.stored === 'object' &&
  raw.stored !== null
