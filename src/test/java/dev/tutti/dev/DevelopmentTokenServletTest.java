package dev.tutti.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.engineio.ManualScheduler;
import dev.tutti.security.TokenConfig;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a development token. */
class DevelopmentTokenServletTest {
  private static final String ALICE = "{\"sub\":\"alice\",\"name\":\"Alice\",\"groups\":[\"a\"]}";

  private final Map<String, String> headers =
      new HashMap<>(Map.of("Host", "localhost:8080", "Content-Type", "application/json"));
  private final StringWriter answer = new StringWriter();
  private String address = "127.0.0.1";
  private String method = "POST";
  private int status;

  @Test
  void givesThisMachineATokenForAnyone() throws IOException {
    post(servlet(true), ALICE);

    assertThat(status).isEqualTo(200);
    assertThat(answer.toString()).matches("\\{\"token\":\"[\\w-]+\\.[\\w-]+\\.[\\w-]+\"}");
  }

  @Test
  void isNotThereWhenSwitchedOff() throws IOException {
    post(servlet(false), ALICE);

    assertThat(status).isEqualTo(404);
  }

  @Test
  void isNotThereWhileTheServerTrustsAnotherKey() {
    DevelopmentTokens tokens = new DevelopmentTokens();

    assertThat(DevelopmentTokenServlet.trusts(config(Map.of()), tokens)).isFalse();
    Map<String, String> own =
        Map.of(
            TokenConfig.PUBLIC_KEY, tokens.publicKey(),
            TokenConfig.ISSUER, DevelopmentTokens.ISSUER,
            TokenConfig.AUDIENCES, DevelopmentTokens.AUDIENCE);
    assertThat(DevelopmentTokenServlet.trusts(config(own), tokens)).isTrue();
    for (String key : own.keySet()) {
      Map<String, String> changed = new HashMap<>(own);
      changed.put(key, "another");
      assertThat(DevelopmentTokenServlet.trusts(config(changed), tokens)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "::1, Host, localhost, 200",
    "0:0:0:0:0:0:0:1, Host, [::1]:8080, 200",
    "127.0.0.1, Host, 127.0.0.1:8080, 200",
    "127.0.0.1, Origin, http://localhost:5173, 200",
    "192.168.1.7, Host, localhost, 404",
    "127.0.0.1, Host, evil.example, 404",
    "127.0.0.1, Host, localhost.evil.example, 404",
    "127.0.0.1, Host, 127.0.0.1.evil.example, 404",
    "127.0.0.1, Origin, https://evil.example, 404",
    "127.0.0.1, Origin, null, 404",
    "127.0.0.1, Origin, ::, 404",
    "127.0.0.1, X-Forwarded-For, 127.0.0.1, 404",
    "127.0.0.1, Forwarded, for=127.0.0.1, 404",
    "127.0.0.1, Via, 1.1 proxy, 404",
    "127.0.0.1, Content-Type, text/plain, 415",
  })
  void answersToThisMachineAlone(String from, String header, String value, int expected)
      throws IOException {
    address = from;
    headers.put(header, value);

    post(servlet(true), ALICE);
    assertThat(status).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"{}, 400", "'', 400", "nonsense, 400", "'{\"sub\":\" \"}', 400", "[1], 400"})
  void asksForASubject(String body, int expected) throws IOException {
    post(servlet(true), body);

    assertThat(status).isEqualTo(expected);
  }

  @Test
  void refusesALargeBody() throws IOException {
    post(servlet(true), " ".repeat(5_000));

    assertThat(status).isEqualTo(413);
  }

  @Test
  void wantsAPost() throws IOException {
    method = "GET";
    post(servlet(true), "");

    assertThat(status).isEqualTo(405);
  }

  private static TokenConfig config(Map<String, String> values) {
    return TokenConfig.from(key -> Optional.ofNullable(values.get(key)));
  }

  private static DevelopmentTokenServlet servlet(boolean on) {
    DevelopmentTokenServlet servlet = new DevelopmentTokenServlet();
    servlet.use(on ? new DevelopmentTokens() : null, new ManualScheduler()::now);
    return servlet;
  }

  private void post(DevelopmentTokenServlet servlet, String body) throws IOException {
    servlet.service(
        proxy(
            HttpServletRequest.class,
            (proxy, called, args) -> request(called.getName(), args, body)),
        proxy(
            HttpServletResponse.class, (proxy, called, args) -> response(called.getName(), args)));
  }

  private Object request(String called, Object[] args, String body) {
    return switch (called) {
      case "getRemoteAddr" -> address;
      case "getMethod" -> method;
      case "getHeader" -> headers.get((String) args[0]);
      case "getContentType" -> headers.get("Content-Type");
      case "getInputStream" -> new Body(body);
      default -> throw new UnsupportedOperationException(called);
    };
  }

  private Object response(String called, Object[] args) {
    switch (called) {
      case "setStatus" -> status = (int) args[0];
      case "getWriter" -> {
        return new PrintWriter(answer);
      }
      case "setContentType", "setCharacterEncoding", "setHeader" -> {}
      default -> throw new UnsupportedOperationException(called);
    }
    return null;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static final class Body extends ServletInputStream {
    private final InputStream bytes;

    Body(String text) {
      bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
