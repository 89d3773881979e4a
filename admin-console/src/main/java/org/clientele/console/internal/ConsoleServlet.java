package org.clientele.console.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /console/static/<version>/<file>}, and for every other address below {@code /console/} the page, which knows by its address
 * what to show. Everything is for everybody: what it shows comes from the API.
 */
@Component(
        service = Servlet.class,
        configurationPid = "org.clientele.console",
        property = {
            "osgi.http.whiteboard.servlet.pattern=/console/*",
            "osgi.http.whiteboard.servlet.name=clientele-console"
        })
@Designate(ocd = ConsoleServlet.Config.class)
public final class ConsoleServlet extends HttpServlet {
    static final String STATIC = "/console/static/";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServlet.class);
    private static final String HOME = "/console/";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none';"
                    + " require-trusted-types-for 'script'";

    private final transient WebFiles files;
    private final transient Optional<WebFolder> folder;

    /** Configuration of the console. */
    @ObjectClassDefinition(name = "Clientele: console")
    public @interface Config {
        /** A folder whose files come before those of the bundle. */
        @AttributeDefinition(name = "Web folder", description = "for who writes the console; empty in use")
        String webFolder() default "";
    }

    @Activate
    public ConsoleServlet(BundleContext context, Config config) throws IOException {
        this(
                WebFiles.of(context.getBundle()),
                Optional.of(config.webFolder())
                        .filter(path -> !path.isBlank())
                        .map(path ->
                                new WebFolder(Path.of(path).toAbsolutePath().normalize())));
        folder.ifPresent(
                sources -> LOG.warn("The console is served from {}: that is for who writes it", sources.root()));
    }

    ConsoleServlet(WebFiles files, Optional<WebFolder> folder) {
        this.files = files;
        this.folder = folder;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (!path.startsWith(HOME)) {
            leadHome(response);
            return;
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (path.startsWith(STATIC)) {
            sendFile(path.substring(STATIC.length()), request, response);
        } else {
            sendPage(request, response);
        }
    }

    static void leadHome(HttpServletResponse response) {
        response.setHeader("Location", HOME);
        response.setStatus(HttpServletResponse.SC_FOUND);
    }

    private void sendFile(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String version = path.substring(0, Math.max(path.indexOf('/'), 0));
        String name = path.substring(path.indexOf('/') + 1);
        Optional<WebFile> edited = folder.isPresent() ? folder.get().file(name) : Optional.empty();
        Optional<WebFile> file =
                edited.isPresent() ? edited : version.equals(files.version()) ? files.file(name) : Optional.empty();
        if (file.isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // A file that is opened by itself, such as a picture with a script in it, can do nothing.
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        response.setHeader("Cache-Control", folder.isPresent() ? "no-store" : "public, max-age=31536000, immutable");
        send(file.get(), request, response);
    }

    private void sendPage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String tag = "\"" + files.version() + "\"";
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            send(files.page(), request, response);
        }
    }

    private static void send(WebFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String encodings = request.getHeader("Accept-Encoding");
        boolean zipped = encodings != null && encodings.contains("gzip");
        byte[] content = zipped ? file.zipped() : file.content();
        if (zipped) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setHeader("Vary", "Accept-Encoding");
        response.setContentType(file.type());
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
