import { CANARY, CANARY_NUMBERS } from '../../common/canary.ts'
import type { JsonObject } from '../../common/json.ts'
import { createRandom, hash } from '../../common/random.ts'
import { PREFIX } from '../ids.ts'
import { APPS, DESKTOPS, type Device, PHONES } from '../story/devices.ts'
import { numberPart } from '../story/numbers.ts'
import { FARAWAY, HOMES, type Place } from '../story/places.ts'
import { AT_DESKTOP } from '../story/scenes.ts'
import { foldSession } from '../story/states.ts'
import type { SessionSetting } from '../story/story.ts'
import { readChosen, type Tale, type Told } from '../story/tale.ts'
import { hasSessionFingerprint } from '../versions.ts'
import { type Linkage, linkOne, type Naming, type Resource, type Writing, writeTime } from './resource.ts'

/** Every attribute that Persona lists, nulls included. https://docs.withpersona.com/api-reference/inquiry-sessions */
export function writeSession(tale: Tale, told: readonly Told[], index: number, writing: Writing): Resource {
  const setting = tale.sessions[index] ?? AT_DESKTOP
  const state = foldSession(told, index)
  const wasOpened = state.startedAt !== null
  const isRedacted = told.some((beat) => beat.name === 'inquiry.redacted')
  return {
    type: 'inquiry-session',
    id: writing.ids.write(PREFIX['inquiry-session'], numberPart(tale.owner, index)),
    attributes: {
      status: state.status,
      'created-at': writeTime(state.createdAt),
      'started-at': writeTime(state.startedAt),
      'expired-at': writeTime(state.expiredAt),
      ...(wasOpened ? writeVisit(tale, index, setting) : NO_VISIT),
      ...(wasOpened && !isRedacted ? writeWhereabouts(tale, index, setting) : NO_WHEREABOUTS),
      ...(hasSessionFingerprint(writing.version) ? { 'browser-fingerprint': `${CANARY}-fingerprint` } : {}),
      ...readChosen(told, { kind: 'inquiry-session', index }),
    },
    relationships: {
      inquiry: linkOne({ type: 'inquiry', id: writing.ids.write(PREFIX.inquiry, tale.owner) }),
      device: linkOne(wasOpened ? linkDevice(tale, index, writing) : null),
      network: linkOne(wasOpened ? linkNetwork(tale, index, writing) : null),
    },
  }
}

export function linkDevice(tale: Tale, index: number, { ids }: Naming): Linkage {
  return { type: 'device', id: ids.write(PREFIX.device, numberPart(tale.owner, index)) }
}

export function linkNetwork(tale: Tale, index: number, { ids }: Naming): Linkage {
  return { type: 'network', id: ids.write(PREFIX.network, numberPart(tale.owner, index)) }
}

function writeVisit(tale: Tale, index: number, setting: SessionSetting): JsonObject {
  const device = pickDevice(tale, setting)
  const place = pickPlace(tale, setting.place)
  return {
    'os-name': device.os,
    'os-full-version': device.osVersion,
    'device-type': device.type,
    'device-name': device.name,
    'browser-name': device.browser,
    'browser-full-version': device.browserVersion,
    'mobile-sdk-name': device.sdk,
    'mobile-sdk-full-version': device.sdkVersion,
    'device-handoff-method': setting.handoff,
    'is-proxy': false,
    'is-tor': setting.route === 'tor',
    'is-datacenter': setting.route === 'vpn' || setting.route === 'tor',
    'is-vpn': setting.route === 'vpn',
    'threat-level': rateThreat(tale, index, setting),
    'country-code': place.code,
    'country-name': place.country,
    'gps-country-code':
      setting.device === 'desktop' && !setting.gps
        ? null
        : pickPlace(tale, setting.gps ?? setting.place).code,
    'ip-connection-type': nameConnection(setting),
  }
}

/** What only a reveal may show. An IPv6 zone lets an address carry the canary and stay an address. */
function writeWhereabouts(tale: Tale, index: number, setting: SessionSetting): JsonObject {
  const random = createRandom(hash(tale.seed, 'whereabouts', index))
  const place = pickPlace(tale, setting.place)
  const hasGps = setting.device !== 'desktop'
  return {
    'ip-address': `2001:db8::${random.between(1, 0xfffe).toString(16)}%${CANARY}`,
    'user-agent': `${pickDevice(tale, setting).userAgent} ${CANARY}`,
    'region-code': `${place.regionCode}-${CANARY}`,
    'region-name': `${place.region} ${CANARY}`,
    latitude: random.pick(CANARY_NUMBERS),
    longitude: random.pick(CANARY_NUMBERS),
    'gps-latitude': hasGps ? random.pick(CANARY_NUMBERS) : null,
    'gps-longitude': hasGps ? random.pick(CANARY_NUMBERS) : null,
    'gps-precision': hasGps ? `precise-${CANARY}` : null,
    'ip-isp': `Tin Can Telephones ${CANARY}`,
    'network-organization': `Carrier Pigeon Cooperative ${CANARY}`,
  }
}

const NO_VISIT: JsonObject = {
  'os-name': null,
  'os-full-version': null,
  'device-type': null,
  'device-name': null,
  'browser-name': null,
  'browser-full-version': null,
  'mobile-sdk-name': null,
  'mobile-sdk-full-version': null,
  'device-handoff-method': null,
  'is-proxy': null,
  'is-tor': null,
  'is-datacenter': null,
  'is-vpn': null,
  'threat-level': null,
  'country-code': null,
  'country-name': null,
  'gps-country-code': null,
  'ip-connection-type': null,
}

const NO_WHEREABOUTS: JsonObject = {
  'ip-address': null,
  'user-agent': null,
  'region-code': null,
  'region-name': null,
  latitude: null,
  longitude: null,
  'gps-latitude': null,
  'gps-longitude': null,
  'gps-precision': null,
  'ip-isp': null,
  'network-organization': null,
}

/** One person keeps their phone, so a tale's sessions of one kind share a device. */
function pickDevice(tale: Tale, setting: SessionSetting): Device {
  const random = createRandom(hash(tale.seed, 'device', setting.device))
  return random.pick(setting.device === 'phone' ? PHONES : setting.device === 'app' ? APPS : DESKTOPS)
}

function pickPlace(tale: Tale, place: SessionSetting['place']): Place {
  const random = createRandom(hash(tale.seed, 'place'))
  return random.pick(place === 'home' ? HOMES : FARAWAY)
}

function rateThreat(tale: Tale, index: number, setting: SessionSetting): string {
  if (setting.route === 'tor') return 'high'
  if (setting.route === 'vpn') return 'medium'
  return createRandom(hash(tale.seed, 'threat', index)).chance(0.93) ? 'low' : 'unknown'
}

function nameConnection(setting: SessionSetting): string {
  return setting.route === 'vpn' || setting.route === 'tor' ? 'datacenter' : setting.route
}
