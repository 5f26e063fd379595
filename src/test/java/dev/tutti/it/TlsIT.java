package dev.tutti.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Clients over TLS that Payara itself ends; {@code writer.test.js} has what they get. */
@OnPayara
@Order(15)
class TlsIT {
  private static final int CLIENTS = 20;
  private static final String SENDER = "dev.tutti.engineio.web.TyrusFrameSender";
  private static final URI ROOT = TestServer.overTls(TestServer.tutti());

  /** Of the product, and of an application whose beans of Tutti's lie in a library. */
  @Test
  void framesGoToTheWriterOfTyrus() throws Exception {
    assertThat(TestServer.log().split("encoded frames go to the writer of tyrus", -1))
        .as("what stands around the line of each application")
        .hasSize(3);
    List<RawClient> clients = new ArrayList<>();
    try {
      HttpClient http = http(Version.HTTP_1_1);
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(joined(new RawClient.Socket(http, ROOT), i));
        RawClient other = new RawClient.Socket(http, TestServer.overTls(TestServer.foreign()));
        clients.add(other);
        other.await(packet -> packet.startsWith("0"));
      }
      assertThat(Histogram.of(TestServer.process()).instances().getOrDefault(SENDER, 0L))
          .as("connections that send by it")
          .isGreaterThanOrEqualTo(clients.size());
    } finally {
      for (RawClient client : clients) {
        client.abort();
      }
    }
  }

  /** As browsers do it, which no client library of the other tests does. */
  @Test
  void pollsOverHttp2() throws Exception {
    HttpClient http = http(Version.HTTP_2);
    HttpRequest page = HttpRequest.newBuilder(ROOT).build();
    assertThat(http.send(page, BodyHandlers.discarding()).version()).isEqualTo(Version.HTTP_2);

    RawClient alice = joined(new RawClient.Polling(http, ROOT), 0);
    RawClient bob = joined(new RawClient.Polling(http, ROOT), 1);
    alice.send("422[\"private-message\",{\"targetUserId\":\"tls-1\",\"message\":\"over two\"}]");

    assertThat(bob.await(packet -> packet.startsWith("42[\"private-message\"")))
        .contains("over two");
    assertThat(alice.await(packet -> packet.startsWith("432"))).contains("\"success\":true");
    alice.abort();
    bob.abort();
  }

  private static RawClient joined(RawClient client, int number) throws Exception {
    client.send("40{\"token\":\"" + Tokens.of("tls-" + number) + "\"}");
    client.await(packet -> packet.startsWith("40"));
    return client;
  }

  private static HttpClient http(Version version) throws GeneralSecurityException {
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, new TrustManager[] {new Everybody()}, new SecureRandom());
    return HttpClient.newBuilder().version(version).sslContext(trusting).build();
  }

  /** The certificate is the one that every Payara Micro has. */
  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
