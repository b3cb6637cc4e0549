/** What a view is: a surface, what its background answers, what its browser holds, and what is pressed until it is there. */
import type { Result } from '../../extension/src/messages/failure.ts'
import type {
  Account,
  MessageName,
  PanelFocus,
  Payload,
  Replies,
} from '../../extension/src/messages/messages.ts'

export const SURFACES = ['popup', 'panel', 'card', 'options', 'admin'] as const
export type Surface = (typeof SURFACES)[number]

export interface Size {
  width: number
  height: number
}

/** In CSS pixels, as the browser gives them. */
export const SIZES: Readonly<Record<Surface, Size>> = {
  popup: { width: 380, height: 600 },
  panel: { width: 360, height: 760 },
  card: { width: 358, height: 478 },
  options: { width: 360, height: 900 },
  admin: { width: 360, height: 800 },
}

/** `never`: it is still under way. */
type Said<TName extends MessageName> = Result<Replies[TName]> | 'never'
export type Answer<TName extends MessageName> =
  | Said<TName>
  | ((payload: Payload<TName>) => Said<TName> | Promise<Said<TName>>)
export type Answers = { readonly [TName in MessageName]?: Answer<TName> }

type Held = Readonly<Record<string, unknown>>

export interface View {
  surface: Surface
  /** Of its surface's views no other has it. */
  name: string
  /** `null`: signed out. */
  account?: Account | null
  /** Instead of those of a relay that answers everything. */
  answers?: Answers
  /** In the browser's storage, beside the account. `managed` is the administrator's policy. */
  held?: { local?: Held; session?: Held; policy?: Held }
  /** What the panel or the card is opened on. */
  focus?: PanelFocus
  /** The part of the admin page, as its address has it. */
  hash?: string
  size?: Size
  /** A selector of what is there once the view is. */
  shown: string
  /** What an agent does until it is there. */
  prepare?(hand: Hand): Promise<unknown>
}

/** An agent's hand in the page. Each waits until what it is for is there. */
export interface Hand {
  see(selector: string): Promise<HTMLElement>
  /** By what it is called: its label, or its text. */
  press(name: string | RegExp): Promise<void>
  pressAt(selector: string): Promise<void>
  fill(selector: string, text: string): Promise<void>
  key(key: string): Promise<void>
}

export const addressOf = ({ surface, name }: Pick<View, 'surface' | 'name'>): string =>
  `${surface}/${name.replaceAll(/[^a-zA-Z0-9]+/g, '-').toLowerCase()}`

/** One that differs from the usual in what the background answers, or in what an agent does. */
export const makeView = (
  name: string,
  shown: string,
  answers: Answers = {},
  prepare?: View['prepare'],
): Omit<View, 'surface'> => ({ name, shown, answers, ...(prepare && { prepare }) })
