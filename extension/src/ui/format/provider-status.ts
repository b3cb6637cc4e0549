import type { Session } from '@inquiry-lens/shared/domain/model.ts'

/** As the provider says it, both halves where both say something: `PENDING · STARTED`. */
export const formatProviderStatus = ({ status, flow }: Pick<Session, 'status' | 'flow'>): string =>
  flow?.progress && flow.progress !== status ? `${status} · ${flow.progress}` : status
