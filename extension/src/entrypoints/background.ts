/** Wires the background and starts it. */
import type { BackgroundDefinition } from 'wxt'
import { defineBackground } from 'wxt/utils/define-background'
import { createCommands, createMenu, createOmnibox } from '../background/launchers/launchers.ts'
import { createSidePanels, findFocus } from '../background/launchers/side-panel.ts'
import { createLive } from '../background/live/live.ts'
import { createCaseReader, createRecentCases } from '../background/queries/cases.ts'
import { createConfigReader, createHealthReader, createKnownConfig } from '../background/queries/config.ts'
import { createCustomerReader, createPersonReader } from '../background/queries/customers.ts'
import { createActivityReader, createListReader, createNewSessions } from '../background/queries/lists.ts'
import { createLookupReader } from '../background/queries/lookups.ts'
import { createQueryCache } from '../background/queries/query-cache.ts'
import { createWatches } from '../background/queries/watches.ts'
import { createLiveOrSample, createRelayClient } from '../background/relay/client.ts'
import { checkRelay, createConnectionTest } from '../background/relay/connection.ts'
import { createRouter, listenerOf } from '../background/router.ts'
import { createSampleRelay, listSamples } from '../background/samples/sample-relay.ts'
import { createAccountKeeper } from '../background/session/account.ts'
import { createAuditCheckpoints, createWitnessHandlers } from '../background/session/audit-checkpoints.ts'
import { createLock, wherePolicyAllows } from '../background/session/lock.ts'
import { migrateStorage } from '../background/session/migrations.ts'
import { createRecordCopy, createRevealer } from '../background/session/requests.ts'
import { createAccessCheck, createCardTokens } from '../background/tabs/card-tokens.ts'
import { createDisplayModes, createSitePages, readPageSettings } from '../background/tabs/display-mode.ts'
import {
  createBadge,
  createPageDocuments,
  createReplyInserter,
  createTabWalk,
  pageCommands,
  showBadge,
} from '../background/tabs/documents.ts'
import { createFinderHints, createPageHandlers } from '../background/tabs/page-requests.ts'
import { createPageReports, createPageViewer } from '../background/tabs/scan.ts'
import { createSites, createSitesOff } from '../background/tabs/sites.ts'
import { readBackgroundWords } from '../locales/background.ts'
import { ok } from '../messages/failure.ts'
import type { Subject } from '../page/background-port.ts'
import { closeToContentScripts } from '../platform/background-storage.ts'
import { browser } from '../platform/browser.ts'
import { openSidePanel } from '../platform/pages.ts'
import { giveBack, isGranted } from '../platform/permissions.ts'
import {
  maySite,
  type Policy,
  readManagedPolicy as readManaged,
  watchManagedPolicy,
} from '../platform/policy.ts'
import {
  findBeside,
  findInParent,
  registerPageScript,
  runCardScript,
  runFinderScript,
  runInsertScript,
  runOverlayScript,
  runPageScript,
} from '../platform/scripts.ts'
import { classifySender } from '../platform/sender.ts'
import { hasSidePanel, hasTabs, openPanelTab, openSidePanelAt } from '../platform/side-panel.ts'
import { holdLocal } from '../platform/storage.ts'
import { findCurrentWindow, findTab, findTabs, findTabsInView } from '../platform/tabs.ts'
import { cachedGlance, cachedProviders, chosenLanguage, liveState } from '../stored.ts'

/** IDs asked for within this time share one look-up. */
const GATHER_MS = 15

const WATCH_ALARM = 'watches'

/** Whether the agent may change their own sites. */
const areSitesFree = ({ sites, isLocked }: Policy) => sites === undefined && !isLocked

