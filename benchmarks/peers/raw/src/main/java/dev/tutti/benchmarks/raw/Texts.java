package dev.tutti.benchmarks.raw;

/**
 * The load generator's packets and Tutti's answers by place: {@code 42["…} without an ack, {@code
 * 421234567["…} with one of seven digits; stamps are 16 digits. Lengths are those of Tutti's own
 * packets; the run's report shows the bytes of a delivery on both.
 */
final class Texts {
  static final String OPEN =
      "0{\"sid\":\"abcdefghijklmnopqrst\",\"upgrades\":[],\"pingInterval\":25000,"
          + "\"pingTimeout\":20000,\"maxPayload\":1000000}";
  static final String CONNECT = "40{\"sid\":\"abcdefghijklmnopqrst\"}";
  static final String JOINED = "42[\"joined-room\",{\"room\":\"room-0\"}]";

  private static final String TIME = "2026-01-01T00:00:00.000Z";
  private static final String ID = "0123456789abcdefghijklmnop";
  private static final int EVENT = 4;
  private static final int ACKED_EVENT = 11;
  private static final int ACK_END = 9;
  private static final int STAMP_LENGTH = 16;
  private static final int SONG = "42[\"music-sync\",{\"action\":\"seek\",\"songId\":\"t".length();
  private static final int ECHO = "421234567[\"echo\",{\"text\":\"hello t".length();
  private static final int TARGET = "421234567[\"private-message\",{\"targetUserId\":\"".length();

  private final String user;
  private final String message;
  private final String beforeMessage;
  private final String beforeSent;
  private final int privateStamp;

  Texts(String user) {
    this.user = user;
    this.message =
        "\",\"currentTime\":12.5,\"room\":\"room-0\",\"userId\":\""
            + user
            + "\",\"timestamp\":\""
            + TIME
            + "\",\"serverTime\":1767225600000}]";
    this.beforeMessage =
        "42[\"private-message\",{\"senderId\":\""
            + user
            + "\",\"senderUsername\":\""
            + user
            + "\",\"message\":\"hello t";
    String partner = partner(user);
    this.beforeSent =
        "42[\"message-sent\",{\"targetUserId\":\"" + partner + "\",\"message\":\"hello t";
    this.privateStamp = TARGET + partner.length() + "\",\"message\":\"hello t".length();
  }

  /** Users 0 and 1, 2 and 3 and so on write to each other. */
  static String partner(String user) {
    int dash = user.indexOf('-');
    return user.substring(0, dash + 1) + (Integer.parseInt(user.substring(dash + 1)) ^ 1);
  }

  static Kind kind(String text) {
    if (text.charAt(0) == '3') {
      return Kind.PONG;
    }
    if (text.charAt(1) == '0') {
      return Kind.CONNECT;
    }
    if (text.charAt(2) == '[') {
      return text.charAt(EVENT) == 'j' ? Kind.JOIN : Kind.PUBLISH;
    }
    return text.charAt(ACKED_EVENT) == 'p' ? Kind.PRIVATE : Kind.ECHO;
  }

  String connected() {
    return "42[\"connected\",{\"message\":\"Connected successfully\",\"userId\":\""
        + user
        + "\",\"socketId\":\"abcdefghijklmnopqrst\"}]";
  }

  String musicSync(String text) {
    return "42[\"music-sync\",{\"action\":\"seek\",\"songId\":\"t"
        + text.substring(SONG, SONG + STAMP_LENGTH)
        + message;
  }

  String privateMessage(String text) {
    return beforeMessage
        + stamp(text)
        + " from the load generator\",\"timestamp\":\""
        + TIME
        + "\",\"id\":\""
        + ID
        + "\"}]";
  }

  String messageSent(String text) {
    return beforeSent
        + stamp(text)
        + " from the load generator\",\"timestamp\":\""
        + TIME
        + "\",\"id\":\""
        + ID
        + "\"}]";
  }

  static String ack(String text) {
    return "43"
        + text.substring(2, ACK_END)
        + "[{\"success\":true,\"id\":\""
        + ID
        + "\",\"timestamp\":\""
        + TIME
        + "\"}]";
  }

  static String echoAck(String text) {
    return "43"
        + text.substring(2, ACK_END)
        + "[{\"success\":true,\"text\":\"hello t"
        + text.substring(ECHO, ECHO + STAMP_LENGTH)
        + "\",\"number\":42}]";
  }

  private String stamp(String text) {
    return text.substring(privateStamp, privateStamp + STAMP_LENGTH);
  }
}
