/**
 * The key in the manifest fixes the extension's ID, so that a relay's ALLOWED_ORIGINS names one origin for development,
 * tests and self-hosted builds alike. The private half signs nothing here and is not kept: an unpacked or
 * policy-installed build needs the public half alone, and the store gives each listing a key of its own.
 */
export const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAx0VBX303A792j0HH9x0vrsrHC9p2o/RPszopAxqPbj2hdsYzYkP0VfDdYgg9dnaQiuyNuEqyLuHAdClHBFFugLZFeMTVel9kbw8awD4Mjg/mzzpwsh8bsy3v44iHVTMHG/+xfODNkhp4QST4IWSxazRbCJKeiq0WNdM8yOw2QTx2u0TZ3gJFgmsCIN9wfGwmtjWXvjmAWe32g0MPzZc4Jlsxgr1u/NLlE6RLTBRzfeF1+HdZ34uNpnBWZ1OeWno2dlypmE48/t7Y8vKV12VFwEtVYhR8K+ZLy/XZz6OKN2vhcGnOpYzbocTcMw/lv63GFpOIBCpR1yhuDvX7Y4A9eQIDAQAB'

/** The first 128 bits of the key's SHA-256, written with a to p for 0 to f. */
export const EXTENSION_ID = 'njjjjgmpfoapofmnopfipfcabigoinep'

export const EXTENSION_ORIGIN = `chrome-extension://${EXTENSION_ID}`
