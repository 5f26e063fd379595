package dev.tutti.events;

/**
 * What makes two events of a user the same one, on whatever connection they come.
 *
 * @param user the sender's id
 * @param clientMessageId the id that the client gave the event
 */
public record AnswerKey(String user, String namespace, String event, String clientMessageId) {}
