package dev.tutti.it;

import dev.tutti.conformance.ConformanceWar;
import dev.tutti.it.control.ControlServlet;
import dev.tutti.it.foreign.FloodEvents;
import dev.tutti.it.foreign.GreetingEvents;
import dev.tutti.it.trivial.TrivialEndpoint;
import dev.tutti.it.trivial.TrivialServlet;
import java.io.File;
import java.net.URI;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.spi.ConfigSource;
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
  private static final String FOREIGN_CONFIG =
      """
      tutti.ack.style=error-first
      tutti.ping-interval=PT0.2S
      tutti.connect-timeout=PT1M
      tutti.rate-limit-default=1000/PT1M
      tutti.rate-limit-connection=1000/PT1M
      """;

  private Applications() {}

  /**
   * The WAR as it was built, the test's configuration in a jar beside its own, and what runs
   * inside.
   */
  static WebArchive tutti() {
    String key = "mp.jwt.verify.publickey=" + TestKeys.publicPem().replace("\n", "\\n") + "\n";
    return built()
        .addAsLibrary(configuration("it-config.jar", key))
        .addAsLibrary(jarOf(Assertions.class))
        .addClasses(ServicesIT.class, InsideTheServer.class, RawClient.class);
  }

  private static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /**
   * What a team makes of the classes jar: its own WAR, its own context root, controllers of its
   * own, development tokens, pings that come often.
   */
  static WebArchive foreign() {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "foreign.war")
            .addClasses(GreetingEvents.class, FloodEvents.class)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
            .addAsLibrary(new File("target/tutti-classes.jar"))
            .addAsResource(new StringAsset(FOREIGN_CONFIG), MP_CONFIG);
    Map<ArchivePath, Node> libraries = built().getContent(Filters.include("/WEB-INF/lib/.*\\.jar"));
    libraries.forEach((path, node) -> war.add(node.getAsset(), path));
    return war;
  }

  static WebArchive conformance() {
    return ConformanceWar.create("conformance.war");
  }

  /** What lets tests deploy and undeploy. */
  static WebArchive control() {
    return ShrinkWrap.create(WebArchive.class, "control.war").addClass(ControlServlet.class);
  }

  /**
   * The product with its keys at an issuer, to be deployed beside the one at the root.
   *
   * @param more lines of configuration
   */
  static WebArchive redeployed(URI issuersKeys, String more) {
    return beside("mp.jwt.verify.publickey.location=" + issuersKeys + "\n" + more);
  }

  /** The product with some Redis, to be deployed beside the one at the root. */
  static WebArchive shared(String redisUrl) {
    String key = "mp.jwt.verify.publickey=" + TestKeys.publicPem().replace("\n", "\\n") + "\n";
    return beside(key + "tutti.redis.url=" + redisUrl + "\ntutti.redis.max-back-off=PT0.2S\n");
  }

  private static WebArchive beside(String lines) {
    WebArchive war = built().addAsLibrary(configuration("beside-config.jar", lines));
    // Development tokens, which the foreign WAR has, bring a key of their own: one key too many.
    war.delete("/WEB-INF/classes/META-INF/services/" + ConfigSource.class.getName());
    return war;
  }

  /** Shows what the server keeps of any application. */
  static WebArchive trivial() {
    return ShrinkWrap.create(WebArchive.class, "trivial.war")
        .addClasses(TrivialServlet.class, TrivialEndpoint.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  private static WebArchive built() {
    File file = new File(System.getProperty("tutti.war", "target/tutti.war"));
    return ShrinkWrap.create(ZipImporter.class, "tutti.war").importFrom(file).as(WebArchive.class);
  }

  private static JavaArchive configuration(String name, String keys) {
    String text =
        """
        mp.jwt.verify.issuer=%s
        mp.jwt.verify.audiences=%s
        tutti.presence.followers=everyone
        tutti.presence.grace=PT1S
        """
            .formatted(TestKeys.ISSUER, TestKeys.AUDIENCE);
    return ShrinkWrap.create(JavaArchive.class, name)
        .addAsResource(new StringAsset(keys + text), MP_CONFIG);
  }
}
