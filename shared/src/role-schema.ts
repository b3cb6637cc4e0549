import * as v from 'valibot'
import { ROLES } from './roles.ts'

export const RoleSchema = v.picklist(ROLES, `Must be one of ${ROLES.join(', ')}`)
