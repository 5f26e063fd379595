package dev.tutti.it;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The official JavaScript client, and bare frames, under Node: {@code src/test/js}. */
@OnPayara
@Order(100)
class JavaScriptClientIT {

  /** The system property {@code js} names single files. */
  @Test
  void everyTestOfTheJavaScriptClientPasses() throws Exception {
    String files = System.getProperty("js", "");
    NodeTests.run(Map.of(), files.isBlank() ? new String[0] : files.split(","));
  }
}
