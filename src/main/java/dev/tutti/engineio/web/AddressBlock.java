package dev.tutti.engineio.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses in CIDR notation; a lone address is a block of one. */
final class AddressBlock {
  private final byte[] network;
  private final int prefixBits;

  private AddressBlock(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /**
   * @throws IllegalArgumentException if this is no block
   */
  static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException("trustedProxies must be addresses or blocks, not " + text);
    }
    int allBits = network.length * 8;
    int prefixBits = slash < 0 ? allBits : prefix(text.substring(slash + 1));
    if (prefixBits < 0 || prefixBits > allBits) {
      throw new IllegalArgumentException("trustedProxies has a bad prefix length in " + text);
    }
    return new AddressBlock(network, prefixBits);
  }

  boolean contains(String address) {
    byte[] bytes = bytes(address);
    if (bytes == null || bytes.length != network.length) {
      return false;
    }
    int whole = prefixBits / 8;
    if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
      return false;
    }
    int mask = 0xff00 >> prefixBits % 8 & 0xff;
    return mask == 0 || (bytes[whole] & mask) == (network[whole] & mask);
  }

  static boolean isAddress(String text) {
    return bytes(text) != null;
  }

  private static int prefix(String digits) {
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /** The address as bytes, null if the text is no literal: a name must never be looked up. */
  private static byte @Nullable [] bytes(String text) {
    boolean literal =
        text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    if (!literal) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      // Shaped like an address, but out of range.
      return null;
    }
  }
}
