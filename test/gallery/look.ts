/**
 * How a view is looked at, in its address: theme and forced colours as the page's own rules have them, direction and words.
 * A page can't set what the browser says of itself, so the conditions of its media rules are answered here.
 */

export interface Look {
  theme: 'light' | 'dark' | undefined
  /** As near as a page comes to it; a browser's own is in its developer tools, under Rendering. */
  isForced: boolean
  /** As in a language that is written from right to left. */
  isMirrored: boolean
  /** As in a language that needs a third more room. */
  isLong: boolean
  /** A language's tag, or `longest`; else English. */
  words: string | undefined
}

export function readLook(): Look {
  const parameters = new URLSearchParams(location.search)
  const theme = parameters.get('theme')
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    isForced: parameters.get('contrast') === 'forced',
    isMirrored: parameters.get('direction') === 'rtl',
    isLong: parameters.get('words') === 'long',
    words: parameters.get('words')?.replace(/^long$/, '') || undefined,
  }
}

/** The conditions as they were written, by rule. */
const written = new WeakMap<CSSMediaRule, string>()

export function applyLook({ theme, isForced, isMirrored, isLong }: Look): void {
  for (const sheet of document.styleSheets) answerRules(sheet.cssRules, theme, isForced)
  if (theme) document.documentElement.style.colorScheme = theme
  if (isForced && !document.getElementById('forced')) {
    const style = document.head.appendChild(document.createElement('style'))
    style.id = 'forced'
    style.textContent =
      '*, ::before, ::after { color: CanvasText !important; background-color: Canvas !important; border-color: ButtonBorder !important; box-shadow: none !important }'
  }
  if (isMirrored) document.documentElement.dir = 'rtl'
  if (isLong) lengthenWords()
}

function answerRules(rules: CSSRuleList, theme: Look['theme'], isForced: boolean): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      const condition = written.get(rule) ?? rule.media.mediaText
      written.set(rule, condition)
      rule.media.mediaText = condition
        .replace('(forced-colors: active)', isForced ? 'all' : '(forced-colors: active)')
        .replace(/\(prefers-color-scheme: (\w+)\)/, (asked, scheme) =>
          theme === undefined ? asked : scheme === theme ? 'all' : 'not all',
        )
    }
    if ('cssRules' in rule && rule.cssRules instanceof CSSRuleList)
      answerRules(rule.cssRules, theme, isForced)
  }
}

/** Vowels are doubled: words stay readable, and break where they did. */
const lengthen = (text: string): string => text.replaceAll(/[aeiou]/gi, '$&$&')

function lengthenWords(): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    // An ID or a time is no longer in another language.
    if (node.parentElement?.closest('code, pre, time, .id, select')) continue
    if (node.nodeValue) node.nodeValue = lengthen(node.nodeValue)
  }
}
