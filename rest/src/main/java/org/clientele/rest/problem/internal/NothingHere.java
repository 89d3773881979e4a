package org.clientele.rest.problem.internal;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Answers what no servlet answers, and every error page, so that the container never shows one of its own. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/",
            "osgi.http.whiteboard.servlet.name=clientele-nothing-here",
            "osgi.http.whiteboard.servlet.errorPage=4xx",
            "osgi.http.whiteboard.servlet.errorPage=5xx",
            "osgi.http.whiteboard.servlet.errorPage=java.lang.Throwable"
        })
public final class NothingHere extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        boolean error = status instanceof Integer code && code >= 400;
        ProblemAnswer.write(
                Refusal.of(error ? (Integer) status : HttpServletResponse.SC_NOT_FOUND),
                RequestId.of(request.getHeader(RequestId.HEADER)),
                request,
                response);
    }
}
