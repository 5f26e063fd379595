package dev.tutti.security;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a token that passed: all that decides whether it would pass again, and
 * nothing that could be shown in its place.
 *
 * @param keyId the {@code kid} of its header
 * @param algorithm the {@code alg} of its header
 * @param key the key whose signature it bears
 */
record VerifiedToken(
    @Nullable String keyId, String algorithm, VerificationKey key, TokenTimes times, User user) {}
