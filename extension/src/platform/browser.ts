/** The one import of webextension-polyfill. In a build it stands for the browser's own, see `native-browser.ts`. */
import browser from 'webextension-polyfill'

export { browser }
