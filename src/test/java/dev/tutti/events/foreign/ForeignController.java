package dev.tutti.events.foreign;

import dev.tutti.events.EventController;
import dev.tutti.events.OnEvent;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

/** A team's own controller, nothing of it public. */
@EventController
class ForeignController {
  @Inject BeanManager beans;

  @OnEvent("foreign")
  Reply handle(Request request) {
    return new Reply(request.text(), beans != null);
  }

  record Request(String text) {}

  record Reply(String text, boolean injected) {}
}
