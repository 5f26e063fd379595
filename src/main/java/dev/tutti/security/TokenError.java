package dev.tutti.security;

import java.util.Locale;

/** Why a token is refused for good; each with the code and the text that the client gets. */
public enum TokenError {
  TOKEN_MISSING("Authentication required"),
  TOKEN_MALFORMED("The token cannot be read"),
  TOKEN_TOO_LARGE("The token is too large"),
  TOKEN_ALGORITHM("The token's algorithm is not allowed"),
  TOKEN_SIGNATURE("The token's signature is wrong"),
  TOKEN_EXPIRED("The token has expired"),
  TOKEN_NOT_YET_VALID("The token is not valid yet"),
  TOKEN_TOO_OLD("The token is too old or lives too long"),
  TOKEN_ISSUER("The token's issuer is not accepted"),
  TOKEN_AUDIENCE("The token is meant for another audience"),
  TOKEN_SUBJECT("The token names no subject"),
  TOKEN_SUBJECT_MISMATCH("Two tokens name different subjects"),
  TOKEN_REVOKED("The token has been revoked");

  private final String message;

  TokenError(String message) {
    this.message = message;
  }

  /** The code on the wire, such as {@code token_expired}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String message() {
    return message;
  }
}
