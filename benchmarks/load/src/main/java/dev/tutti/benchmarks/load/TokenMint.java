package dev.tutti.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs RS256 tokens with the claims that MicroProfile JWT asks for. */
final class TokenMint {
  private static final long LIFETIME_SECONDS = 7200;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEAD = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}";

  private final PrivateKey key;
  private long serial;

  /**
   * @param pem a private key in PKCS#8
   */
  TokenMint(Path pem) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
    key =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  /** A token that nobody has seen: no server can have its signature in a cache. */
  String token(String user) throws GeneralSecurityException {
    long now = System.currentTimeMillis() / 1000;
    String body =
        """
        {"iss":"https://bench.example","aud":"realtime","sub":"%1$s","upn":"%1$s",\
        "preferred_username":"%1$s","username":"%1$s","groups":["user"],"jti":"%1$s-%2$d-%4$d",\
        "iat":%2$d,"exp":%3$d}"""
            .formatted(user, now, now + LIFETIME_SECONDS, System.nanoTime() + serial++);
    String signed = encoded(HEAD) + "." + encoded(body);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + BASE64.encodeToString(signature.sign());
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
