package dev.tutti.app.presence;

class MemoryPresenceStoreTest extends PresenceStoreContract {
  @Override
  PresenceStore create() {
    return new MemoryPresenceStore();
  }
}
