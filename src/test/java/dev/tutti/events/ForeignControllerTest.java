package dev.tutti.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A controller of another archive, whose class loader is a child of ours. */
class ForeignControllerTest {
  private static final String PACKAGE = "dev.tutti.events.foreign.";

  @Test
  void packagePrivateHandlersOfAnotherClassLoaderSeeInjectedFields() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ForeignLoader foreign = new ForeignLoader();
    Thread.currentThread().setContextClassLoader(foreign);
    try {
      Class<?> controller = foreign.loadClass(PACKAGE + "ForeignController");
      assertThat(controller.getClassLoader()).isSameAs(foreign);
      try (EventFixture fixture = new EventFixture(controller)) {
        assertThat(fixture.emit(fixture.connect("alice"), "[\"foreign\",{\"text\":\"hi\"}]"))
            .containsExactly("43[{\"success\":true,\"text\":\"hi\",\"injected\":true}]");
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Loads the classes of one package itself. */
  private static final class ForeignLoader extends ClassLoader {
    ForeignLoader() {
      super(ForeignControllerTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        return name.startsWith(PACKAGE) ? define(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
