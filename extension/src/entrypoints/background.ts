import type { BackgroundDefinition } from 'wxt'
import { defineBackground } from 'wxt/utils/define-background'
import { createCommands } from '../background/launchers/commands.ts'
import { createMenu } from '../background/launchers/menu.ts'
import { createOmnibox } from '../background/launchers/omnibox.ts'
import { createPanels, findFocus } from '../background/launchers/side-panel.ts'
import { createCaseReader } from '../background/queries/cases.ts'
import { createConfigReader } from '../background/queries/config.ts'
import { createReferenceReader } from '../background/queries/customers.ts'
import { createHealthReader } from '../background/queries/health.ts'
import { createKnownConfig } from '../background/queries/known-config.ts'
import { createListMemory } from '../background/queries/list-cache.ts'
import { createListReader } from '../background/queries/lists.ts'
import { createLookups } from '../background/queries/lookups.ts'
import { createNewSessions } from '../background/queries/new-sessions.ts'
import { createPersonReader } from '../background/queries/person.ts'
import { createRecentCases } from '../background/queries/recent-cases.ts'
import { createRevealer } from '../background/queries/reveals.ts'
import { createShownMemory } from '../background/queries/view-cache.ts'
import { checkRelay } from '../background/relay/check.ts'
import { createRelayClient } from '../background/relay/client.ts'
import { createConnectionTest } from '../background/relay/connection-test.ts'
import { createRelayChoice } from '../background/relay/live-or-sample.ts'
import { createRouter, listenerOf } from '../background/router.ts'
import { createSampleRelay, listSamples } from '../background/samples/sample-relay.ts'
import { createAccountKeeper } from '../background/session/account.ts'
import { createAdminHandlers } from '../background/session/admin-requests.ts'
import { createHeads } from '../background/session/audit-checkpoints.ts'
import { createWitnessDesk } from '../background/session/checkpoint-store.ts'
import { createLock } from '../background/session/lock.ts'
import { createGoverned } from '../background/session/policy-guard.ts'
import { createTakenNoter } from '../background/session/record-copy.ts'
import { createBadge } from '../background/tabs/badge.ts'
import { createCardTickets } from '../background/tabs/card-tokens.ts'
import { createTreatment, readPageSettings } from '../background/tabs/display-mode.ts'
import { createPageDocuments } from '../background/tabs/documents.ts'
import { createFinderHints } from '../background/tabs/finder-hints.ts'
import { createAdmission } from '../background/tabs/page-access.ts'
import { pageOrders as orders } from '../background/tabs/page-commands.ts'
import { createPageReports } from '../background/tabs/page-reports.ts'
import { createPageHandlers } from '../background/tabs/page-requests.ts'
import { createPageViewer } from '../background/tabs/page-viewer.ts'
import { createSitePages } from '../background/tabs/site-pages.ts'
import { createSites } from '../background/tabs/sites.ts'
import { createSitesOff } from '../background/tabs/sites-off.ts'
import { createWalk } from '../background/tabs/walk.ts'
import { succeed } from '../messages/failure.ts'
import type { Subject } from '../page/background-port.ts'
import { showBadge } from '../platform/action.ts'
import { browser } from '../platform/browser.ts'
import { readManaged, watchManaged } from '../platform/managed.ts'
import {
  registerPageScript,
  runCardScript,
  runFinderScript,
  runPageScript,
} from '../platform/page-scripts.ts'
import { giveBack, isGranted } from '../platform/permissions.ts'
import { type Feature, type Managed, maySite } from '../platform/policy.ts'
import { classifySender } from '../platform/sender.ts'
import {
  hasSidePanel,
  hasTabs,
  openPanelTab,
  openSidePanel,
  openSidePanelAt,
} from '../platform/side-panel.ts'
import { closeToContentScripts } from '../platform/storage.ts'
import { rememberedProviders } from '../platform/stored.ts'
import { findCurrentWindow, findTab, findTabs } from '../platform/tabs.ts'

/** Two that ask within this time ask together; nobody sees it pass. */
const GATHER_MS = 15

/** A card stands over marks alone. */
const CARD: readonly Feature[] = ['marks', 'hover']
/** The agent's own sites are the agent's to change. */
const areSitesFree = ({ sites, isLocked }: Managed) => sites === undefined && !isLocked

