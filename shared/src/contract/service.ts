/** By what a relay is known, and the contract that it speaks. */
export const API_VERSION = 1
export const SERVICE = 'inquiry-lens-relay'
