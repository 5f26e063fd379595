package dev.tutti.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A public key, ready to verify. It only knows algorithms of its own kind, so a key can never serve
 * as the secret of an HMAC. Equal to the same key with the same name and use, so that a key fetched
 * anew is known again. Thread-safe.
 */
final class VerificationKey {
  /** RFC 7518, section 3.3: smaller RSA keys must not be used. */
  private static final int MIN_RSA_BITS = 2048;

  private static final Set<String> RSA =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  private final PublicKey key;
  private final @Nullable String id;
  private final Set<String> algorithms;
  private final Check check;

  private VerificationKey(PublicKey key, @Nullable String id, Set<String> algorithms, Check check) {
    this.key = key;
    this.id = id;
    this.algorithms = algorithms;
    this.check = check;
  }

  /**
   * Prepares a key.
   *
   * @param id the {@code kid} that tokens name it by, null when it has none
   * @param algorithm the only algorithm it is for, null when it is for all of its kind
   * @throws GeneralSecurityException when the key is of no use
   */
  static VerificationKey of(PublicKey key, @Nullable String id, @Nullable String algorithm)
      throws GeneralSecurityException {
    Set<String> algorithms = algorithms(key);
    if (algorithm != null) {
      if (!algorithms.contains(algorithm)) {
        throw new GeneralSecurityException("the key cannot be used with " + algorithm);
      }
      algorithms = Set.of(algorithm);
    }
    return new VerificationKey(key, id, algorithms, check(key));
  }

  @Nullable String id() {
    return id;
  }

  boolean supports(String algorithm) {
    return algorithms.contains(algorithm);
  }

  /** Whether the signature is this key's. */
  boolean verifies(JWSHeader header, byte[] signed, Base64URL signature) {
    try {
      return check.verify(header, signed, signature);
    } catch (JOSEException | GeneralSecurityException malformed) {
      return false; // a signature that cannot be read is a wrong one
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof VerificationKey that
            && Objects.equals(id, that.id)
            && algorithms.equals(that.algorithms)
            && key.equals(that.key));
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, algorithms, key);
  }

  private static Set<String> algorithms(PublicKey key) throws GeneralSecurityException {
    if (key instanceof RSAPublicKey rsa) {
      if (rsa.getModulus().bitLength() < MIN_RSA_BITS) {
        throw new GeneralSecurityException("RSA keys need " + MIN_RSA_BITS + " bits");
      }
      return RSA;
    }
    if (key instanceof ECPublicKey ec) {
      Curve curve = Curve.forECParameterSpec(ec.getParams());
      if (Curve.P_256.equals(curve)) {
        return Set.of("ES256");
      }
      if (Curve.P_384.equals(curve)) {
        return Set.of("ES384");
      }
      if (Curve.P_521.equals(curve)) {
        return Set.of("ES512");
      }
    }
    if (key instanceof EdECPublicKey edwards && "Ed25519".equals(edwards.getParams().getName())) {
      return Set.of("EdDSA");
    }
    throw new GeneralSecurityException("keys of this kind are not supported");
  }

  private static Check check(PublicKey key) throws GeneralSecurityException {
    try {
      if (key instanceof RSAPublicKey rsa) {
        return verifying(new RSASSAVerifier(rsa));
      }
      if (key instanceof ECPublicKey ec) {
        return verifying(new ECDSAVerifier(ec));
      }
    } catch (JOSEException e) {
      throw new GeneralSecurityException("the key is of no use", e);
    }
    return (header, signed, signature) -> verifyEdwards(key, signed, signature.decode());
  }

  private static Check verifying(JWSVerifier verifier) {
    return verifier::verify;
  }

  /** By the JDK: Nimbus would need a further library. */
  private static boolean verifyEdwards(PublicKey key, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update(signed);
    return verifier.verify(signature);
  }

  @FunctionalInterface
  private interface Check {
    boolean verify(JWSHeader header, byte[] signed, Base64URL signature)
        throws JOSEException, GeneralSecurityException;
  }
}
