package dev.tutti.security;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a user of claims, as configured. */
final class UserMapper {
  /** OpenID Connect Core, section 2: a subject has at most 255 characters. */
  private static final int MAX_SUBJECT_LENGTH = 255;

  private static final int MAX_NAME_CODE_POINTS = 128;

  private final List<String> nameClaims;
  private final List<ClaimPath> rolePaths;
  private final Duration clockSkew;
  private final Duration maxLifetime;

  UserMapper(TokenConfig config) {
    nameClaims = config.nameClaims();
    rolePaths = config.rolePaths();
    clockSkew = config.clockSkew();
    maxLifetime = config.maxLifetime();
  }

  /**
   * The user that the claims speak of.
   *
   * @throws TokenRefusedException when they name no usable subject
   */
  User user(Claims claims) {
    String subject = claims.text("sub");
    if (subject == null || !usable(subject)) {
      throw new TokenRefusedException(TokenError.TOKEN_SUBJECT);
    }
    Instant issuedAt = claims.time("iat");
    return new User(
        subject,
        name(claims, subject),
        roles(claims),
        claims.text("iss"),
        claims.text("sid"),
        claims.text("jti"),
        issuedAt,
        end(claims.time("exp"), issuedAt));
  }

  private @Nullable Instant end(@Nullable Instant expiry, @Nullable Instant issuedAt) {
    Instant end = expiry == null ? null : expiry.plus(clockSkew);
    Instant last = issuedAt == null ? null : issuedAt.plus(maxLifetime);
    return end == null || (last != null && last.isBefore(end)) ? last : end;
  }

  /** A subject becomes part of room names and keys: nothing invisible, nothing ill-formed. */
  private static boolean usable(String subject) {
    return !subject.isBlank()
        && subject.length() <= MAX_SUBJECT_LENGTH
        && subject.codePoints().noneMatch(UserMapper::unusable);
  }

  private static boolean unusable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private String name(Claims claims, String subject) {
    return nameClaims.stream()
        .map(claim -> shown(claims.text(claim)))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(subject);
  }

  private static String shown(@Nullable String claim) {
    if (claim == null) {
      return "";
    }
    return Normalizer.normalize(claim, Normalizer.Form.NFC)
        .codePoints()
        .filter(codePoint -> !unusable(codePoint))
        .limit(MAX_NAME_CODE_POINTS)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  private Set<String> roles(Claims claims) {
    Set<String> roles = new LinkedHashSet<>(Claims.texts(claims.get("groups")));
    for (ClaimPath path : rolePaths) {
      roles.addAll(Claims.texts(path.in(claims)));
    }
    return roles;
  }
}
