package dev.tutti.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of one issuer at one time. */
record KeySet(List<VerificationKey> keys) {

  KeySet {
    keys = List.copyOf(keys);
  }

  /**
   * The keys that may have signed a token: the one that it names; else, since key material without
   * ids serves tokens with any, those without; all when the token names none.
   */
  List<VerificationKey> candidates(@Nullable String keyId, String algorithm) {
    List<VerificationKey> fitting = keys.stream().filter(key -> key.supports(algorithm)).toList();
    if (keyId == null) {
      return fitting;
    }
    List<VerificationKey> named = fitting.stream().filter(key -> keyId.equals(key.id())).toList();
    return named.isEmpty() ? fitting.stream().filter(key -> key.id() == null).toList() : named;
  }
}
