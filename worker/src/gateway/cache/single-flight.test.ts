import { expect, it } from 'vitest'
import { createSingleFlight } from './single-flight.ts'

it('joins whoever asks while it is under way, and departs anew after that', async () => {
  const flights = createSingleFlight<number>()
  let departures = 0
  let land = (_: number) => {}
  const depart = () => {
    departures++
    return new Promise<number>((settle) => {
      land = settle
    })
  }
  const first = flights.join('key', depart)
  const second = flights.join('key', depart)
  expect([first.joined, second.joined, departures]).toEqual([false, true, 1])
  expect([flights.isUnderWay('key'), flights.isUnderWay('another')]).toEqual([true, false])
  land(7)
  expect(await Promise.all([first.landing, second.landing])).toEqual([7, 7])
  expect(flights.isUnderWay('key')).toBe(false)
  expect(flights.join('key', depart).joined).toBe(false)
})

it('a flight that crashes is not joined for ever', async () => {
  const flights = createSingleFlight<number>()
  const crashed = flights.join('key', () => Promise.reject(new Error('gone')))
  await expect(crashed.landing).rejects.toThrow('gone')
  expect(await flights.join('key', async () => 1).landing).toBe(1)
})
