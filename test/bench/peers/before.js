globalThis.ID = /\binq_[1-9A-HJ-NP-Za-km-z]{24}\b/g
