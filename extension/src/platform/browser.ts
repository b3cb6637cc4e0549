/** The one import of webextension-polyfill. Chrome has a `browser` of its own since 148. */
import browser from 'webextension-polyfill'

export { browser }
