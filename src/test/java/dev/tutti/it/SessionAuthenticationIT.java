package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Which requests Payara's own authentication still sees, and what it then says. */
@OnPayara
@Order(30)
class SessionAuthenticationIT {
  private static final URI ENDPOINT =
      TestServer.tutti().resolve("socket.io/?EIO=4&transport=polling");
  private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
  private static final String BAD = "Bearer not.a.token";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void requestsOfSessionsPassTheMechanismBy() throws IOException {
    assertThat(TestServer.log()).contains("sessions at /socket.io/ pass the authentication");
  }

  @Test
  void aPollIsServedWithoutTokenAndRefusedForABadOne() throws Exception {
    URI session = session();

    HttpResponse<String> refused = get(session, "Authorization", BAD);
    HttpResponse<String> posted =
        http.send(
            HttpRequest.newBuilder(session)
                .POST(BodyPublishers.ofString("40{\"token\":\"" + Tokens.of("polls") + "\"}"))
                .build(),
            BodyHandlers.ofString());
    HttpResponse<String> polled = get(session);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(posted.body()).isEqualTo("ok");
    assertThat(polled.body()).startsWith("40{");
  }

  @Test
  void aHandshakeWithABadTokenIsRefused() throws Exception {
    assertThat(get(ENDPOINT, "Authorization", BAD).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionIdOpensNothingElse() throws Exception {
    URI statistics = TestServer.tutti().resolve("api/stats?sid=" + sid());

    assertThat(get(statistics).statusCode()).isEqualTo(401);
    assertThat(get(statistics, "Authorization", BAD).statusCode()).isEqualTo(401);
  }

  private URI session() throws Exception {
    return URI.create(ENDPOINT + "&sid=" + sid());
  }

  private String sid() throws Exception {
    Matcher sid = SID.matcher(get(ENDPOINT).body());
    assertThat(sid.find()).isTrue();
    return Tokens.secret(sid.group(1));
  }

  private HttpResponse<String> get(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
