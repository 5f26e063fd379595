package dev.tutti.admin;

/**
 * Settings of the server API.
 *
 * @param role what a caller's token must grant
 * @param maxBodyBytes the largest request body
 */
public record AdminConfig(String role, int maxBodyBytes) {

  public AdminConfig {
    if (role.isBlank()) {
      throw new IllegalArgumentException("role must not be blank");
    }
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("maxBodyBytes must be positive: " + maxBodyBytes);
    }
  }

  /** The defaults of the README's table. */
  public static AdminConfig defaults() {
    return new AdminConfig("tutti-backend", 1_000_000);
  }
}
