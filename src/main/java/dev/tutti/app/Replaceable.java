package dev.tutti.app;

import jakarta.enterprise.inject.Instance;
import java.util.Optional;

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

  /**
   * The application's bean if it has one, else the one that the nodes share if they share one, else
   * ours.
   */
  public static <T> T by(Instance<T> beans, Instance<Optional<T>> shared, T standard) {
    return by(beans, shared.isUnsatisfied() ? standard : shared.get().orElse(standard));
  }
}
