package dev.tutti.it.trivial;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * With {@link TrivialEndpoint} all of an application that shows what server and JDK keep of any.
 */
@WebServlet("/hello")
public class TrivialServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private record Word(String text) {}

  private record Greeting(Word word) {}

  /** Compares records: Java 17 keeps the class of the last one whose {@code equals} it made. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Greeting hello = new Greeting(new Word("hello"));
    boolean equal = hello.equals(new Greeting(new Word(request.getParameter("word"))));
    response.getWriter().write(equal ? "hello" : "what?");
  }
}
