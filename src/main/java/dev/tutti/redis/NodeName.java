package dev.tutti.redis;

import java.util.UUID;

/** What the other nodes know this one by: of one run of one process. */
public record NodeName(String value) {

  /** A name that no other run has. */
  public static NodeName random() {
    return new NodeName(UUID.randomUUID().toString().replace("-", ""));
  }
}
