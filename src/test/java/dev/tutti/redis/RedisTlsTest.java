package dev.tutti.redis;

import static dev.tutti.redis.LinkFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.redis.RedisConfig.Adapter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The link over TLS to a server that asks for a password. */
@EnabledIf("dev.tutti.redis.TestRedis#hasShardedChannels")
class RedisTlsTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String PASSWORD = "changeit";
  private static final Script ONE = Script.of("return 1");

  @TempDir static Path directory;

  private final LinkFixture fixture = new LinkFixture();
  private static TestRedis redis;
  private static int tlsPort;

  @BeforeAll
  static void start() throws Exception {
    Path store = directory.resolve("store.p12");
    makeKey(store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] certificate = keys.getCertificate("redis").getEncoded();
    Path crt = pem("redis.crt", "CERTIFICATE", certificate);
    byte[] privateKey = keys.getKey("redis", PASSWORD.toCharArray()).getEncoded();
    Path key = pem("redis.key", "PRIVATE KEY", privateKey);
    tlsPort = TestRedis.freePort();
    redis =
        TestRedis.start(
            "--tls-port",
            Integer.toString(tlsPort),
            "--tls-cert-file",
            crt.toString(),
            "--tls-key-file",
            key.toString(),
            "--tls-ca-cert-file",
            crt.toString(),
            "--tls-auth-clients",
            "no",
            "--requirepass",
            "secret");
    System.setProperty(TRUST_STORE, store.toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
  }

  @AfterEach
  void closeLinks() {
    fixture.close();
  }

  @AfterAll
  static void stop() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
    redis.close();
  }

  @Test
  void aTrustedServerIsSpokenToAndAsked() throws Exception {
    RedisLink link = fixture.open(config("rediss://:secret@127.0.0.1:" + tlsPort));
    assertThat(await(link.run(ONE, List.of("k"), List.of()))).isEqualTo(1L);
  }

  @Test
  void aServerOfAnotherNameIsNot() {
    RedisLink link = fixture.open(config("rediss://:secret@localhost:" + tlsPort));
    assertUnavailable(link, "No name matching localhost");
  }

  @Test
  void aWrongPasswordIsAnOutage() {
    RedisLink link = fixture.open(config("rediss://:wrong@127.0.0.1:" + tlsPort));
    assertUnavailable(link, "WRONGPASS");
  }

  private static void assertUnavailable(RedisLink link, String reason) {
    assertThatThrownBy(() -> await(link.run(ONE, List.of("k"), List.of())))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(RedisUnavailableException.class)
        .rootCause()
        .hasMessageContaining(reason);
  }

  private RedisConfig config(String text) {
    RedisUrl url = RedisUrl.parse(text);
    RedisConfig plain = redis.config();
    return new RedisConfig(
        plain.kind(),
        url.servers(),
        "",
        url.login(),
        RedisConfig.Login.NONE,
        0,
        url.tls(),
        Adapter.CLASSIC,
        plain.channelPrefix(),
        plain.keyPrefix(),
        plain.timing(),
        plain.bounds());
  }

  /** For 127.0.0.1 alone, trusted by itself. */
  private static void makeKey(Path store) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "redis",
            "-keyalg",
            "EC",
            "-dname",
            "CN=redis",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private static Path pem(String name, String type, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        directory.resolve(name),
        "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }
}
