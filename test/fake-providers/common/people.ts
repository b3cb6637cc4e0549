import { CANARY } from './canary.ts'
import type { Random } from './random.ts'

export type Person = {
  readonly first: string
  readonly middle: string
  readonly last: string
  readonly email: string
  readonly phone: string
  readonly birthdate: string
  readonly street: string
  readonly city: string
  readonly postalCode: string
  readonly documentNumber: string
}

const FIRST = [
  'Ada',
  'Barnaby',
  'Clementine',
  'Dashiell',
  'Euphemia',
  'Fitzgerald',
  'Ginevra',
  'Horatio',
  'Isolde',
  'Jasper',
  'Kiki',
  'Leopold',
  'Marigold',
  'Nestor',
  'Octavia',
  'Peregrine',
  'Quilla',
  'Rufus',
  'Saffron',
  'Thaddeus',
] as const
const LAST = [
  'Teapot',
  'Marmalade',
  'Featherquill',
  'Puddlejump',
  'Moonbeam',
  'Thistledown',
  'Buttonwood',
  'Gingersnap',
  'Candlewick',
  'Driftwood',
  'Honeycomb',
  'Inkwell',
  'Lanternjaw',
  'Nightingale-Sprocket',
  'Popover',
  'Rumblebelly',
] as const
const STREET = ['Teacup Row', 'Marzipan Lane', 'Umbrella Steps', 'Paper Boat Quay'] as const

/** Visibly fictional: invented surnames, example.com, and telephone numbers kept for fiction. */
export function imaginePerson(random: Random): Person {
  const first = random.pick(FIRST)
  const last = random.pick(LAST)
  const digits = String(random.between(0, 9999)).padStart(4, '0')
  return {
    first: `${first} ${CANARY}`,
    middle: CANARY,
    last: `${last} ${CANARY}`,
    email: `${first}.${last}.${CANARY}.${digits}@example.com`.toLowerCase(),
    phone: `+1 555 01${digits.slice(0, 2)} ${CANARY}`,
    birthdate: `19${random.between(50, 99)}-0${random.between(1, 9)}-1${random.between(0, 9)} ${CANARY}`,
    street: `${random.between(1, 99)} ${random.pick(STREET)} ${CANARY}`,
    city: `Toytown ${CANARY}`,
    postalCode: `${digits} ${CANARY}`,
    documentNumber: `X${digits}${digits} ${CANARY}`,
  }
}
