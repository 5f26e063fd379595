package dev.tutti.security;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Issues good tokens and forged ones, without the library that verifies them. */
public final class TestIssuer {
  public static final String ISSUER = "https://sso.example.com";
  public static final String AUDIENCE = "tutti";

  private static final KeyPair RSA = generate("RSA", null);

  private TestIssuer() {}

  /** One RSA key pair for all tests: making it is slow. */
  public static KeyPair rsa() {
    return RSA;
  }

  static KeyPair newRsa() {
    return generate("RSA", null);
  }

  static KeyPair newEc(String curve) {
    return generate("EC", curve);
  }

  static KeyPair newEd25519() {
    return generate("Ed25519", null);
  }

  /** A configuration that trusts {@link #rsa()}. */
  public static TokenConfig config(Map<String, String> changes) {
    Map<String, String> values = new HashMap<>();
    values.put(TokenConfig.PUBLIC_KEY, pem(RSA));
    values.put(TokenConfig.ISSUER, ISSUER);
    values.put(TokenConfig.AUDIENCES, AUDIENCE);
    values.putAll(changes);
    return TokenConfig.from(
        key -> Optional.ofNullable(values.get(key)).filter(text -> !text.isEmpty()));
  }

  /** The claims of a good token. */
  public static Map<String, Object> claims(Instant now) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", "alice");
    claims.put("username", "Alice");
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
    return claims;
  }

  static Map<String, Object> claims(Instant now, String name, Object value) {
    Map<String, Object> claims = claims(now);
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return claims;
  }

  /** A good token. */
  public static String token(Map<String, Object> claims) {
    return sign(Map.of("alg", "RS256", "typ", "JWT"), claims, RSA.getPrivate());
  }

  static String sign(Map<String, Object> header, Map<String, Object> claims, PrivateKey key) {
    return signText(header, JSONObjectUtils.toJSONString(claims), key);
  }

  static String signText(Map<String, Object> header, String payload, PrivateKey key) {
    String input = encode(header) + "." + Base64URL.encode(payload);
    try {
      return input + "." + Base64URL.encode(signature((String) header.get("alg"), input, key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hmac(Map<String, Object> header, Map<String, Object> claims, byte[] secret) {
    String input = encode(header) + "." + encode(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return input + "." + Base64URL.encode(mac.doFinal(ascii(input)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(Map<String, Object> json) {
    return Base64URL.encode(JSONObjectUtils.toJSONString(json)).toString();
  }

  static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static byte[] signature(String algorithm, String input, PrivateKey key)
      throws GeneralSecurityException {
    String name =
        switch (algorithm) {
          case "RS256" -> "SHA256withRSA";
          case "RS384" -> "SHA384withRSA";
          case "RS512" -> "SHA512withRSA";
          case "PS256" -> "RSASSA-PSS";
          case "ES256" -> "SHA256withECDSAinP1363Format";
          case "ES384" -> "SHA384withECDSAinP1363Format";
          case "ES512" -> "SHA512withECDSAinP1363Format";
          case "EdDSA" -> "Ed25519";
          default -> throw new IllegalArgumentException(algorithm);
        };
    Signature signer = Signature.getInstance(name);
    if (algorithm.equals("PS256")) {
      signer.setParameter(
          new java.security.spec.PSSParameterSpec(
              "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
    }
    signer.initSign(key);
    signer.update(ascii(input));
    return signer.sign();
  }

  private static KeyPair generate(String family, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (curve != null) {
        generator.initialize(new ECGenParameterSpec(curve));
      } else if (family.equals("RSA")) {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
