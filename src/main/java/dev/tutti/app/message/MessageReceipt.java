package dev.tutti.app.message;

/** What the ack of {@code private-message} tells. */
record MessageReceipt(String id, String timestamp) {}
