import * as v from 'valibot'
import { ROLES } from './permissions.ts'

export const RoleSchema = v.picklist(ROLES, `Must be one of ${ROLES.join(', ')}`)
