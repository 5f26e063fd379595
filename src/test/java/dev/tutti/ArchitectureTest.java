package dev.tutti;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.enterprise.inject.Disposes;
import jakarta.inject.Inject;
import jakarta.websocket.server.ServerEndpoint;
import java.util.ArrayList;
import java.util.List;

/** The layers of the architecture and their directions. */
@AnalyzeClasses(packages = "dev.tutti", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.tutti.";

  private static final DescribedPredicate<JavaMethod> HAVE_A_DISPOSED_PARAMETER =
      DescribedPredicate.describe(
          "have a disposed parameter",
          method ->
              method.getParameters().stream()
                  .anyMatch(parameter -> parameter.isAnnotatedWith(Disposes.class)));

  @ArchTest
  static final ArchRule engineIsPlainJava =
      classes()
          .that()
          .resideInAPackage("dev.tutti.engineio")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "dev.tutti.engineio");

  @ArchTest
  static final ArchRule socketIoKnowsTheEngineAndOneJsonParser =
      classes()
          .that()
          .resideInAPackage("dev.tutti.socketio")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson.core..",
              "dev.tutti.engineio",
              "dev.tutti.socketio");

  @ArchTest
  static final ArchRule onlyTheEdgeTouchesServletAndWebSocket =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tutti.engineio.web", "dev.tutti.dev")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "jakarta.websocket..");

  /** Endpoints are made without CDI, for each connection: nothing injects into them. */
  @ArchTest
  static final ArchRule endpointsNeedNoInjection =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(ServerEndpoint.class)
          .should()
          .beAnnotatedWith(Inject.class);

  /**
   * WildFly gives up a disposer whose own bean has gone before, and what it had to end lives on.
   */
  @ArchTest
  static final ArchRule disposersNeedNoBean =
      methods().that(HAVE_A_DISPOSED_PARAMETER).should().beStatic();

  /** A parser of Jackson's own making keeps the names that clients send for ever. */
  @ArchTest
  static final ArchRule clientsJsonIsParsedByClientJson =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tutti.dev")
          .and()
          .doNotHaveSimpleName("ClientJson")
          .should()
          .callConstructor(JsonFactory.class)
          .orShould()
          .callConstructor(JsonMapper.class)
          .orShould()
          .callMethod(JsonMapper.class, "builder")
          .orShould()
          .callMethod(JsonFactory.class, "builder");

  @ArchTest static final ArchRule webUsesTheEngineOnly = mayUse("engineio.web", "engineio");

  @ArchTest static final ArchRule securityUsesNothingOfOurs = mayUse("security");

  @ArchTest
  static final ArchRule eventsUseSocketIoAndSecurity =
      mayUse("events", "socketio", "security", "engineio");

  @ArchTest
  static final ArchRule sessionUsesTheLayersBelow =
      mayUse("app.session", "events", "socketio", "security", "engineio");

  @ArchTest
  static final ArchRule whatFeaturesShareUsesTheLayersBelow =
      mayUse("app", "app.session", "events", "socketio", "security", "engineio");

  @ArchTest static final ArchRule rooms = feature("app.room", "app.session");

  @ArchTest static final ArchRule presence = feature("app.presence", "app.session");

  @ArchTest static final ArchRule messages = feature("app.message", "app.session", "app.presence");

  @ArchTest static final ArchRule notifications = feature("app.notification", "app.session");

  @ArchTest static final ArchRule music = feature("app.music", "app.session", "app.room");

  @ArchTest
  static final ArchRule nobodyKnowsTheRoot =
      noClasses()
          .that()
          .resideInAPackage("dev.tutti.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tutti");

  @ArchTest
  static final ArchRule nobodyCallsMonitoring =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tutti", "dev.tutti.monitoring")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tutti.monitoring");

  @ArchTest
  static final ArchRule noPackageCycle =
      slices().matching("dev.tutti.(**)").should().beFreeOfCycles();

  private static ArchRule feature(String name, String... allowed) {
    List<String> all = new ArrayList<>(List.of(allowed));
    all.addAll(List.of("app", "events", "socketio", "security", "engineio"));
    return mayUse(name, all.toArray(String[]::new));
  }

  private static ArchRule mayUse(String name, String... allowed) {
    DescribedPredicate<JavaClass> foreign =
        DescribedPredicate.describe(
            "of Tutti outside " + name + " and " + String.join(", ", allowed),
            type -> isForeign(type.getPackageName(), name, allowed));
    return noClasses()
        .that()
        .resideInAPackage(ROOT + name)
        .should()
        .dependOnClassesThat(foreign)
        .allowEmptyShould(true);
  }

  private static boolean isForeign(String target, String own, String... allowed) {
    boolean ours = target.equals("dev.tutti") || target.startsWith(ROOT);
    if (!ours || target.equals(ROOT + own)) {
      return false;
    }
    for (String name : allowed) {
      if (target.equals(ROOT + name)) {
        return false;
      }
    }
    return true;
  }
}
