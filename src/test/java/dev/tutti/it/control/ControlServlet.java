package dev.tutti.it.control;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;

/**
 * Lets tests deploy and undeploy on the running server: {@code POST deploy?name=&context=&file=},
 * {@code POST undeploy?name=}. By reflection, for the server's own interface is nested in its jar.
 */
@WebServlet("/*")
public class ControlServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String name = request.getParameter("name");
    try {
      switch (request.getPathInfo()) {
        case "/deploy" -> {
          File file = new File(request.getParameter("file"));
          if (!deploy(name, request.getParameter("context"), file)) {
            response.sendError(HttpServletResponse.SC_CONFLICT, "not deployed");
          }
        }
        case "/undeploy" -> call("undeploy", new Class<?>[] {String.class}, name);
        default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
  }

  private static boolean deploy(String name, String context, File file)
      throws ReflectiveOperationException {
    Class<?>[] types = {String.class, String.class, File.class};
    return Boolean.TRUE.equals(call("deploy", types, name, context, file));
  }

  private static Object call(String method, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    Object micro =
        Class.forName("fish.payara.micro.PayaraMicro").getMethod("getInstance").invoke(null);
    Object runtime = micro.getClass().getMethod("getRuntime").invoke(micro);
    return Class.forName("fish.payara.micro.PayaraMicroRuntime")
        .getMethod(method, types)
        .invoke(runtime, arguments);
  }
}
