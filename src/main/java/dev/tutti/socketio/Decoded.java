package dev.tutti.socketio;

/** What a text message turns out to be: a whole packet, or one whose attachments follow. */
sealed interface Decoded permits Packet, PartialPacket {}
