import type { BackgroundDefinition } from 'wxt'
import { defineBackground } from 'wxt/utils/define-background'
import { createAccountKeeper } from '../background/account.ts'
import { createAdminHandlers } from '../background/admin-requests.ts'
import { createAdmission } from '../background/admission.ts'
import { createBadge } from '../background/badge.ts'
import { createCardTickets } from '../background/card-tickets.ts'
import { createCaseReader } from '../background/cases.ts'
import { createCommands } from '../background/commands.ts'
import { createConfigReader } from '../background/config.ts'
import { createConnectionTest } from '../background/connection.ts'
import { createFinderHints } from '../background/finder-hints.ts'
import { createGoverned } from '../background/governed.ts'
import { createHeads } from '../background/heads.ts'
import { createHealthReader } from '../background/health.ts'
import { createKnownConfig } from '../background/known-config.ts'
import { createListMemory } from '../background/list-memory.ts'
import { createListReader } from '../background/lists.ts'
import { createLock } from '../background/lock.ts'
import { createLookups } from '../background/lookups.ts'
import { createMenu } from '../background/menu.ts'
import { createNewSessions } from '../background/new-sessions.ts'
import { createOmnibox } from '../background/omnibox.ts'
import { createPageDocuments } from '../background/page-documents.ts'
import { createPageReports } from '../background/page-reports.ts'
import { createPageHandlers } from '../background/page-requests.ts'
import { createTreatment, readPageSettings } from '../background/page-treatment.ts'
import { createPageViewer } from '../background/page-viewer.ts'
import { createPanels, findFocus } from '../background/panel.ts'
import { createPersonReader } from '../background/person.ts'
import { createRecentCases } from '../background/recent-cases.ts'
import { createReferenceReader } from '../background/references.ts'
import { checkRelay } from '../background/relay-check.ts'
import { createRelayChoice } from '../background/relay-choice.ts'
import { createRelayClient } from '../background/relay-client.ts'
import { createRevealer } from '../background/reveals.ts'
import { createRouter, listenerOf } from '../background/router.ts'
import { createSampleRelay, listSamples } from '../background/sample/sample-relay.ts'
import { createShownMemory } from '../background/shown-memory.ts'
import { createSitePages } from '../background/site-pages.ts'
import { createSites } from '../background/sites.ts'
import { createSitesOff } from '../background/sites-off.ts'
import { createTakenNoter } from '../background/taken.ts'
import { createWalk } from '../background/walk.ts'
import { createWitnessDesk } from '../background/witness-desk.ts'
import { succeed } from '../failure.ts'
import { type Feature, type Managed, maySite } from '../managed.ts'
import type { Subject } from '../page/port.ts'
import { showBadge } from '../platform/action.ts'
import { browser } from '../platform/browser.ts'
import { readManaged, watchManaged } from '../platform/managed.ts'
import { pageOrders as orders } from '../platform/page-orders.ts'
import {
  registerPageScript,
  runCardScript,
  runFinderScript,
  runPageScript,
} from '../platform/page-scripts.ts'
import { giveBack, isGranted } from '../platform/permissions.ts'
import { classifySender } from '../platform/sender.ts'
import {
  hasSidePanel,
  hasTabs,
  openPanelTab,
  openSidePanel,
  openSidePanelAt,
} from '../platform/side-panel.ts'
import { closeToContentScripts } from '../platform/storage.ts'
import { findCurrentWindow, findTab, findTabs } from '../platform/tabs.ts'
import { rememberedProviders } from '../stored.ts'

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
