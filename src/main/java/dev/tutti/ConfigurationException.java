package dev.tutti;

/** A configured value that cannot be used: the deployment fails with it. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String key, IllegalArgumentException cause) {
    super(key + ": " + cause.getMessage(), cause);
  }

  /** An area's record refuses values that each are fine, and says which. */
  ConfigurationException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