/** Wires the background. Listeners are added before the first `await`: an event that wakes us is delivered to them alone. */
const background: BackgroundDefinition = defineBackground({
  type: 'module',
  main() {
    const self = { id: browser.runtime.id, origin: new URL(browser.runtime.getURL('')).origin }
    const now = Date.now
    const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
    const timeLimit = (milliseconds: number) => AbortSignal.timeout(milliseconds)
    const report = (error: unknown) => console.error(error)
    const readSamples = async () => (await fetch(browser.runtime.getURL('samples.json'))).text()
    holdLocal(migrateStorage().catch(report))

    const checkpoints = createAuditCheckpoints({ now, report })
    const relay = createLiveOrSample(
      () =>
        createRelayClient({
          fetch,
          now,
          isOnline: () => navigator.onLine,
          timeLimit,
          ownOrigin: self.origin,
          beginCheck: checkpoints.beginCheck,
        }),
      () => createSampleRelay({ now, readSamples }),
    )
    const documents = createPageDocuments({ commands: pageCommands })
    const refreshBadge = createBadge({ documents })
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
      commands: pageCommands,
      documents,
      refreshBadge,
      readManaged,
      readOff: sitesOff.read,
      now,
    })
    const notifySites = createSitePages({ sites, findTabs, commands: pageCommands })
    const displayMode = createDisplayModes({ documents, commands: pageCommands, notifySites, now })
    const { notifyPages } = displayMode
    const cache = createQueryCache({ now })
    const live = createLive({
      open: (url, protocols) => new WebSocket(url, protocols),
      state: liveState,
      async refreshMarks(caseIds) {
        lookups.forget(caseIds)
        await Promise.all([displayMode.refreshStates(), watches.checkEnded()])
      },
      refreshWatches: (hasChanged) => (hasChanged ? watches.checkNow() : watches.checkSocket()),
      async listMarks() {
        const inView = await Promise.all((await findTabsInView()).map((tab) => documents.listFinds(tab)))
        return inView.flatMap(({ ids }) => ids)
      },
      now,
      random: Math.random,
      after(milliseconds, run, abort) {
        const timer = setTimeout(run, milliseconds)
        abort.addEventListener('abort', () => clearTimeout(timer), { once: true })
      },
      report,
    })
    const watches = createWatches({
      account: { use: (request) => account.use(request) },
      relay,
      follow: live.follow,
      readManaged,
      setAlarm: (isOn) =>
        isOn ? browser.alarms.create(WATCH_ALARM, { periodInMinutes: 1 }) : browser.alarms.clear(WATCH_ALARM),
      async showEnded() {
        await Promise.all([showBadge(undefined, 0), ...(await findTabs()).map(({ id }) => refreshBadge(id))])
      },
      now,
    })
    const forgetShown = async () => {
      lookups.forgetAll()
      await Promise.all([
        cache.forgetAll(),
        live.stop(),
        watches.hide(),
        recents.forgetAll(),
        cachedProviders.remove(),
        panels.forgetAll(),
      ])
    }
    const account = createAccountKeeper({
      relay,
      now,
      readManaged,
      async forgetShown() {
        await Promise.all([forgetShown(), watches.forget()])
      },
      notifyPages,
    })
    const recents = createRecentCases({ account, now })
    const { checkGuards, lock } = createLock({
      now,
      forgetShown,
      notifyPages,
      readManaged,
    })
    const lookups = createLookupReader({
      account,
      relay,
      followMarks: live.followMarks,
      now,
      gather: () => wait(GATHER_MS),
    })
    const lists = { account, relay, cache, live }
    const readCase = createCaseReader({ account, relay, lookups, cache, live })
    const recordCopy = createRecordCopy(account, relay, readManaged)
    const witness = createWitnessHandlers(account, checkpoints)
    const readConfig = createConfigReader({ account, relay, checkpoints, keepSitesOff: sitesOff.keep })
    const { readKnown, readIdPatterns, readTexts } = createKnownConfig({ readConfig })
    const panels = createSidePanels({ hasTabs, hasSidePanel, openPanelTab, wait, now })

    const reports = createPageReports({
      documents,
      commands: pageCommands,
      readDisplayMode: displayMode.read,
      refreshBadge,
    })
    const viewer = createPageViewer({
      sites,
      documents,
      reports,
      findTab,
      run: runPageScript,
      readBeside: findBeside,
      timeLimit,
      readManaged,
    })
    const noteSessions = createNewSessions({ notifySites, cache })
    const findByReference = createCustomerReader({ account, relay, readIdPatterns })
    const tokens = createCardTokens()
    const insertReply = createReplyInserter({
      commands: pageCommands,
      run: runInsertScript,
      recordCopy,
      readManaged,
    })
    const openPanelAt = (tabId: number, windowId: number) => panels.begin(windowId, openSidePanelAt(tabId))
    const openPanelFor = (sender: { tabId: number; windowId: number }) =>
      openPanelAt(sender.tabId, sender.windowId)
    const showSubject = (windowId: number, { id, isReference }: Subject) =>
      panels.show(windowId, isReference ? { reference: id } : { case: id })
    const showText = async (text: string, windowId: number | undefined) =>
      panels.show(windowId, await findFocus(text, readIdPatterns))

    const pageHandlers = createPageHandlers({
      lookups,
      reports,
      tokens,
      runOverlay: runOverlayScript,
      runCard: runCardScript,
      findInParent,
      commands: pageCommands,
      findHints: createFinderHints({ makeSalt: () => crypto.randomUUID(), readKnown }),
      runFinder: runFinderScript,
      showPanel: showSubject,
    })

    const route = createRouter({
      classify: (sender) => classifySender(sender, self),
      isAllowed: createAccessCheck({ sites, refreshOff: sitesOff.refresh, viewer, tokens }),
      checkGuards,
      forward: (name, payload) => account.use((credentials) => relay.forward(credentials, name, payload)),
      inGesture: new Map([
        ['page:open-panel', openPanelFor],
        ['card:open-panel', openPanelFor],
      ]),
      report,
      handlers: {
        'app:account.pair': async (request) => {
          const paired = await account.pair(request)
          if (paired.ok) checkWatches()
          return paired
        },
        'app:account.try-samples': account.trySamples,
        'app:samples.list': async () => ok({ items: listSamples(await readSamples()) }),
        'app:account.sign-out': account.signOut,
        'app:relay.check': ({ relay: typed }) => checkRelay(relay, typed),
        'app:connection.test': createConnectionTest({ account, relay }),
        'app:config.get': readConfig,
        'app:texts.get': readTexts,
        'app:sessions.list': createListReader('app:sessions.list', lists, (...newest) => {
          noteSessions(...newest).catch(report)
        }),
        'app:events.list': createListReader('app:events.list', lists, (events) => lookups.noteEvents(events)),
        'app:activity.get': createActivityReader(lists),
        'app:lookup': ({ ids }) => lookups.lookUp(ids),
        'app:case.get': readCase,
        'app:customer.find': findByReference,
        'app:recents.note': recents.note,
        'app:recents.clear': recents.clear,
        'app:watches.check': watches.check,
        'app:watches.add': watches.add,
        'app:watches.rename': watches.rename,
        'app:watches.end': watches.end,
        'app:glance.note': (glance) =>
          account.use(async ({ abort }, person) => {
            await cache.write(cachedGlance, person, (_, stamp) => ({ ...glance, ...stamp }), abort)
            return ok(null)
          }),
        'app:person.find': createPersonReader({ account, relay }),
        'app:reveal': createRevealer(account, relay),
        'app:copy.record': recordCopy,
        'app:reply.insert': async ({ tabId, ...reply }) =>
          (await viewer.isGranted(tabId)) ? insertReply({ tabId }, reply) : ok('no-editor'),
        'app:witness.find': witness.find,
        'app:witness.resolve': witness.resolve,
        'app:lock': lock,
        'app:page.look': ({ tabId }) => viewer.look(tabId),
        'app:page.scan': ({ tabId }) => viewer.scan(tabId),
        'app:sites.list': async () => ok(await sites.view()),
        'app:sites.add': wherePolicyAllows(
          readManaged,
          (policy, { pattern }) => maySite(policy, pattern),
          async ({ pattern }) => {
            await sites.add(pattern)
            return ok(await sites.view())
          },
        ),
        'app:sites.remove': wherePolicyAllows(readManaged, areSitesFree, async ({ pattern }) => {
          await sites.remove(pattern)
          return ok(await sites.view())
        }),
        'app:settings.get': async () => ok(await readPageSettings()),
        'app:settings.set': wherePolicyAllows(readManaged, ({ isLocked }) => !isLocked, displayMode.choose),
        'card:case.get': readCase,
        'card:watches.add': watches.add,
        'card:watches.end': watches.end,
        'card:config.get': readConfig,
        'card:texts.get': readTexts,
        'card:customer.find': findByReference,
        'app:panel.show': ({ windowId, focus }) => panels.show(windowId, focus),
        'card:open-panel': ({ subject }, { windowId }) => showSubject(windowId, subject),
        'app:health.get': createHealthReader({ account, relay }),
        'app:audit.status': () => account.use(relay.auditStatus),
        'card:copy.record': recordCopy,
        'card:reply.insert': async ({ cardToken, ...reply }, { tabId }) =>
          insertReply({ tabId, documentId: (await tokens.pageOf(cardToken)) ?? '' }, reply),
        'card:lock': lock,
        ...pageHandlers,
      },
    })
    browser.runtime.onMessage.addListener(listenerOf(route))

    const menu = createMenu({
      menus: browser.contextMenus,
      openPanel: openPanelAt,
      showPanel: async (text, windowId) => showText(text, windowId ?? (await findCurrentWindow())),
      readManaged,
      readWords: readBackgroundWords,
    })
    browser.contextMenus.onClicked.addListener((info, tab) => void menu.choose(info, tab).catch(report))

    const runCommand = createCommands({
      openPanel(tabId, windowId) {
        openPanelAt(tabId, windowId)
        return panels.show(windowId, undefined)
      },
      walk: createTabWalk({ documents, commands: pageCommands }),
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
      readWords: readBackgroundWords,
    })
    browser.omnibox.onInputStarted.addListener(() => void omnibox.start().catch(report))
    browser.omnibox.onInputChanged.addListener(omnibox.change)
    browser.omnibox.onInputEntered.addListener((text) => void omnibox.enter(text).catch(report))

    const reconcile = () => void sites.reconcile().catch(report)
    browser.permissions.onAdded.addListener(reconcile)
    browser.permissions.onRemoved.addListener(reconcile)
    const onTabChange = () => void sitesOff.refreshWhileOff().catch(report)
    browser.tabs.onActivated.addListener(onTabChange)
    browser.tabs.onUpdated.addListener((_tabId, { status }) => {
      if (status === 'complete') onTabChange()
    })
    browser.windows.onFocusChanged.addListener(onTabChange)
    browser.tabs.onRemoved.addListener((tabId) => {
      documents.forgetTab(tabId).catch(report)
      tokens.forgetTab(tabId).catch(report)
    })
    const checkWatches = () => void watches.checkIfDue().catch(report)
    browser.alarms.onAlarm.addListener(({ name }) => name === WATCH_ALARM && checkWatches())
    const installMenu = () => void menu.install().catch(report)
    browser.runtime.onStartup.addListener(() => {
      account.resume('browser-start').catch(report)
      // The browser's own language changes with a restart.
      installMenu()
    })
    browser.runtime.onUpdateAvailable.addListener(() => void account.prepareUpdate().catch(report))
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'update') account.resume('update').catch(report)
      installMenu()
      sites.restart().catch(report)
    })

    const enforcePolicy = () => {
      account.enforcePolicy().catch(report)
      installMenu()
      reconcile()
      void watches.checkEnded().catch(report)
    }
    watchManagedPolicy(enforcePolicy, new AbortController().signal)
    chosenLanguage.watch(installMenu, new AbortController().signal)

    closeToContentScripts().catch(report)
    cache.forgetIdle().catch(report)
    panels.forgetOld().catch(report)
    recents.forgetIdle().catch(report)
    account.enforcePolicy().catch(report)
    checkWatches()
    reconcile()
  },
})

export default background
