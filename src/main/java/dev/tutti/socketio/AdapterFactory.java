package dev.tutti.socketio;

/** Chooses the adapter of each namespace; an adapter for several nodes wraps the local one. */
@FunctionalInterface
public interface AdapterFactory {

  /** Keeps to this node. */
  AdapterFactory LOCAL = (namespace, local) -> local;

  /** The adapter of a namespace under construction: nothing may be called on it yet. */
  Adapter create(Namespace namespace, LocalAdapter local);
}
