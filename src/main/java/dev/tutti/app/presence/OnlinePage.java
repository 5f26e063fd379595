package dev.tutti.app.presence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the users who are online.
 *
 * @param users ids, in an order that stays from page to page
 * @param next the cursor of the next page, absent on the last one
 */
public record OnlinePage(List<String> users, @Nullable String next) {
  public OnlinePage {
    users = List.copyOf(users);
  }
}
