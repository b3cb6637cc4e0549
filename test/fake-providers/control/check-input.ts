import * as v from 'valibot'
import { ControlError } from './control-error.ts'

export function checkInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  const [issue] = result.issues
  const path = v.getDotPath(issue)
  throw new ControlError(path === null ? issue.message : `${path}: ${issue.message}`)
}
