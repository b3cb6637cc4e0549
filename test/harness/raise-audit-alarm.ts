import type { Page } from 'playwright-core'

/** From a page of ours that says what the alarm means, as if the relay's record had become shorter. */
export async function raiseRecordAlarm(page: Page): Promise<void> {
  const alarm = page.getByText('Tell your compliance officer')
  // The background may be keeping a newer head of the record at this very moment, and this would be lost.
  for (let tries = 0; tries < 5 && !(await alarm.isVisible()); tries++) {
    await page.evaluate(async () => {
      const { auditWitnesses } = await chrome.storage.local.get<{
        auditWitnesses: { alarm: unknown }[]
      }>('auditWitnesses')
      for (const witness of auditWitnesses) witness.alarm = { kind: 'backwards', at: Date.now(), told: '' }
      await chrome.storage.local.set({ auditWitnesses })
    })
    await alarm.waitFor({ timeout: 2_000 }).catch(() => {})
  }
  await alarm.waitFor()
}
