package dev.tutti.it;

import dev.tutti.conformance.ConformanceWar;
import dev.tutti.it.foreign.GreetingEvents;
import java.io.File;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WARs that stand side by side on the test server. */
final class Applications {
  private static final String MP_CONFIG = "META-INF/microprofile-config.properties";

  private Applications() {}

  /**
   * The WAR as it was built, the test's configuration in a jar beside its own, and what runs
   * inside.
   */
  static WebArchive tutti() {
    return built()
        .addAsLibrary(configuration("it-config.jar", Map.of()))
        .addAsLibrary(jarOf(Assertions.class))
        .addClasses(ServicesIT.class, InsideTheServer.class, RawClient.class);
  }

  private static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /**
   * What a team makes of the classes jar: its own WAR, its own context root, one controller of its
   * own, development tokens.
   */
  static WebArchive foreign() {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "foreign.war")
            .addClass(GreetingEvents.class)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
            .addAsLibrary(new File("target/tutti-classes.jar"))
            .addAsResource(new StringAsset("tutti.ack.style=error-first\n"), MP_CONFIG);
    Map<ArchivePath, Node> libraries = built().getContent(Filters.include("/WEB-INF/lib/.*\\.jar"));
    libraries.forEach((path, node) -> war.add(node.getAsset(), path));
    return war;
  }

  static WebArchive conformance() {
    return ConformanceWar.create("conformance.war");
  }

  private static WebArchive built() {
    File file = new File(System.getProperty("tutti.war", "target/tutti.war"));
    return ShrinkWrap.create(ZipImporter.class, "tutti.war").importFrom(file).as(WebArchive.class);
  }

  private static JavaArchive configuration(String name, Map<String, String> more) {
    String text =
        """
        mp.jwt.verify.publickey=%s
        mp.jwt.verify.issuer=%s
        mp.jwt.verify.audiences=%s
        tutti.presence.followers=everyone
        tutti.presence.grace=PT1S
        """
            .formatted(
                TestKeys.publicPem().replace("\n", "\\n"), TestKeys.ISSUER, TestKeys.AUDIENCE);
    String rest =
        more.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    return ShrinkWrap.create(JavaArchive.class, name)
        .addAsResource(new StringAsset(text + rest), MP_CONFIG);
  }
}
