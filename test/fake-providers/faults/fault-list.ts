import type { Fault, FaultName } from './faults.ts'

export type Call = { readonly method: string; readonly pattern: string; readonly path: string }

export type FaultOf<Name extends FaultName> = Extract<Fault, { readonly fault: Name }>

export type FaultList = {
  replace(faults: readonly Fault[]): void
  /** The fault of that name which strikes this call; it is used up by one. */
  take<Name extends FaultName>(
    name: Name,
    call: Call,
    wanted?: (fault: FaultOf<Name>) => boolean,
  ): FaultOf<Name> | undefined
}

export function createFaultList(): FaultList {
  let faults: readonly Fault[] = []
  const taken = new Map<Fault, number>()
  return {
    replace(list) {
      // Copies: one object given twice counts twice.
      faults = list.map((fault) => ({ ...fault }))
      taken.clear()
    },
    take<Name extends FaultName>(name: Name, call: Call, wanted = (_: FaultOf<Name>) => true) {
      const isNamed = (fault: Fault): fault is FaultOf<Name> => fault.fault === name
      const strikes = (fault: Fault) =>
        matchesPath(fault.path, call) && (taken.get(fault) ?? 0) < (fault.times ?? Number.POSITIVE_INFINITY)
      const struck = faults.filter(isNamed).find((fault) => strikes(fault) && wanted(fault))
      if (struck !== undefined) taken.set(struck, (taken.get(struck) ?? 0) + 1)
      return struck
    },
  }
}

function matchesPath(pattern: string | undefined, call: Call): boolean {
  if (pattern === undefined || pattern === call.pattern) return true
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(call.path)
}
