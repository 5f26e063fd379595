package dev.tutti.security;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/** Counts how often it is read, which every check of a signature does. */
final class CountedKey implements RSAPublicKey {
  private static final long serialVersionUID = 1;

  private final RSAPublicKey key;
  int reads;

  CountedKey(RSAPublicKey key) {
    this.key = key;
  }

  @Override
  public BigInteger getModulus() {
    reads++;
    return key.getModulus();
  }

  @Override
  public BigInteger getPublicExponent() {
    return key.getPublicExponent();
  }

  @Override
  public String getAlgorithm() {
    return key.getAlgorithm();
  }

  @Override
  public String getFormat() {
    return key.getFormat();
  }

  @Override
  public byte[] getEncoded() {
    reads++;
    return key.getEncoded();
  }
}
