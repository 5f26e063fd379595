package dev.tutti.security;

/** The token cannot be judged now: the issuer's keys cannot be had. */
public final class VerificationUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VerificationUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
