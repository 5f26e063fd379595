package dev.tutti.admin;

import dev.tutti.events.ForBlockingHandlers;
import dev.tutti.events.JacksonJsonCodec;
import dev.tutti.security.TokenVerifier;
import dev.tutti.socketio.JsonCodec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;

/** Puts the parts of the API together and hands them to CDI. */
@ApplicationScoped
class AdminBeans {

  @Produces
  @Singleton
  Answers answers(JsonCodec json) {
    return new Answers(json);
  }

  @Produces
  @Singleton
  Gate gate(
      TokenVerifier verifier,
      AdminConfig config,
      Answers answers,
      @ForBlockingHandlers Executor threads) {
    return new Gate(verifier, config, answers, threads);
  }

  @Produces
  @Singleton
  Body body(JacksonJsonCodec json, AdminConfig config) {
    return new Body(json, config.maxBodyBytes());
  }
}