/** Wires the background. Every listener stands before the first await, or the browser would wake us for nothing. */
const background: BackgroundDefinition = defineBackground({
  type: 'module',
  main() {
    const self = { id: browser.runtime.id, origin: new URL(browser.runtime.getURL('')).origin }
    const now = Date.now
    const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
    const timeLimit = (milliseconds: number) => AbortSignal.timeout(milliseconds)
    const report = (error: unknown) => console.error(error)

    const heads = createHeads({ now, report })
    const relay = createRelayChoice({
      makeRelay: () =>
        createRelayClient({
          fetch,
          now,
          isOnline: () => navigator.onLine,
          timeLimit,
          ownOrigin: self.origin,
          attend: heads.attend,
        }),
      makeSamples: () => createSampleRelay({ now }),
    })
    const documents = createPageDocuments({ orders })
    const refreshBadge = createBadge({ documents, show: showBadge })
    const sitesOff = createSitesOff({
      readManaged,
      readConfig: () => readConfig(),
      onChange: () => reconcile(),
      now,
    })
    const sites = createSites({
      permissions: { isGranted, giveBack },
      scripts: { register: registerPageScript, run: runPageScript },
      findTabs,
      orders,
      documents,
      refreshBadge,
      readManaged,
      readOff: sitesOff.read,
      now,
    })
    const tellSites = createSitePages({ sites, findTabs, orders })
    const treatment = createTreatment({ documents, orders, tellSites, now })
    const { tellPages } = treatment
    const shown = createShownMemory({ now })
    const forgetShown = async () => {
      lookups.forgetAll()
      await Promise.all([
        shown.forgetAll(),
        recents.forgetAll(),
        rememberedProviders.remove(),
        panels.forgetAll(),
      ])
    }
    const account = createAccountKeeper({ relay, now, readManaged, forgetShown, tellPages })
    const recents = createRecentCases({ account, now })
    const { guard, lock } = createLock({ now, forgetShown, tellPages })
    const lookups = createLookups({
      account,
      relay,
      now,
      gather: () => wait(GATHER_MS),
    })
    const lists = { account, relay, memory: createListMemory(shown) }
    const readCase = guard(createCaseReader({ account, relay, lookups, memory: shown }))
    const noteTaken = guard(createTakenNoter({ account, relay }))
    const witness = createWitnessDesk({ account, heads })
    const readConfig = createConfigReader({ account, relay, heads, keepSitesOff: sitesOff.keep })
    const { readKnown, readIdPatterns, readTexts } = createKnownConfig({ readConfig })
    const panels = createPanels({ hasTabs, hasSidePanel, openPanelTab, wait, now })

    const reports = createPageReports({ documents, orders, readTreatment: treatment.read, refreshBadge })
    const viewer = createPageViewer({
      sites,
      documents,
      reports,
      findTab,
      run: runPageScript,
      timeLimit,
      readManaged,
    })
    const { unlessOff, where } = createGoverned(readManaged)
    const noteSessions = createNewSessions({ tellSites, memory: shown })
    const findByReference = guard(createReferenceReader({ account, relay, readIdPatterns }))
    const tickets = createCardTickets()
    const openPanelAt = (tabId: number, windowId: number) => panels.begin(windowId, openSidePanelAt(tabId))
    const openPanelFor = (asker: { tabId: number; windowId: number }) =>
      openPanelAt(asker.tabId, asker.windowId)
    const showSubject = (windowId: number, { id, isReference }: Subject) =>
      panels.show(windowId, isReference ? { reference: id } : { case: id })
    const showText = async (text: string, windowId: number | undefined) =>
      panels.show(windowId, await findFocus(text, readIdPatterns))

    const pageHandlers = createPageHandlers({
      lookups,
      reports,
      tickets,
      runCard: runCardScript,
      findHints: createFinderHints({ makeSalt: () => crypto.randomUUID(), readKnown }),
      runFinder: runFinderScript,
      showPanel: showSubject,
    })

    const route = createRouter({
      classify: (sender) => classifySender(sender, self),
      admits: createAdmission({ sites, refreshOff: sitesOff.refresh, viewer, tickets }),
      inGesture: new Map([
        ['page:open-panel', openPanelFor],
        ['card:open-panel', openPanelFor],
      ]),
      report,
      handlers: {
        'app:account.pair': account.pair,
        'app:account.try-samples': account.trySamples,
        'app:samples.list': async () => succeed({ items: listSamples() }),
        'app:account.sign-out': account.signOut,
        'app:relay.check': ({ relay: typed }) => checkRelay(relay, typed),
        'app:connection.test': createConnectionTest({ account, relay }),
        'app:config.get': readConfig,
        'app:texts.get': readTexts,
        'app:sessions.list': guard(
          createListReader('app:sessions.list', lists, (...newest) => {
            noteSessions(...newest).catch(report)
          }),
        ),
        'app:events.list': guard(createListReader('app:events.list', lists)),
        'app:lookup': guard(({ ids }) => lookups.lookUp(ids)),
        'app:case.get': readCase,
        'app:reference.find': findByReference,
        'app:recents.note': guard(recents.note),
        'app:recents.clear': recents.clear,
        'app:person.find': guard(createPersonReader({ account, relay })),
        'app:reveal': guard(createRevealer({ account, relay })),
        'app:taken.note': noteTaken,
        'app:witness.find': witness.find,
        'app:witness.begin-anew': witness.beginAnew,
        'app:lock': lock,
        'app:page.look': ({ tabId }) => viewer.look(tabId),
        'app:page.scan': ({ tabId }) => viewer.scan(tabId),
        'app:sites.list': async () => succeed(await sites.view()),
        'app:sites.add': where(
          (managed, { pattern }) => maySite(managed, pattern),
          async ({ pattern }) => {
            await sites.add(pattern)
            return succeed(await sites.view())
          },
        ),
        'app:sites.remove': where(
          (managed, _payload) => areSitesFree(managed),
          async ({ pattern }) => {
            await sites.remove(pattern)
            return succeed(await sites.view())
          },
        ),
        'app:settings.get': async () => succeed(await readPageSettings()),
        'app:settings.set': where(({ isLocked }, _payload) => !isLocked, treatment.choose),
        'card:case.get': unlessOff(CARD, readCase),
        'card:config.get': unlessOff(CARD, readConfig),
        'card:texts.get': unlessOff(CARD, readTexts),
        'card:reference.find': unlessOff(CARD, findByReference),
        'app:panel.show': ({ windowId, focus }) => panels.show(windowId, focus),
        'card:open-panel': ({ subject }, { windowId }) => showSubject(windowId, subject),
        'app:health.get': createHealthReader({ account, relay }),
        ...createAdminHandlers({ account, relay, guard }),
        'card:taken.note': noteTaken,
        'card:lock': lock,
        ...pageHandlers,
        'page:lookup': unlessOff(['marks'], guard(pageHandlers['page:lookup'])),
        'page:load-card': unlessOff(CARD, pageHandlers['page:load-card']),
        'page:card': unlessOff(CARD, pageHandlers['page:card']),
      },
    })
    browser.runtime.onMessage.addListener(listenerOf(route))

    const menu = createMenu({
      menus: browser.contextMenus,
      openPanel: openPanelAt,
      showPanel: async (text, windowId) => showText(text, windowId ?? (await findCurrentWindow())),
      readManaged,
    })
    browser.contextMenus.onClicked.addListener((info, tab) => void menu.choose(info, tab).catch(report))

    const runCommand = createCommands({
      openPanel(tabId, windowId) {
        openPanelAt(tabId, windowId)
        return panels.show(windowId, undefined)
      },
      walk: createWalk({ documents, orders }),
      scan: viewer.scan,
    })
    browser.commands.onCommand.addListener((command, tab) => void runCommand(command, tab).catch(report))

    const omnibox = createOmnibox({
      findWindow: findCurrentWindow,
      suggest: (description) => browser.omnibox.setDefaultSuggestion({ description }),
      openPanel: (windowId) => panels.begin(windowId, openSidePanel(windowId)),
      showPanel: showText,
      readManaged,
      readIdPatterns,
    })
    browser.omnibox.onInputStarted.addListener(() => void omnibox.start().catch(report))
    browser.omnibox.onInputChanged.addListener(omnibox.change)
    browser.omnibox.onInputEntered.addListener((text) => void omnibox.enter(text).catch(report))

    const reconcile = () => void sites.reconcile().catch(report)
    browser.permissions.onAdded.addListener(reconcile)
    browser.permissions.onRemoved.addListener(reconcile)
    const onTurn = () => void sitesOff.refreshWhileOff().catch(report)
    browser.tabs.onActivated.addListener(onTurn)
    browser.tabs.onUpdated.addListener((_tabId, { status }) => {
      if (status === 'complete') onTurn()
    })
    browser.windows.onFocusChanged.addListener(onTurn)
    browser.tabs.onRemoved.addListener((tabId) => {
      documents.forgetTab(tabId).catch(report)
      tickets.forgetTab(tabId).catch(report)
    })
    browser.runtime.onStartup.addListener(() => void account.resume('browser-start').catch(report))
    browser.runtime.onUpdateAvailable.addListener(() => void account.prepareUpdate().catch(report))
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'update') account.resume('update').catch(report)
      menu.install().catch(report)
      sites.restart().catch(report)
    })

    const obey = () => {
      account.obey().catch(report)
      menu.install().catch(report)
      reconcile()
    }
    watchManaged(obey, new AbortController().signal)

    closeToContentScripts().catch(report)
    shown.forgetIdle().catch(report)
    panels.forgetOld().catch(report)
    recents.forgetIdle().catch(report)
    account.obey().catch(report)
    reconcile()
  },
})

export default background
