package dev.tutti.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/** The JSON between nodes: how it is read, and the marks in it that stand for binary values. */
final class WireJson {
  /** How deep what other nodes send may nest. */
  static final int MAX_DEPTH = 200;

  /** Stands for an attachment, up to its number. */
  static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":";

  /** The same JSON, when it is meant as data. */
  static final String ESCAPED_PLACEHOLDER = "{\"\\u005fplaceholder\":true,\"num\":";

  // Redis bounds a message's size. The pool is this class's own: no container thread keeps buffers
  // after an undeploy.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private WireJson() {}

  static JsonParser parser(String text) throws IOException {
    return JSON.createParser(text);
  }

  /** Appends a text as a JSON string. */
  static void quote(String text, StringBuilder to) {
    to.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, to);
    to.append('"');
  }
}
