package dev.tutti.app;

import jakarta.enterprise.inject.Instance;

/** A part of the product that an application's own bean may stand in for. */
public final class Replaceable {

  private Replaceable() {}

  /**
   * The application's bean if it has one, else ours. Two of them are an error of the application,
   * which CDI reports by name.
   */
  public static <T> T by(Instance<T> beans, T standard) {
    return beans.isUnsatisfied() ? standard : beans.get();
  }
}
