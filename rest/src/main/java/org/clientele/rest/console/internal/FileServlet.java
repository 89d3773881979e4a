package org.clientele.rest.console.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.clientele.rest.problem.internal.ProblemAnswer;
import org.clientele.rest.problem.internal.Refusal;
import org.clientele.rest.problem.internal.RequestId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /console-ext/<word>/<version>/<file>}: for everybody, since a browser imports modules without credentials. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=" + Extensions.PATH + "*",
            "osgi.http.whiteboard.servlet.name=clientele-console-extensions"
        })
public final class FileServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Extensions extensions;

    @Activate
    public FileServlet(@Reference Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        Optional<BundleFiles.File> found =
                path == null || path.isEmpty() ? Optional.empty() : extensions.file(path.substring(1));
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (found.isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            ProblemAnswer.write(Refusal.of(404), RequestId.of(request.getHeader(RequestId.HEADER)), request, response);
            return;
        }
        // A file that is opened by itself, such as a picture with a script in it, can do nothing.
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setContentType(found.get().type());
        response.setContentLength(found.get().content().length);
        response.getOutputStream().write(found.get().content());
    }
}
