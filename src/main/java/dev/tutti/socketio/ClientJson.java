package dev.tutti.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** Jackson's parsers for what clients wrote. */
public final class ClientJson {
  /** The transport bounds a packet's size: what is not converted needs no limits of its own. */
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** For texts that have been checked before. */
  private static final JsonFactory CHECKED = factory(bounded(UNLIMITED)).build();

  private ClientJson() {}

  /**
   * A factory that keeps nothing of what it parses. By default Jackson keeps up to 12,000 names of
   * any length in a table for ever, and buffers with the thread, which on a container's threads
   * outlive an undeploy.
   */
  public static JsonFactoryBuilder factory(StreamReadConstraints limits) {
    JsonFactoryBuilder builder = new JsonFactoryBuilder();
    return builder
        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
        .streamReadConstraints(limits)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
  }

  /** No limit but on how deep arrays and objects may nest: for texts that are not converted. */
  public static StreamReadConstraints bounded(int maxDepth) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(maxDepth)
        .maxStringLength(UNLIMITED)
        .maxNameLength(UNLIMITED)
        .maxNumberLength(UNLIMITED)
        .build();
  }

  /** The tokens of a text, placeholders as the objects that they are. */
  public static JsonParser parser(JsonText text) throws IOException {
    return CHECKED.createParser(text.text());
  }
}
