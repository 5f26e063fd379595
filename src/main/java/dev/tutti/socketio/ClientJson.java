package dev.tutti.socketio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Jackson's parsers for what clients wrote, also where other nodes pass it on. */
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

  /**
   * A member of an object.
   *
   * @param token the first of its value
   * @param text of that token: all of the value when it is no object and no array
   */
  public record Member(JsonToken token, String text) {}

  /** The first member of a name; null when there is none, or the text is no object. */
  public static @Nullable Member member(JsonText text, String name) {
    try (JsonParser parser = CHECKED.createParser(text.text())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(name);
        JsonToken value = parser.nextToken();
        if (found) {
          return new Member(value, parser.getText());
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("the text has been validated", e);
    }
  }
}
