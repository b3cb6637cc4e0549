/** Apart from the constants, so that a page that names a provider carries no schemas. */
import * as v from 'valibot'
import { ENVIRONMENTS } from './description.ts'
import { PROVIDER_IDS } from './registry.ts'

export const ProviderIdSchema = v.picklist(PROVIDER_IDS, `Must be one of ${PROVIDER_IDS.join(', ')}`)
export const EnvironmentSchema = v.picklist(ENVIRONMENTS)
