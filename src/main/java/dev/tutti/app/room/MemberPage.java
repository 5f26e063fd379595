package dev.tutti.app.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a room's members.
 *
 * @param users ids, in an order that stays from page to page
 * @param next the cursor of the next page, absent on the last one
 */
public record MemberPage(List<String> users, @Nullable String next) {
  public MemberPage {
    users = List.copyOf(users);
  }
}
