package org.clientele.console.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Component;

/** {@code /} leads to the console. A component of its own: of several patterns an empty one would get lost. */
@Component(
        service = Servlet.class,
        property = {"osgi.http.whiteboard.servlet.pattern=", "osgi.http.whiteboard.servlet.name=clientele-root"})
public final class RootServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        ConsoleServlet.leadHome(response);
    }
}
