package dev.tutti.security;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads key material in the forms that MicroProfile JWT 2.1 allows: a PEM public key or
 * certificate, a JWK, a JWKS, the latter two also in base64url.
 */
final class KeyParser {
  private static final System.Logger LOG = System.getLogger(KeyParser.class.getName());

  /** A token without a key id is tried with all keys of its algorithm. */
  private static final int MAX_KEYS = 64;

  /** RFC 8410: what stands before the 32 bytes of an Ed25519 key in its X.509 form. */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final List<String> KEY_FAMILIES = List.of("RSA", "EC", "Ed25519");

  private KeyParser() {}

  /**
   * The keys in a text.
   *
   * @throws GeneralSecurityException when there is none that can verify a token
   */
  static KeySet parse(String material) throws GeneralSecurityException {
    String text = material.strip();
    if (text.contains("-----BEGIN")) {
      return new KeySet(List.of(VerificationKey.of(pem(text), null, null)));
    }
    if (!text.startsWith("{")) {
      byte[] decoded = decode(text);
      String json = new String(decoded, StandardCharsets.UTF_8).strip();
      if (!json.startsWith("{")) {
        return new KeySet(List.of(VerificationKey.of(publicKey(decoded), null, null)));
      }
      text = json;
    }
    return json(text);
  }

  private static PublicKey pem(String text) throws GeneralSecurityException {
    if (text.contains("PRIVATE KEY-----")) {
      throw new GeneralSecurityException("this is a private key: a public one is needed");
    }
    String base64 = text.replaceAll("-----(BEGIN|END) [A-Z0-9 ]+-----", "");
    byte[] decoded = decode(base64);
    if (!text.contains("BEGIN CERTIFICATE")) {
      return publicKey(decoded);
    }
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(decoded))
        .getPublicKey();
  }

  private static byte[] decode(String base64) throws GeneralSecurityException {
    String plain = base64.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(plain);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the text is neither PEM nor a JWK nor a JWKS", e);
    }
  }

  private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
    for (String family : KEY_FAMILIES) {
      try {
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        LOG.log(Level.TRACE, "the key is not of the family {0}", family);
      }
    }
    throw new GeneralSecurityException("the key is neither RSA nor EC nor Ed25519");
  }

  private static KeySet json(String text) throws GeneralSecurityException {
    try {
      Map<String, Object> object = JSONObjectUtils.parse(text);
      if (!object.containsKey("keys")) {
        return new KeySet(List.of(verificationKey(JWK.parse(object))));
      }
      return usable(JWKSet.parse(object).getKeys());
    } catch (ParseException e) {
      // the parser's message may hold key material
      throw new GeneralSecurityException("the JWK or JWKS cannot be read");
    }
  }

  /** An issuer may publish keys for other purposes beside those that sign. */
  private static KeySet usable(List<JWK> published) throws GeneralSecurityException {
    List<VerificationKey> keys = new ArrayList<>();
    for (JWK key : published.subList(0, Math.min(MAX_KEYS, published.size()))) {
      if (signs(key)) {
        try {
          keys.add(verificationKey(key));
        } catch (GeneralSecurityException e) {
          LOG.log(Level.DEBUG, "jwks: a key is left out: {0}", e.getMessage());
        }
      }
    }
    if (keys.isEmpty()) {
      throw new GeneralSecurityException("the JWKS holds no key that can verify a token");
    }
    return new KeySet(keys);
  }

  private static boolean signs(JWK key) {
    boolean use = key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
    return use
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static VerificationKey verificationKey(JWK key) throws GeneralSecurityException {
    Algorithm algorithm = key.getAlgorithm();
    return VerificationKey.of(
        publicKey(key), key.getKeyID(), algorithm == null ? null : algorithm.getName());
  }

  private static PublicKey publicKey(JWK key) throws GeneralSecurityException {
    if (key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
      return edwards(pair.getDecodedX());
    }
    if (key instanceof AsymmetricJWK pair && !(key instanceof OctetKeyPair)) {
      try {
        return pair.toPublicKey();
      } catch (JOSEException e) {
        throw new GeneralSecurityException("the JWK holds no usable key", e);
      }
    }
    throw new GeneralSecurityException("the JWK holds no public key");
  }

  private static PublicKey edwards(byte @Nullable [] x) throws GeneralSecurityException {
    if (x == null || x.length != 32) {
      throw new GeneralSecurityException("an Ed25519 key has 32 bytes");
    }
    byte[] encoded = new byte[ED25519_PREFIX.length + x.length];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(x, 0, encoded, ED25519_PREFIX.length, x.length);
    return publicKey(encoded);
  }
}
