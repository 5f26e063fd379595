package dev.tutti;

import dev.tutti.events.EventController;
import dev.tutti.events.OnEvent;
import dev.tutti.events.RequiresRole;
import dev.tutti.security.User;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;

/** The README's example of an own event. */
@EventController
class WelcomeEvents {
  record Person(@NotBlank String name) {}

  record Welcome(String text) {}

  @OnEvent("welcome")
  @RequiresRole("host")
  Welcome welcome(User host, @Valid Person person) {
    return new Welcome("Welcome " + person.name() + ", says " + host.name());
  }
}
