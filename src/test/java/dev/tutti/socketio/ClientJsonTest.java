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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void whatHasBeenCheckedHasNoLimits() {
    String name = "n".repeat(100_000);
    assertThat(ClientJson.member(new JsonText("{\"" + name + "\":1}"), name))
        .isEqualTo(new ClientJson.Member(JsonToken.VALUE_NUMBER_INT, "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "{\"a\":{\"b\":1},\"b\":\"x\",\"b\":2} => Member[token=VALUE_STRING, text=x]",
        "{\"b\":null} => Member[token=VALUE_NULL, text=null]",
        "{\"b\":{\"c\":1}} => Member[token=START_OBJECT, text={]",
        "{\"a\":[\"b\",{\"b\":1}]} => null",
        "{} => null",
        "[\"b\",1] => null",
        "\"b\" => null",
      })
  void theFirstMemberOfANameIsFound(String text, String member) {
    assertThat(String.valueOf(ClientJson.member(new JsonText(text), "b"))).isEqualTo(member);
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
