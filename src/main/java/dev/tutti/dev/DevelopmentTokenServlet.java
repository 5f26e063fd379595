package dev.tutti.dev;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tutti.security.TokenConfig;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /dev/token {sub, name, groups}} answers {@code {token}}, to this machine alone and
 * only while development tokens are what the server trusts; else there is nothing here (404).
 */
@WebServlet("/dev/token")
public class DevelopmentTokenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_BODY_BYTES = 4_096;
  private static final JsonMapper JSON = new JsonMapper();

  @Inject transient @Nullable TokenConfig config;

  private transient @Nullable DevelopmentTokens tokens;

  @Override
  public void init() {
    // A real key in the configuration wins, and development tokens would not pass.
    if (DevelopmentTokens.switchedOn() && trusted(DevelopmentTokens.shared())) {
      tokens = DevelopmentTokens.shared();
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DevelopmentTokens issuer = tokens;
    if (issuer == null || !LocalRequest.is(request)) {
      answer(response, 404, Map.of("error", "not found"));
    } else if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      answer(response, 405, Map.of("error", "POST {sub, name, groups}"));
    } else if (!json(request)) {
      // a foreign page can send plain text without asking first, but not JSON
      answer(response, 415, Map.of("error", "Content-Type must be application/json"));
    } else {
      issue(issuer, request, response);
    }
  }

  void use(DevelopmentTokens issuer) {
    tokens = issuer;
  }

  private void issue(
      DevelopmentTokens issuer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      answer(response, 413, Map.of("error", "the body is too large"));
      return;
    }
    JsonNode fields = read(body);
    String subject = fields.path("sub").asText();
    if (subject.isBlank()) {
      answer(response, 400, Map.of("error", "sub is needed: {sub, name, groups}"));
      return;
    }
    String name = fields.path("name").asText(subject);
    List<String> groups = new ArrayList<>();
    fields.path("groups").forEach(group -> groups.add(group.asText()));
    answer(response, 200, Map.of("token", issuer.issue(subject, name, groups, Instant.now())));
  }

  private boolean trusted(DevelopmentTokens candidates) {
    return config != null
        && config.publicKey().filter(candidates.publicKey()::equals).isPresent()
        && config.issuer().filter(DevelopmentTokens.ISSUER::equals).isPresent()
        && config.audiences().contains(DevelopmentTokens.AUDIENCE);
  }

  private static boolean json(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  private static JsonNode read(byte[] body) throws IOException {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException malformed) {
      return JSON.createObjectNode(); // lacks what is needed, and is told so
    }
  }

  private static void answer(HttpServletResponse response, int status, Map<String, String> body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(JSON.writeValueAsString(body));
  }
}
