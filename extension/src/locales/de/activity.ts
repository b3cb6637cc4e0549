import { plural } from '@inquiry-lens/shared/lib/catalogue.ts'
import type { ActivityWords } from '../activity.ts'

const words: ActivityWords = {
  title: 'Wann Fälle zuletzt aktiv waren',
  period: 'Gezeigte Zeit',
  periods: { hour: '1 h', day: '24 h', week: '7 T' },
  basis: (count, number, since, until) =>
    `${plural(number, { one: '1 Fall im Cache', other: `${count} Fälle im Cache` })}${since && ` seit ${since}`}${until && ` bis ${until}`}`,
  more: (count) => `${count} weitere noch unbekannt`,
  nothing: 'Noch keine Fälle im Cache',
  missing: (providers) => `${providers} unbekannt`,
  unknown: 'Unbekannt',
  cases: (count, number, parts) =>
    `${plural(number, { one: '1 Fall', other: `${count} Fälle` })}${parts && `: ${parts}`}`,
  atLeast: (counted) => `mindestens ${counted}`,
  part: (group, count) => `${group} ${count}`,
  summary: {
    last: {
      hour: (counted) => `Letzte Stunde: ${counted}.`,
      day: (counted) => `Letzte 24 Stunden: ${counted}.`,
      week: (counted) => `Letzte 7 Tage: ${counted}.`,
    },
    most: (time, count) => `Am meisten ${time}: ${count}.`,
    before: (time) => `Vor ${time} können welche fehlen.`,
    after: (time) => `Nach ${time} können welche fehlen.`,
    missing: 'Überall können welche fehlen.',
  },
  table: {
    show: 'Als Tabelle zeigen',
    time: 'Zeit',
    empty: 'Keine Fälle in dieser Zeit.',
    others: 'Zeiten ohne Fälle fehlen hier.',
  },
}

export default words
