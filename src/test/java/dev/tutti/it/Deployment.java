package dev.tutti.it;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An application that comes and goes on the running server, under its own name. */
record Deployment(HttpClient http, String name, Path war) {

  URI root() {
    return TestServer.tutti().resolve(name + "/");
  }

  void deploy() throws IOException, InterruptedException {
    command("deploy?name=" + name + "&context=" + name + "&file=" + encoded(war.toString()));
  }

  void undeploy() throws IOException, InterruptedException {
    command("undeploy?name=" + name);
  }

  private void command(String command) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(TestServer.control().resolve(command))
            .POST(BodyPublishers.noBody())
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(command + ": " + response.statusCode() + " " + response.body());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
