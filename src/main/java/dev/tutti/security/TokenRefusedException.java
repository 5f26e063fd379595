package dev.tutti.security;

/** A token is refused for good. The message is for the client and says nothing of the token. */
public final class TokenRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final TokenError error;

  public TokenRefusedException(TokenError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public TokenError error() {
    return error;
  }
}
