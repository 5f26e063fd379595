package dev.tutti.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** The issuer of this run: a key pair that nobody has seen before and nobody keeps. */
final class TestKeys {
  static final String ISSUER = "https://issuer.test";
  static final String AUDIENCE = "tutti-tests";
  static final KeyPair ISSUER_KEYS = generate();

  /** Another issuer's keys, which the server does not know. */
  static final KeyPair STRANGER_KEYS = generate();

  private TestKeys() {}

  /** Leaves the keys for the server and for the clients in JavaScript. */
  static void write(Path directory) throws IOException {
    Files.writeString(directory.resolve("public.pem"), publicPem());
    Files.writeString(
        directory.resolve("private.pem"), pem("PRIVATE KEY", ISSUER_KEYS.getPrivate()));
  }

  static String publicPem() {
    return pem("PUBLIC KEY", ISSUER_KEYS.getPublic());
  }

  private static String pem(String type, Key key) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
