package dev.tutti.app.session;

import jakarta.validation.constraints.NotNull;

/** Event {@code token-refresh}: a fresh token of the same user. */
record TokenRefresh(@NotNull String token) {

  /** Says nothing of the token: it must not reach a log. */
  @Override
  public String toString() {
    return "TokenRefresh";
  }
}
