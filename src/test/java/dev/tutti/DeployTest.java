package dev.tutti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What lies in deploy/ is sound, and speaks of this product's configuration. */
class DeployTest {
  private static final Path KUBERNETES = Path.of("deploy/kubernetes/tutti.yaml");
  private static final Path COMPOSE = Path.of("deploy/compose.yaml");
  private static final Path PREBOOT = Path.of("payara-config/production/preboot.txt");

  @ParameterizedTest
  @ValueSource(strings = {"deploy/kubernetes/tutti.yaml", "deploy/compose.yaml"})
  void everyVariableIsAKeyOrOneOfThePrebootFile(String file) throws IOException {
    Set<String> known =
        Configuration.keys().stream()
            .map(key -> variable(key.name()))
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(words(PREBOOT, "ENV=(\\w+)"));
    known.addAll(Set.of("TUTTI_BALANCER", "TUTTI_NODE_A", "TUTTI_NODE_B"));

    Set<String> used = words(Path.of(file), "(?m)^\\s*(TUTTI_\\w+):");
    assertThat(used).isNotEmpty().allMatch(known::contains);
    assertThat(used).containsAll(words(PREBOOT, "ENV=(\\w+)"));
  }

  @Test
  void whatSelectsPodsSelectsThoseOfTheDeployment() throws IOException {
    Map<String, Map<String, Object>> kinds = kinds();
    Object labels = at(kinds.get("Deployment"), "spec", "template", "metadata", "labels");

    assertThat(at(kinds.get("Deployment"), "spec", "selector", "matchLabels")).isEqualTo(labels);
    assertThat(at(kinds.get("Service"), "spec", "selector")).isEqualTo(labels);
    assertThat(at(kinds.get("PodDisruptionBudget"), "spec", "selector", "matchLabels"))
        .isEqualTo(labels);
    Object name = at(kinds.get("Deployment"), "metadata", "name");
    assertThat(at(kinds.get("HorizontalPodAutoscaler"), "spec", "scaleTargetRef", "name"))
        .isEqualTo(name);
    assertThat(at(kinds.get("HorizontalPodAutoscaler"), "spec", "metrics", "0", "pods", "metric"))
        .isEqualTo(Map.of("name", "tutti_connections"));
  }

  @Test
  void thePodHasProbesResourcesAndItsConfiguration() throws IOException {
    Map<String, Map<String, Object>> kinds = kinds();
    Object container = at(kinds.get("Deployment"), "spec", "template", "spec", "containers", "0");

    assertThat(at(container, "startupProbe", "httpGet", "path")).isEqualTo("/health/started");
    assertThat(at(container, "readinessProbe", "httpGet", "path")).isEqualTo("/health/ready");
    assertThat(at(container, "livenessProbe", "httpGet", "path")).isEqualTo("/health/live");
    assertThat(at(container, "resources", "limits", "memory")).isNotNull();
    assertThat(at(container, "envFrom", "0", "configMapRef", "name"))
        .isEqualTo(at(kinds.get("ConfigMap"), "metadata", "name"));
    assertThat(at(container, "envFrom", "1", "secretRef", "name"))
        .isEqualTo(at(kinds.get("Secret"), "metadata", "name"));
  }

  @Test
  void nobodyIsKilledBeforeTheDrainIsOver_F93() throws IOException {
    Map<String, Map<String, Object>> kinds = kinds();
    Object drain = at(kinds.get("ConfigMap"), "data", "TUTTI_DRAIN_PERIOD");
    Object grace =
        at(kinds.get("Deployment"), "spec", "template", "spec", "terminationGracePeriodSeconds");
    assertThat(Duration.ofSeconds((Integer) grace)).isGreaterThan(seconds(drain).plusSeconds(5));

    Object node = at(documents(COMPOSE).get(0), "services", "node-a");
    Duration stop = Duration.parse("PT" + at(node, "stop_grace_period"));
    assertThat(stop).isGreaterThan(seconds(at(node, "environment", "TUTTI_DRAIN_PERIOD")));
  }

  private static Duration seconds(Object period) {
    return Duration.parse(period.toString());
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static Set<String> words(Path file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
    return matcher.results().map(result -> result.group(1)).collect(Collectors.toSet());
  }

  private static Map<String, Map<String, Object>> kinds() throws IOException {
    return documents(KUBERNETES).stream()
        .collect(
            Collectors.toMap(document -> document.get("kind").toString(), Function.identity()));
  }

  @SuppressWarnings("unchecked") // a YAML document of these files is a map
  private static List<Map<String, Object>> documents(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      return StreamSupport.stream(yaml.loadAll(text).spliterator(), false)
          .map(document -> (Map<String, Object>) document)
          .toList();
    }
  }

  private static Object at(Object value, String... path) {
    Object here = value;
    for (String step : path) {
      here =
          here instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : ((Map<?, ?>) here).get(step);
    }
    return here;
  }
}
