package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Reads what the server wrote while all other integration tests ran. F91. */
@OnPayara
@Order(Integer.MAX_VALUE)
class ServerLogIT {
  /** Header and claims of a token begin with a JSON object in base64url. */
  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.");

  @Test
  void theLogHoldsNoTokenNoSessionIdAndNoPayload() throws IOException {
    String log = TestServer.log();
    List<String> secrets = Files.readAllLines(TestServer.SECRETS);

    assertThat(log).as("the log is this run's").contains("Payara Micro");
    assertThat(secrets).as("clients told their secrets").isNotEmpty();
    assertThat(secrets).noneMatch(secret -> !secret.isBlank() && log.contains(secret));
    assertThat(TOKEN.matcher(log).find()).as("something like a token").isFalse();
  }

  /** Those that start with CDI, before there is a servlet context, included. */
  @Test
  void theLogSaysWhereEachApplicationServes() throws IOException {
    assertThat(TestServer.log())
        .contains("tutti serves /socket.io/", "tutti serves /foreign/socket.io/");
  }
}
