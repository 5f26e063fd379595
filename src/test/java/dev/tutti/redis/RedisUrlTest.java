package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a URL says and what it must not give away. */
class RedisUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          redis://h                     | false | [h:6379]          | -    | -    | 0
          redis://h:1/2                 | false | [h:1]             | -    | -    | 2
          rediss://u:p@h:1              | true  | [h:1]             | u    | p    | 0
          redis://:p@h                  | false | [h:6379]          | -    | p    | 0
          redis://u:a%40b+c%3A@h/       | false | [h:6379]          | u    | a@b+c: | 0
          redis://a:1,b,[::1]:3,[::2]/4 | false | [a:1, b:6379, ::1:3, ::2:6379] | - | - | 4
          """)
  void partsOfAUrl(
      String text, boolean tls, String servers, String user, String password, int database) {
    RedisUrl url = RedisUrl.parse(text);
    assertThat(url.tls()).isEqualTo(tls);
    assertThat(url.servers()).hasToString(servers);
    assertThat(url.login().user()).isEqualTo(user);
    assertThat(url.login().password()).isEqualTo(password);
    assertThat(url.database()).isEqualTo(database);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u:secret@h",
        "redis://u:secret@",
        "redis://u:secret@h:port",
        "redis://u:secret@h:0",
        "redis://u:secret@h/one",
        "redis://u:secret@h:1,,h:2"
      })
  void aBadUrlIsRefusedWithoutItsPassword(String text) {
    assertThatThrownBy(() -> RedisUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
  }

  @Test
  void aPasswordIsNeverShown() {
    assertThat(RedisUrl.parse("redis://u:secret@h").toString()).doesNotContain("secret");
  }
}
