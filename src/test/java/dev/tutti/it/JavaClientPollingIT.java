package dev.tutti.it;

import org.junit.jupiter.api.Order;

/** The official Java client over long polling. */
@OnPayara
@Order(11)
class JavaClientPollingIT extends JavaClientContract {
  JavaClientPollingIT() {
    super("polling");
  }
}
