package dev.tutti.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Set;

/** The key pair that development tokens are signed with. */
final class DevelopmentKeys {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
  private static final String END = "\n-----END PRIVATE KEY-----\n";
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private DevelopmentKeys() {}

  /** A pair that nobody else has. */
  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  /**
   * The pair of all nodes that name the same file, PKCS #8 in PEM; the first one makes it, for its
   * owner's eyes only.
   *
   * @throws IllegalArgumentException when the file holds no such key
   */
  static KeyPair shared(Path file) {
    try {
      return create(file);
    } catch (FileAlreadyExistsException taken) {
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the key for development tokens cannot be kept", e);
    }
  }

  private static KeyPair create(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    KeyPair pair = generate();
    // Complete under another name first: a second node may look at any moment.
    Path parent = file.toAbsolutePath().getParent();
    Path complete = Files.createTempFile(parent, "tutti-key", ".pem", ownersEyesOnly(file));
    try {
      Files.writeString(
          complete, BEGIN + BASE64.encodeToString(pair.getPrivate().getEncoded()) + END);
      Files.createLink(file, complete);
    } finally {
      Files.delete(complete);
    }
    return pair;
  }

  private static FileAttribute<?>[] ownersEyesOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(
              Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
        }
        : new FileAttribute<?>[0];
  }

  private static KeyPair read(Path file) {
    try {
      String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      var key =
          (RSAPrivateCrtKey)
              rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
      return new KeyPair(
          rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
    } catch (IOException e) {
      throw new UncheckedIOException("the key for development tokens cannot be read", e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("no RSA key in PKCS #8: " + file, e);
    }
  }
}
