package dev.tutti.events;

import java.util.List;
import java.util.stream.StreamSupport;

/** Several observers as one. */
record EventObservers(List<EventObserver> observers) implements EventObserver {

  static EventObserver of(Iterable<EventObserver> observers) {
    List<EventObserver> all = StreamSupport.stream(observers.spliterator(), false).toList();
    return all.size() == 1 ? all.get(0) : new EventObservers(all);
  }

  @Override
  public void handled(String event, Outcome outcome, String code, long nanos) {
    observers.forEach(observer -> observer.handled(event, outcome, code, nanos));
  }

  @Override
  public void rateLimited(String event, String scope) {
    observers.forEach(observer -> observer.rateLimited(event, scope));
  }

  @Override
  public void penalized(String penalty) {
    observers.forEach(observer -> observer.penalized(penalty));
  }
}
