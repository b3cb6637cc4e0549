/** The one import of webextension-polyfill: 9.7 kB that must not reach a script which runs in web pages. */
import browser from 'webextension-polyfill'

export { browser }
