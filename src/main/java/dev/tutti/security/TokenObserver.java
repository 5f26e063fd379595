package dev.tutti.security;

/** Hears of tokens being verified, for metrics: count and return. */
public interface TokenObserver {

  /** Hears nothing. */
  TokenObserver NONE = new TokenObserver() {};

  /** The signature was known from an earlier verification. */
  default void signatureKnown() {}

  /** The signature had to be checked, right or wrong. */
  default void signatureChecked() {}
}
