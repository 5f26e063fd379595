package dev.tutti.conformance;

import dev.tutti.engineio.web.EchoEndpoint;
import dev.tutti.engineio.web.EchoFilter;
import dev.tutti.engineio.web.EchoServlet;
import java.io.File;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The server for conformance tests: the built WAR's two protocol layers with an application that
 * echoes, at {@code socket.io/} and {@code engine.io/}.
 */
public final class ConformanceWar {
  private static final String LAYERS =
      "/WEB-INF/(lib/.*|classes/META-INF/tutti/.*|classes/dev/tutti/(engineio|socketio)/.*)";

  private ConformanceWar() {}

  public static WebArchive create(String name) {
    File built = new File(System.getProperty("tutti.war", "target/tutti.war"));
    WebArchive war = ShrinkWrap.create(WebArchive.class, name);
    ShrinkWrap.create(ZipImporter.class, "tutti.war")
        .importFrom(built)
        .as(WebArchive.class)
        .getContent(Filters.include(LAYERS))
        .forEach(
            (path, node) -> {
              if (node.getAsset() != null) {
                war.add(node.getAsset(), path);
              }
            });
    return war.addClasses(
            ConformanceApplication.class,
            Echo.class,
            EchoEvents.class,
            EchoListener.class,
            EchoEndpoint.class,
            EchoFilter.class,
            EchoServlet.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }
}
