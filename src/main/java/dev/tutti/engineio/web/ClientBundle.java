package dev.tutti.engineio.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves the official client's script, which the build puts on the class path. Thread-safe. */
final class ClientBundle {
  private static final String FOLDER = "META-INF/tutti/client/";
  private static final Set<String> NAMES =
      Set.of(
          "socket.io.js",
          "socket.io.js.map",
          "socket.io.min.js",
          "socket.io.min.js.map",
          "socket.io.esm.min.js",
          "socket.io.esm.min.js.map",
          "socket.io.msgpack.min.js",
          "socket.io.msgpack.min.js.map");

  private final Map<String, String> tags = new ConcurrentHashMap<>();

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    byte[] content = reads ? content(request.getPathInfo()) : null;
    if (content == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    String name = request.getPathInfo().substring(1);
    String tag = tags.computeIfAbsent(name, key -> tag(content));
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "public, max-age=0");
    if (matches(request.getHeader("If-None-Match"), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(name.endsWith(".map") ? "application/json" : "application/javascript");
    response.setCharacterEncoding("UTF-8");
    response.setContentLength(content.length);
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(content);
    }
  }

  private static byte @Nullable [] content(@Nullable String path) throws IOException {
    String name = path == null || path.isEmpty() ? "" : path.substring(1);
    if (!NAMES.contains(name)) {
      return null;
    }
    ClassLoader loader = ClientBundle.class.getClassLoader();
    try (InputStream input = loader.getResourceAsStream(FOLDER + name)) {
      return input == null ? null : input.readAllBytes();
    }
  }

  private static boolean matches(@Nullable String condition, String tag) {
    return condition != null && (condition.equals("*") || condition.contains(tag));
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
