package dev.tutti.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.sym.CharsToNameCanonicalizer;
import java.io.IOException;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class ClientJsonTest {

  /** Else a client could fill a table that lives as long as the server, before it signs in. */
  @Test
  void namesOfClientsAreNotKept() throws Exception {
    JsonFactory kept = new JsonFactory();
    JsonFactory ours = ClientJson.factory(StreamReadConstraints.defaults()).build();
    parseNames(kept);
    parseNames(ours);
    assertThat(names(kept)).isEqualTo(1000);
    assertThat(names(ours)).isZero();
  }

  @Test
  void whatHasBeenCheckedHasNoLimits() throws IOException {
    String name = "n".repeat(100_000);
    try (JsonParser parser = ClientJson.parser(new JsonText("{\"" + name + "\":1}"))) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      assertThat(parser.nextFieldName()).isEqualTo(name);
    }
  }

  private static void parseNames(JsonFactory factory) throws IOException {
    for (int i = 0; i < 1000; i++) {
      try (JsonParser parser = factory.createParser("{\"name" + i + "\":1}")) {
        parser.nextToken();
        parser.nextFieldName();
      }
    }
  }

  /** How many are in the factory's table: Jackson tells no other way. */
  private static int names(JsonFactory factory) throws ReflectiveOperationException {
    Field table = JsonFactory.class.getDeclaredField("_rootCharSymbols");
    table.setAccessible(true);
    return ((CharsToNameCanonicalizer) table.get(factory)).makeChild().size();
  }
}
